/**
 * A recording worker on pg-boss. It differs from the one of examples/queue-pg-boss in the times of its queue only, so that a
 * run needs no minutes to retry a callback, and fewer seconds to take it over from a worker that was killed.
 */
import { openQueue, work } from '../../../../examples/queue-pg-boss/queue.mjs';
import { createRecordingBot, recordGivingUp } from '../order/recording-bot.js';

const viber = createRecordingBot();
const boss = await openQueue('worker', { heartbeatSeconds: 10, retryDelayMax: 1 });
await work(boss, 10, {
  process: (job) => viber.process(job),
  onFailed({ data }, _error, isFinal) {
    if (isFinal) recordGivingUp(data);
  },
});
console.log('The worker is waiting for callbacks.');
process.once('SIGTERM', () => {
  setTimeout(() => process.exit(1), 20_000).unref();
  void boss.stop().then(() => process.exit());
});
