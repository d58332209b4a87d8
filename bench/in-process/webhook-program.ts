/** A webhook that receives callbacks without HTTP. Its argument is the {@link WebhookSetup} as JSON. */
import { ViberWebhook } from 'express-viber';
import { SHARED_SECRET } from '../common/shared-secret';
import type { Task } from './serve-tasks';
import { floor, serveTasks } from './serve-tasks';

/** How the webhook is set up. */
export interface WebhookSetup {
  /** Listeners for `message:text`, which do next to nothing. */
  listeners?: number;
  isAsync?: boolean;
  /** Patterns of `onText`, of which only the last one matches. */
  patterns?: number;
  /** How many callbacks it remembers at most. */
  remembered?: number;
}

const {
  listeners = 0,
  isAsync = false,
  patterns = 0,
  remembered,
} = JSON.parse(process.argv[2] ?? '{}') as WebhookSetup;

let calls = 0;
const listener = isAsync ? () => Promise.resolve((calls += 1)) : () => void (calls += 1);

const viber = new ViberWebhook({
  authToken: SHARED_SECRET,
  ...(remembered !== undefined && { duplicates: { max: remembered } }),
});
viber.setMaxListeners(0);
for (let index = 0; index < listeners; index += 1) viber.on('message:text', () => listener());
for (let index = 1; index < patterns; index += 1) {
  viber.onText(new RegExp(`^command ${String(index)}\\b`, 'i'), () => listener());
}
if (patterns > 0) viber.onText(/^good morning\b/i, () => listener());

/** Each callback is counted, since a failed or suppressed one would be cheaper. */
const callsPerMessage = listeners + (patterns > 0 ? 1 : 0);

const callback: Task = (messages) => {
  const requests = messages.map(({ signed }) => ({
    body: Buffer.from(signed.body),
    signature: signed.query.sig,
  }));
  return async () => {
    const expectedCalls = calls + requests.length * callsPerMessage;
    for (const request of requests) await viber.receive(request);
    if (calls !== expectedCalls) throw new Error('A callback did not reach all of its listeners.');
  };
};

serveTasks({ floor, callback });
