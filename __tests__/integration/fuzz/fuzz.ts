import { setTimeout as delay } from 'node:timers/promises';
import type { StatusCounts } from './fuzz-receive';
import { fuzzReceive } from './fuzz-receive';
import { fuzzSockets } from './fuzz-sockets';
import { AUTH_TOKENS, SECRET } from './hostile-callbacks';
import { textOf } from './oracle';

/** A webhook that has not responded to this many inputs by then hangs. */
const ROUND_TIMEOUT_MS = 60_000;

/** In every tenth round the inputs come over sockets. */
const SOCKETS_EVERY = 10;

/** Options of {@link fuzz}. */
export interface FuzzOptions {
  seed: number;
  rounds: number;
  /** Each round has a new webhook. */
  inputsPerRound: number;
  /** Called after each round. */
  onRound?: (inputs: number, counts: Readonly<StatusCounts>) => void;
}

/**
 * Gives webhooks random hostile requests. Round n is the only one of seed + n, which reproduces it.
 *
 * @returns how many inputs got each status
 * @throws `Error` for a crash, an unhandled rejection, a hang, a 5xx without a failing listener, a forgery that reached a
 * listener, a lost digit, or a secret in a response, an error or a warning
 */
export async function fuzz({ seed, rounds, inputsPerRound, onRound }: FuzzOptions): Promise<StatusCounts> {
  const counts: StatusCounts = {};
  const watch = watchProcess();
  try {
    for (let round = 0; round < rounds; round += 1) {
      const roundSeed = seed + round;
      const run = roundSeed % SOCKETS_EVERY === 0 ? fuzzSockets : fuzzReceive;
      const ofRound = await inTime(run(roundSeed, inputsPerRound), roundSeed);
      for (const [status, count] of Object.entries(ofRound)) {
        counts[Number(status)] = (counts[Number(status)] ?? 0) + count;
      }
      const problem = watch.problem();
      if (problem !== undefined) throw new Error(`${problem}. Seed ${String(roundSeed)}`);
      onRound?.((round + 1) * inputsPerRound, counts);
    }
  } finally {
    watch.end();
  }
  return counts;
}

async function inTime(work: Promise<StatusCounts>, seed: number): Promise<StatusCounts> {
  const done = new AbortController();
  const timeout = delay(ROUND_TIMEOUT_MS, undefined, { signal: done.signal }).then(() => {
    throw new Error(`A request got no response within a minute. Seed ${String(seed)}`);
  });
  timeout.catch(() => undefined);
  try {
    return await Promise.race([work, timeout]);
  } finally {
    done.abort();
  }
}

/** Watches for what no request can see: errors that nobody handles, and warnings that contain a secret. */
function watchProcess() {
  let problem: string | undefined;
  const onUnhandled = (error: unknown) => {
    problem ??= `An error was not handled: ${textOf(error)}`;
  };
  const events = ['unhandledRejection', 'uncaughtException'] as const;
  for (const event of events) process.on(event, onUnhandled);
  const emitWarning = process.emitWarning.bind(process);
  // Not printed: a variant of the webhook has no error listener, so there are many.
  process.emitWarning = (warning: Error | string) => {
    const text = textOf(warning);
    if (text.includes(SECRET) || AUTH_TOKENS.some((authToken) => text.includes(authToken))) {
      problem ??= `A warning contains a secret: ${text}`;
    }
  };
  return {
    problem: () => problem,
    end: () => {
      process.emitWarning = emitWarning;
      for (const event of events) process.off(event, onUnhandled);
    },
  };
}
