import { Queue } from 'bullmq';

/** Opens a server's queue on the Redis at `QUEUE_URL`, with the same options for both servers. */
export function openQueue(serverName: string): Queue {
  const { QUEUE_URL } = process.env;
  if (QUEUE_URL === undefined)
    throw new Error('QUEUE_URL is not set. Run this server through `npm run bench`, which sets it.');
  return new Queue(serverName, { connection: { url: QUEUE_URL } });
}
