/** BullMQ's own classes fit without a cast. Checked by `npm run typecheck`; nothing here runs. */
import type { Job } from 'bullmq';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import { expectTypeOf } from 'expect-type';
import type { CallbackJob, CallbackQueue, QueuedCallback, ViberWebhookOptions } from 'express-viber';
import { recommendedJobOptions, ViberWebhook } from 'express-viber';

const connection = { url: 'redis://127.0.0.1:6379' };
const postgres = withBackend(createPostgresBackend);
const connectionString = 'postgres://127.0.0.1/viber';
declare const viber: ViberWebhook;
declare const job: Job<QueuedCallback>;

/** A queue of callbacks, a queue of anything, and one on PostgreSQL. */
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

  const ofMails = new Queue<{ to: string }>('mails', { connection });
  // @ts-expect-error its jobs have no body
  new ViberWebhook({ authToken: 't', queue: ofMails });
  // @ts-expect-error it has no add
  new ViberWebhook({ authToken: 't', queue: {} });

  void ofCallbacks.add('message', job.data, recommendedJobOptions);
}

/** Any object with such an `add` is a queue. */
export function otherQueues(): ViberWebhookOptions {
  // @ts-expect-error without a promise, it would be unknown when the job is stored
  const forgetful: CallbackQueue = { add: () => undefined };
  new ViberWebhook({ authToken: 't', queue: forgetful });
  return { authToken: 't', queue: { add: async () => Promise.resolve() } };
}

/** Workers, typed and untyped. */
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
  void viber.process({ data: { account: 'default', receivedAt: '2020-01-01T00:00:00Z', body: '{}' } });
  expectTypeOf(viber.process(job)).toEqualTypeOf<Promise<void>>();

  // @ts-expect-error a job without its data
  void viber.process({ id: '1' });
  // @ts-expect-error its jobs are not callbacks
  new Worker<{ to: string }>('mails', (job) => viber.process(job), { connection });
}

declare function tokenOf(account: string): string;
