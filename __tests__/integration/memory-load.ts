/**
 * Sends callbacks of many users through the middleware, with Node's requests and responses but no connection, and prints
 * the size of the heap along the way.
 *
 * CALLBACKS   how many, 100000 by default
 * USERS       of how many users, by default a third as many: each sends three, so anything kept for a user would show
 */
import { ViberWebhook } from '../../lib/index';
import { pause } from '../../lib/shared/timing';
import { nextTurn } from '../fixtures/conditions';
import { AUTH_TOKEN } from '../fixtures/posts';
import { deliver, heapBytes } from './socketless-delivery';

const CALLBACKS = Number(process.env['CALLBACKS'] ?? 100_000);
const USERS = Number(process.env['USERS'] ?? Math.ceil(CALLBACKS / 3));
const AT_ONCE = 250;
const MAX_IN_FLIGHT = 200;
const MEASUREMENTS = 10;
const GIVE_UP_AFTER_MS = 1000;
/** Viber's tokens have 19 digits. */
const TOKEN_START = '53066616468';

const viber = new ViberWebhook({
  authToken: AUTH_TOKEN,
  ordered: { giveUpAfterMs: GIVE_UP_AFTER_MS },
  maxInFlight: MAX_IN_FLIGHT,
  // Small enough to be full before the first measurement.
  duplicates: { max: CALLBACKS / 20 },
});
const middleware = viber.middleware();
const counts = { handled: 0, failed: 0, givenUp: 0, duplicates: 0, rejected: 0 };
const failedBefore = new Set<string>();
viber.on('duplicate', () => (counts.duplicates += 1));
viber.on('message:text', async ({ message_token }) => {
  await nextTurn();
  const index = Number(message_token.slice(TOKEN_START.length));
  const fails = index % 100 === 7 && !failedBefore.delete(message_token);
  if (!fails) {
    counts.handled += 1;
    return;
  }
  if (index % (CALLBACKS / 5) === 7) {
    // Given up by its user's queue, and joined by redeliveries until it settles.
    counts.givenUp += 1;
    await pause(GIVE_UP_AFTER_MS + 500, undefined);
    counts.handled += 1;
    return;
  }
  failedBefore.add(message_token);
  counts.failed += 1;
  throw new Error('no database');
});

async function deliverNumber(index: number): Promise<number> {
  const user = Math.floor(index / 3) % USERS;
  return deliver(
    middleware,
    `{"event":"message","timestamp":1595347748566,"message_token":${TOKEN_START}${String(index).padStart(8, '0')},` +
      `"sender":{"id":"user-${String(user)}","name":"Subscriber"},"message":{"type":"text","text":"hello"}}`,
  );
}

async function main(): Promise<void> {
  const heaps: number[] = [];
  let left: number[] = [];
  for (let next = 0; next < CALLBACKS || left.length > 0;) {
    // Every fifth callback comes twice, and those without a 200 are redelivered.
    const batch = left;
    while (batch.length < AT_ONCE && next < CALLBACKS) {
      batch.push(next);
      if (next % 5 === 0) batch.push(next);
      next += 1;
    }
    const statuses = await Promise.all(batch.map(deliverNumber));
    counts.rejected += statuses.filter((status) => status === 503).length;
    left = [...new Set(batch.filter((_, index) => statuses[index] !== 200))];
    if (next >= ((heaps.length + 1) * CALLBACKS) / MEASUREMENTS) heaps.push(heapBytes());
  }
  const { unfinished } = await viber.close();
  console.log(JSON.stringify({ callbacks: CALLBACKS, users: USERS, ...counts, unfinished, heaps }));
}

void main();
