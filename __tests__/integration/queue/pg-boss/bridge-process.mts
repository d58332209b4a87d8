/**
 * The queue of examples/queue-pg-boss in a process of its own, because pg-boss does not load in Jest. The parent adds
 * callbacks through it, and runs the listeners of the jobs that its worker takes. It ends with its parent.
 *
 * QUEUE_CHANGES   changes to the options of the queue, as JSON
 * CONCURRENCY     jobs at a time
 */
import { callbackQueue, openQueue, work } from '../../../../examples/queue-pg-boss/queue.mjs';
import type { BridgeCommand, BridgeReport } from './deploy-on-pg-boss.js';

const { QUEUE_CHANGES = '{}', CONCURRENCY = '10' } = process.env;
const changes = JSON.parse(QUEUE_CHANGES) as object;
const running = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
let runs = 0;

function report(message: BridgeReport): void {
  process.send?.(message);
}

const web = await openQueue('web', changes);
const worker = await openQueue('worker', changes);
const queue = callbackQueue(web);

process.on('disconnect', () => process.exit());
process.on('message', (command: BridgeCommand) => {
  switch (command.what) {
    case 'add': {
      const { call, data, jobId } = command;
      queue.add('callback', data, { jobId }).then(
        () => {
          report({ what: 'added', call });
        },
        (error: unknown) => {
          report({ what: 'added', call, error: String(error) });
        },
      );
      return;
    }
    case 'processed': {
      const { call, error } = command;
      const run = running.get(call);
      running.delete(call);
      if (error === undefined) run?.resolve();
      else run?.reject(Object.assign(new Error(error.message), { name: error.name }));
      return;
    }
    case 'stop':
      void Promise.all([web.stop(), worker.stop()]).then(() => process.exit());
  }
});

await work(worker, Number(CONCURRENCY), {
  process: (job) =>
    new Promise((resolve, reject) => {
      runs += 1;
      running.set(runs, { resolve, reject });
      report({ what: 'process', call: runs, data: job.data });
    }),
  onFailed({ retryCount }, error, isFinal) {
    report({ what: 'failed', attempt: retryCount + 1, message: String(error), isFinal });
  },
});
report({ what: 'ready' });
