/**
 * A worker of examples/queue with a listener that does nothing or waits. It reports once it is connected, and then whenever
 * it has completed a task.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openWorkers } from '../../examples/queue/queue';
import { ViberWebhook } from '../../lib/index';
import { endWithParent, reportToParent } from '../common/measured-process';
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
    if (completedCount === task.callbacks) report();
  });
}

function report(): void {
  const result: WorkerResult = { starts, lastCompletedAt: monotonicMs() };
  reportToParent(result);
}

process.on('message', (next: WorkerTask) => {
  task = next;
  starts = [];
  completedCount = 0;
});
endWithParent();
void Promise.all(workers.map((worker) => worker.waitUntilReady())).then(report);
