import type { Callback, QueuedCallback } from '../../../../lib/index';
import { decodeCallback } from '../../../../lib/index';
import { deliveredCallback, messageCallback, seenCallback, testUser } from '../../../../lib/testing';
import { callbackName } from '../handling-record';
import { seededRandom } from '../seeded-random';

const FIRST_TOKEN = 5_500_000_000_000_000_000n;

/** A callback of the load: the same one for the same seed and index. */
export interface PlannedCallback {
  user: string;
  callback: Callback;
  /** Whether its user waits for the acknowledgement of the one before. Without, both are under way at the same time. */
  waits: boolean;
  /** After how many milliseconds it is delivered once more although it was acknowledged; `undefined` if it is not. */
  redeliveryAfterMs: number | undefined;
}

/** What the listener does with a callback. */
export interface PlannedListener {
  workMs: number;
  /** How often it fails in each process before it succeeds there. */
  failures: number;
  /** Whether its failures forbid retries. */
  isPermanent: boolean;
}

/** Plans the callback that is sent as the `index`th one. */
export function plannedCallback(seed: number, index: number, users: number): PlannedCallback {
  const random = randomOf(seed, index);
  const user = `user-${String(Math.floor(random() * users))}`;
  return {
    user,
    callback: callbackOf(user, String(FIRST_TOKEN + BigInt(index)), random()),
    waits: random() < 0.8,
    redeliveryAfterMs: random() < 0.05 ? random() * 3000 : undefined,
  };
}

/** Plans the listener's behaviour; the worker knows only the token. */
export function plannedListener(seed: number, messageToken: string): PlannedListener {
  const random = randomOf(~seed, Number(BigInt(messageToken) - FIRST_TOKEN));
  const workMs = random() < 0.05 ? 150 : 5 + random() * 30;
  const fate = random();
  const isPermanent = fate < 0.004;
  if (fate < 0.008) return { workMs, failures: Infinity, isPermanent };
  return { workMs, failures: fate < 0.02 ? 2 : fate < 0.05 ? 1 : 0, isPermanent };
}

/** The name of the callback in a job. */
export function nameOfQueued({ body }: QueuedCallback): string {
  const recognition = decodeCallback(body);
  if (!recognition.recognized) throw new Error('The queue holds something that is not a callback.');
  return callbackName(recognition.callback);
}

function callbackOf(user: string, message_token: string, kind: number): Callback {
  if (kind < 0.15) return deliveredCallback({ message_token, user_id: user });
  if (kind < 0.3) return seenCallback({ message_token, user_id: user });
  return messageCallback({ type: 'text', text: 'Next' }, { message_token, sender: testUser({ id: user }) });
}

/** A sequence of its own for each index, so that a plan does not depend on the order in which it is asked for. */
function randomOf(seed: number, index: number): () => number {
  return seededRandom(seed ^ Math.imul(index + 1, 0x9e3779b1));
}
