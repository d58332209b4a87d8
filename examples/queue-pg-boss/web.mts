/**
 * A web process: adds each callback to the queue and acknowledges it. Run as many as you like.
 *
 * PORT   3000 by default; bot.ts and queue.mts read other variables
 */
import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBot } from '../queue/bot.js';
import { callbackQueue, openQueue } from './queue.mjs';

/** Less than the 30 seconds that most platforms allow between SIGTERM and SIGKILL. */
const SHUTDOWN_TIMEOUT_MS = 25_000;

const { PORT = '3000' } = process.env;
// Throws if PostgreSQL is not reachable, which ends the process: it has to be started again.
const boss = await openQueue('web');
const viber = createBot([callbackQueue(boss)]);
const app = express();
app.use('/viber', viber.middleware());

const server: Server = app.listen(Number(PORT), (error?: Error) => {
  if (error !== undefined) throw error;
  console.log(
    `The webhook listens on http://localhost:${String((server.address() as AddressInfo).port)}/viber`,
  );
});
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close());

async function close(): Promise<void> {
  setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref();
  // Rejects new callbacks with 503, and waits for those that are being added to the queue.
  const { unfinished } = await viber.close({ timeoutMs: 5000 });
  for (const { event, receivedAt } of unfinished) console.error('unfinished:', event, receivedAt);
  // Sends the last responses before the queue is closed.
  await once(server.close(), 'close');
  await boss.stop().catch((error: unknown) => {
    console.error('queue:', error);
  });
  process.exit();
}
