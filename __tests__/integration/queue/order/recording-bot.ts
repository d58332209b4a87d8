/**
 * The part of a recording worker that does not depend on its queue: a bot whose listener works and fails as the load has
 * planned it, and records each run.
 *
 * RECORD_FILE   the file, shared by all workers
 * INSTANCE      the name of this process in the file
 * ORDER_SEED    the seed of the load
 */
import { openSync, writeSync } from 'node:fs';
import { setTimeout as work } from 'node:timers/promises';
import type { QueuedCallback } from '../../../../lib/index';
import { PermanentError, ViberWebhook } from '../../../../lib/index';
import { callbackName } from '../handling-record';
import { nameOfQueued, plannedListener } from './order-load';
import type { RunEvent } from './order-record';
import { lineOf } from './order-record';

const { RECORD_FILE = '', INSTANCE = '', ORDER_SEED = '' } = process.env;
const file = openSync(RECORD_FILE, 'a');

/** Written synchronously, so that it survives when the process is killed. */
function record(what: RunEvent['what'], callback: string): void {
  writeSync(file, lineOf({ what, instance: INSTANCE, callback }));
}

/** Creates the bot of a worker. */
export function createRecordingBot(): ViberWebhook {
  const viber = new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });
  const failures = new Map<string, number>();
  viber.on('callback', async (callback) => {
    const name = callbackName(callback);
    const planned = plannedListener(Number(ORDER_SEED), callback.message_token);
    record('began', name);
    await work(planned.workMs);
    const failed = failures.get(name) ?? 0;
    if (failed < planned.failures) {
      failures.set(name, failed + 1);
      record('failed', name);
      throw planned.isPermanent ? new PermanentError('As planned.') : new Error('As planned.');
    }
    record('succeeded', name);
  });
  return viber;
}

/** Records that no retry follows. To be called before the queue is told. */
export function recordGivingUp(data: QueuedCallback): void {
  record('gave-up', nameOfQueued(data));
}
