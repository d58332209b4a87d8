import type { QueueServer } from '../../../fixtures/queue-servers';

/** A program of a bot, started with `tsx`. */
export interface BotProgram {
  /** Relative to the root of the repository. */
  file: string;
  /** Matches the line that it prints once it is ready; a web process prints its URL in it. */
  readyLine: RegExp;
}

/** The queue of a run, as the run looks at it from outside. */
export interface QueueView {
  /** How many callbacks wait, run or are due to be retried. */
  unsettled: () => Promise<number>;
  /** The names of the callbacks that have finally failed. */
  failed: () => Promise<string[]>;
  close: () => Promise<void>;
}

/**
 * What a run needs to know of a kind of queue. All programs get `QUEUE_URL`, `VIBER_AUTH_TOKEN`, `NAME`, `INSTANCE`,
 * `PORT`, and what `environment` adds; a worker records its runs with `recording-bot.ts`, which reads more.
 */
export interface OrderBackend {
  title: string;
  workers: number;
  /** The longest time after which the callback of a worker that died or stands still goes to another worker. */
  takeoverMs: number;
  environment: Record<string, string>;
  /** The Node that the programs run on; by default this one. */
  nodePath?: string;
  web: BotProgram;
  worker: BotProgram;
  open: (server: QueueServer) => Promise<QueueView>;
}
