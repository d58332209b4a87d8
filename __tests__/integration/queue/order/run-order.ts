import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { QueueServer } from '../../../fixtures/queue-servers';
import { seededRandom } from '../seeded-random';
import type { OrderBackend, QueueView } from './order-backend';
import { plannedFaults } from './order-faults';
import { OrderFleet } from './order-fleet';
import { plannedCallback } from './order-load';
import { readRunEvents } from './order-record';
import type { OrderResult } from './order-result';
import { resultOf } from './order-result';
import { OrderSender } from './order-sender';

const USERS = 60;

const PROGRESS_MS = 5000;

/** A run. */
export interface OrderRun {
  backend: OrderBackend;
  /** The server of its queue. */
  server: QueueServer;
  /** The seed of the load and of the faults. What they meet depends on the machine as well. */
  seed: number;
  callbacks: number;
  perSecond: number;
  /** Whether processes and server are killed, frozen and restarted. */
  hasFaults: boolean;
  /** The run fails if it takes longer. */
  timeoutMs: number;
  onProgress?: (line: string) => void;
}

/**
 * Sends callbacks to a bot's web processes while its processes and its server fail, waits until all are settled, and reports
 * whether they stayed in order.
 *
 * @throws `Error` if the run takes too long, or a process cannot be started or shut down
 */
export async function runOrder(run: OrderRun): Promise<OrderResult> {
  const isOver = new AbortController();
  const closers: Closer[] = [];
  const failed = new Promise<never>((_resolve, reject) => {
    isOver.signal.addEventListener('abort', () => {
      reject(isOver.signal.reason as Error);
    });
  });
  const timer = setTimeout(() => {
    isOver.abort(new Error(`The run has not ended within ${String(run.timeoutMs)} ms.`));
  }, run.timeoutMs);
  try {
    return await Promise.race([perform(run, isOver, closers), failed]);
  } finally {
    clearTimeout(timer);
    isOver.abort();
    for (const close of closers.reverse()) await close();
  }
}

type Closer = () => Promise<void> | void;

/**
 * @param isOver - to be aborted with an error if the run fails in the background
 * @param closers - to be called in reverse order when the run is over
 */
async function perform(run: OrderRun, isOver: AbortController, closers: Closer[]): Promise<OrderResult> {
  const { backend, server, seed, callbacks, perSecond, hasFaults, onProgress = () => undefined } = run;
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const recordFile = recordIn(closers);
  const view = await backend.open(server);
  closers.push(() => view.close());

  const random = seededRandom(seed);
  const environment = { RECORD_FILE: recordFile, ORDER_SEED: String(seed) };
  const fleet = new OrderFleet(backend, server, environment, random, (error) => {
    isOver.abort(error);
  });
  closers.push(() => fleet.close());
  await fleet.start();

  const faults = (hasFaults ? plannedFaults(callbacks, random) : []).values();
  let next = faults.next().value;
  let acknowledgements = 0;
  const sender = new OrderSender({
    urls: fleet.urls,
    random: seededRandom(seed + 1),
    perSecond,
    onAcknowledged() {
      acknowledgements += 1;
      for (; next !== undefined && next.atAcknowledgement <= acknowledgements; next = faults.next().value) {
        fleet.inject(next.fault);
      }
    },
  });
  closers.push(() => {
    sender.close();
  });
  const progress = setInterval(() => {
    onProgress(`${String(seconds())} s: ${String(acknowledgements)} of ${String(callbacks)} acknowledged`);
  }, PROGRESS_MS);
  closers.push(() => {
    clearInterval(progress);
  });

  await sender.deliver(Array.from({ length: callbacks }, (_, index) => plannedCallback(seed, index, USERS)));
  await fleet.recovered();
  await settled(view, isOver.signal);
  return resultOf({
    sendings: sender.sendings,
    responses: sender.responses,
    events: readRunEvents(readFileSync(recordFile, 'utf8')),
    failed: await view.failed(),
    faults: fleet.injected,
    seconds: seconds(),
  });
}

/** An empty file in a folder that is removed at the end. */
function recordIn(closers: Closer[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'express-viber-order-'));
  closers.push(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'runs');
  writeFileSync(file, '');
  return file;
}

/** Resolves once nothing waits, runs or is due to be retried. */
async function settled(view: QueueView, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await view.unsettled()) > 0) await delay(100);
}
