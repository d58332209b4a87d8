/**
 * A web process: adds each callback to a queue and acknowledges it. Run as many as you like.
 *
 * PORT   3000 by default; bot.ts and queue.ts read other variables
 */
import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBot } from './bot';
import { openQueues } from './queue';

/** Less than the 30 seconds that most platforms allow between SIGTERM and SIGKILL. */
const SHUTDOWN_TIMEOUT_MS = 25_000;

const { PORT = '3000' } = process.env;
const queues = openQueues((error) => {
  console.error(`queue: ${error.message} (is the server at QUEUE_URL running?)`);
});
const viber = createBot(queues);
const app = express();
app.use('/viber', viber.middleware());

async function open(): Promise<void> {
  // Listens only once the queues are ready. If PostgreSQL is not reachable this throws and ends the process, which has to be
  // started again: BullMQ does not retry its first connection to PostgreSQL.
  await Promise.all(queues.map((queue) => queue.waitUntilReady()));
  const server = app.listen(Number(PORT), (error?: Error) => {
    if (error !== undefined) throw error;
    console.log(
      `The webhook listens on http://localhost:${String((server.address() as AddressInfo).port)}/viber`,
    );
  });
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close(server));
}

async function close(server: Server): Promise<void> {
  setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
  // Rejects new callbacks with 503, and waits for those that are being added to a queue.
  const { unfinished } = await viber.close({ timeoutMs: 5000 });
  for (const { event, receivedAt } of unfinished) console.error('unfinished:', event, receivedAt);
  // Sends the last responses before the queues are closed.
  await once(server.close(), 'close');
  await Promise.all(queues.map((queue) => queue.close())).catch((error: unknown) => {
    console.error('queue:', error);
  });
  // The connection is still open, or trying to reach a server that is down.
  process.exit();
}

void open();
