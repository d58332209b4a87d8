/** A web process and a worker with a queue of BullMQ. Run with QUEUE_URL. */
import { Queue, Worker } from 'bullmq';
import { recommendedJobOptions, recommendedWorkerOptions, ViberWebhook } from 'express-viber';
import { messageCallback, signCallback } from 'express-viber/testing';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import process from 'node:process';

const authToken = 'a-token';
const connection = { url: process.env.QUEUE_URL, maxRetriesPerRequest: null };
const queue = new Queue('viber', { connection, defaultJobOptions: recommendedJobOptions });
const web = new ViberWebhook({ authToken, queue });
const bot = new ViberWebhook({ authToken });
const texts = [];
bot.on('message:text', ({ message }) => texts.push(message.text));

const { headers, body } = signCallback(messageCallback({ type: 'text', text: 'Hi' }), authToken);
const signature = headers['X-Viber-Content-Signature'];
// The redelivery collapses with the job of the first delivery, in another process as well.
const again = new ViberWebhook({ authToken, queue });
for (const receiver of [web, again]) {
  const { status } = await receiver.receive({ body: Buffer.from(body), signature });
  assert.equal(status, 200);
}
const worker = new Worker('viber', (job) => bot.process(job), { ...recommendedWorkerOptions, connection });
await once(worker, 'completed');
assert.deepEqual(texts, ['Hi']);
assert.equal(await queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized'), 0);

await worker.close();
await queue.close();
process.stdout.write('passed\n');
