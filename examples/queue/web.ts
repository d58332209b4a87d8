/**
 * A web process: puts each callback into the queue and acknowledges it. Run as many as there are machines.
 *
 * PORT   where it listens, by default 3000; the rest as in bot.ts and queue.ts
 */
import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBot } from './bot';
import { openQueue } from './queue';

/** Less than the half minute most platforms leave between SIGTERM and SIGKILL. */
const SHUTDOWN_TIMEOUT_MS = 25_000;

const { PORT = '3000' } = process.env;
const queue = openQueue();
queue.on('error', (error) => {
  console.error(`queue: ${error.message} (is what QUEUE_URL names up?)`);
});
const viber = createBot(queue);
const app = express();
app.use('/viber', viber.middleware());

async function open(): Promise<void> {
  // Not up before the queue is. Without PostgreSQL this throws and ends the process, for BullMQ does not connect to it
  // again after a first time that failed; whoever has started the process starts it again.
  await queue.waitUntilReady();
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
  // Answers 503 from now on, and waits for what is on its way into the queue.
  const { unfinished } = await viber.close({ timeoutMs: 5000 });
  for (const { event, receivedAt } of unfinished) console.error('not finished:', event, receivedAt);
  // The last answers go out before the connections are closed, and nobody needs the queue after that.
  await once(server.close(), 'close');
  await queue.close().catch((error: unknown) => {
    console.error('queue:', error);
  });
  // What is left are attempts to reach a server that is gone.
  process.exit();
}

void open();
