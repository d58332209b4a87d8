/**
 * A worker of examples/queue with a listener that does nothing or waits. It reports once it is connected, and then whenever
 * it has completed a task.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openWorkers } from '../../examples/queue/queue';
import { ViberWebhook } from '../../lib/index';
import { SHARED_SECRET } from '../common/shared-secret';
import type { WorkerResult, WorkerTask } from './worker-task';
import { monotonicMs } from './worker-task';

let task: WorkerTask = { listenerMs: 0, callbacks: 0 };
let starts: WorkerResult['starts'] = [];
let completedCount = 0;

const viber = new ViberWebhook({
  authToken: SHARED_SECRET,
  ordered: process.env['QUEUE_ORDERED'] !== 'false',
});
viber.on('message', ({ message_token }) => {
  starts.push([message_token, monotonicMs()]);
  return task.listenerMs === 0 ? undefined : delay(task.listenerMs);
});

const workers = openWorkers((job) => viber.process(job));
for (const worker of workers) {
  worker.on('error', (error) => {
    console.error(error);
  });
  worker.on('failed', (_job, error) => {
    throw error;
  });
  worker.on('completed', () => {
    completedCount += 1;
    if (completedCount === task.callbacks) report({ starts, lastCompletedAt: monotonicMs() });
  });
}

function report(result: WorkerResult): void {
  if (process.connected) process.send?.(result);
}

process.on('message', (next: WorkerTask) => {
  task = next;
  starts = [];
  completedCount = 0;
});
process.on('disconnect', () => {
  process.exit();
});
void Promise.all(workers.map((worker) => worker.waitUntilReady())).then(() => {
  report({ starts, lastCompletedAt: monotonicMs() });
});
