/** Checks that BullMQ's own classes fit without a cast, with `npm run typecheck`. The functions are never called. */
import type { Job } from 'bullmq';
import { createPostgresBackend, Queue, RateLimitError, withBackend, Worker } from 'bullmq';
import { expectTypeOf } from 'expect-type';
import type {
  CallbackJob,
  CallbackQueue,
  OrderedJob,
  QueuedCallback,
  ViberWebhookOptions,
} from 'express-viber';
import {
  deduplicated,
  orderedProcessor,
  orderedWorkerOptions,
  recommendedJobOptions,
  ViberWebhook,
} from 'express-viber';

const connection = { url: 'redis://127.0.0.1:6379' };
const postgres = withBackend(createPostgresBackend);
const connectionString = 'postgres://127.0.0.1/viber';
declare const viber: ViberWebhook;
declare const job: Job<QueuedCallback>;

/** A queue of callbacks, a queue of any jobs, and a queue on PostgreSQL. */
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

  new ViberWebhook({ authToken: 't', queue: [ofCallbacks, ofAnything, onPostgres] });
  new ViberWebhook({ authToken: 't', queue: ['1', '2'].map((name) => new Queue(name, { connection })) });
  new ViberWebhook({ authToken: 't', queue: [ofCallbacks, { add: async () => Promise.resolve() }] as const });

  const ofMails = new Queue<{ to: string }>('mails', { connection });
  const removing = { ...recommendedJobOptions, removeOnComplete: true };
  const removed = new Queue<QueuedCallback>('viber', { connection, defaultJobOptions: removing });
  for (const queue of [removed, ofAnything, onPostgres])
    new ViberWebhook({ authToken: 't', queue: [deduplicated(queue), deduplicated(queue, { ttlMs: 1 })] });
  expectTypeOf(deduplicated(removed)).toEqualTypeOf<CallbackQueue>();
  // @ts-expect-error map would pass the index as options
  [removed].map(deduplicated);
  // @ts-expect-error a list with a queue of other jobs
  new ViberWebhook({ authToken: 't', queue: [ofCallbacks, ofMails] });
  // @ts-expect-error a queue of other jobs
  new ViberWebhook({ authToken: 't', queue: ofMails });
  // @ts-expect-error a queue without add
  new ViberWebhook({ authToken: 't', queue: {} });
}

/** Workers with and without the type of their jobs. */
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

  // @ts-expect-error its jobs are not callbacks
  new Worker<{ to: string }>('mails', (job) => viber.process(job), { connection });
}

declare function tokenOf(account: string): string;

/** A queue and its jobs fit whether or not the queue has the type of its jobs. */
export function typedAndUntyped(
  plain: Queue,
  typed: Queue<QueuedCallback>,
  ofOthers: Queue<{ mailTo: string }>,
  job: Job<QueuedCallback>,
): ViberWebhookOptions[] {
  void viber.process(job);
  void viber.process({ data: { account: 'default', receivedAt: '2020-01-01T00:00:00Z', body: '{}' } });
  void viber.process(job, { authToken: 'a token' });
  new Worker<QueuedCallback>('callbacks', (next) => viber.process(next));
  new Worker('callbacks', (next) => viber.process(next));
  void typed.add('message', job.data, recommendedJobOptions);
  expectTypeOf(viber.process(job)).resolves.toBeVoid();

  // @ts-expect-error a job without its data
  void viber.process({ id: '1' });
  // @ts-expect-error a queue of other jobs
  const foreign: ViberWebhookOptions = { authToken: 'a', queue: ofOthers };
  // @ts-expect-error add must return a promise
  const forgetful: CallbackQueue = { add: () => undefined };
  return [
    { authToken: 'a', queue: plain },
    { authToken: 'a', queue: typed },
    { authToken: 'a', queue: { add: async () => Promise.resolve() } },
    foreign,
    { authToken: 'a', queue: forgetful },
  ];
}

/** Ordered workers, without a cast: the job's type comes from the worker, and BullMQ's queue and error fit. */
export function orderedWorkers(queue: Queue<QueuedCallback>, untyped: Queue): void {
  new Worker<QueuedCallback>(
    queue.name,
    orderedProcessor((job) => viber.process(job, { authToken: tokenOf(job.data.account) }), {
      queue,
      RateLimitError,
    }),
    { connection, ...orderedWorkerOptions },
  );
  const process = orderedProcessor((job) => viber.process(job), {
    queue: untyped,
    RateLimitError,
    retryDelaysMs: [1000],
  });
  expectTypeOf(process(job)).resolves.toBeVoid();
  expectTypeOf<Job<QueuedCallback>>().toExtend<OrderedJob>();

  // @ts-expect-error a job that does not say how often it was started
  void process({ data: job.data });
  // @ts-expect-error a queue that cannot be limited
  orderedProcessor((job) => viber.process(job), { queue: { add: () => undefined }, RateLimitError });
}
