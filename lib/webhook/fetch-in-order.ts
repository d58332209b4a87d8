/** What {@link fetchInOrder} needs of BullMQ's `Worker`. */
interface JobFetcher {
  processJob(...args: never[]): Promise<unknown>;
}

/**
 * Lets a `Worker` of BullMQ begin jobs in the order of the queue, for `ordered`. By itself it fetches one in its loop and
 * another with each that is done, so that of two under way at once the later one may be begun first. This leaves it the
 * loop, at the price of a round trip to the queue's server for each job; its `drained` event then says nothing. Not
 * needed with a `concurrency` of 1.
 *
 * @example const worker = fetchInOrder(new Worker('viber', (job) => viber.process(job), settings));
 * @throws `TypeError` if it is no such worker
 */
export function fetchInOrder<Worker extends JobFetcher>(worker: Worker): Worker {
  if (typeof (worker as Partial<JobFetcher>).processJob !== 'function') {
    throw new TypeError('fetchInOrder takes a Worker of BullMQ, whose processJob decides what is fetched.');
  }
  const processJob = worker.processJob.bind(worker) as ProcessJob;
  const fetchNothing = () => false;
  const withoutFetching: ProcessJob = (job, token, _mayFetchNext, ...others) =>
    processJob(job, token, fetchNothing, ...others);
  return Object.assign(worker, { processJob: withoutFetching });
}

type ProcessJob = (
  job: unknown,
  token: unknown,
  mayFetchNext: () => boolean,
  ...others: unknown[]
) => Promise<unknown>;
