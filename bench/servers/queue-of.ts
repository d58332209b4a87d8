import { Queue } from 'bullmq';

/** A queue of its own on the Redis that `QUEUE_URL` names, for both servers alike. */
export function queueOf(serverName: string): Queue {
  const { QUEUE_URL } = process.env;
  if (QUEUE_URL === undefined)
    throw new Error('QUEUE_URL is not set: this server is started by the benchmark.');
  return new Queue(serverName, { connection: { url: QUEUE_URL } });
}
