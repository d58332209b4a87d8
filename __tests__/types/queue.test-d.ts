/**
 * That BullMQ's own classes fit without a cast, checked by `npm run typecheck`. Nothing here runs: each case is a function
 * that nobody calls.
 */
import type { Job } from 'bullmq';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import { expectTypeOf } from 'expect-type';
import type { CallbackJob, CallbackQueue, QueuedCallback } from 'express-viber';
import { recommendedJobOptions, ViberWebhook } from 'express-viber';

const connection = { url: 'redis://127.0.0.1:6379' };
const postgres = withBackend(createPostgresBackend);
const connectionString = 'postgres://127.0.0.1/viber';
declare const viber: ViberWebhook;
declare const job: Job<QueuedCallback>;

/** A queue of callbacks, one of anything, and one on PostgreSQL. */
export function queues(): void {
  const defaultJobOptions = recommendedJobOptions;
  const ofCallbacks = new Queue<QueuedCallback>('viber', { connection, defaultJobOptions });
  const ofAnything = new Queue('viber', { connection, defaultJobOptions });
  const onPostgres = new postgres.Queue<QueuedCallback>('viber', {
    connection: { connectionString },
    defaultJobOptions,
  });
  for (const queue of [ofCallbacks, ofAnything, onPostgres]) new ViberWebhook({ authToken: 't', queue });
  new ViberWebhook({ authToken: 't', queue: ofCallbacks });
  new ViberWebhook({ authToken: 't', queue: ofAnything });
  new ViberWebhook({ authToken: 't', queue: onPostgres });
  expectTypeOf(ofCallbacks).toExtend<CallbackQueue>();
  expectTypeOf(ofAnything).toExtend<CallbackQueue>();
  expectTypeOf(onPostgres).toExtend<CallbackQueue>();

  // A queue of other jobs is not one for callbacks.
  const ofMails = new Queue<{ to: string }>('mails', { connection });
  // @ts-expect-error its jobs have no body
  new ViberWebhook({ authToken: 't', queue: ofMails });
  // @ts-expect-error it has no add
  new ViberWebhook({ authToken: 't', queue: {} });
}

/** Workers, with and without the type of their jobs. */
export function workers(): void {
  new Worker<QueuedCallback>('viber', (job) => viber.process(job), { connection });
  new Worker('viber', (job) => viber.process(job), { connection });
  new postgres.Worker<QueuedCallback>('viber', (job) => viber.process(job), {
    connection: { connectionString },
  });
  new Worker<QueuedCallback>('viber', (job) => viber.process(job, { authToken: tokenOf(job.data.account) }), {
    connection,
  });
  expectTypeOf<Job<QueuedCallback>>().toExtend<CallbackJob>();
  expectTypeOf(viber.process(job)).toEqualTypeOf<Promise<void>>();

  // @ts-expect-error its jobs are no callbacks
  new Worker<{ to: string }>('mails', (job) => viber.process(job), { connection });
}

declare function tokenOf(account: string): string;
