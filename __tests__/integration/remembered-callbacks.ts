/**
 * Measures how many bytes of heap a webhook keeps for each callback that it has handled, and prints them as JSON.
 *
 * CALLBACKS   how many of each kind, 20000 by default
 */
import { ViberWebhook } from '../../lib/index';
import { nextTurn } from '../fixtures/conditions';
import { AUTH_TOKEN } from '../fixtures/posts';
import { deliver, heapBytes } from './socketless-delivery';

const CALLBACKS = Number(process.env['CALLBACKS'] ?? 20_000);
const SHORT = 'See you at seven';
const LONG_ID = 'i'.repeat(100_000);

const message = (number: string, text: string, id: string) =>
  `{"event":"message","timestamp":1595347748566,"message_token":53066616${number},` +
  `"sender":{"id":"${id}","name":"Anna"},"message":{"type":"text","text":"${text}"}}`;
const userId = (number: string) => `hNzrFLR8rW0${number}Q==`;

const KINDS = {
  short: (number: string) => message(number, SHORT, userId(number)),
  cyrillic: (number: string) => message(number, 'Ж'.repeat(7000), userId(number)),
  longId: (number: string) => message(number, SHORT, `${LONG_ID}${number}`),
  otherScriptInId: (number: string) => message(number, SHORT, `Ж${userId(number)}`),
  unrecognized: (number: string) => `{"event":"new","number":"${number}","text":"${'x'.repeat(1000)}"}`,
};

async function bytesEach(bodyOf: (number: string) => string, listener: () => unknown): Promise<number> {
  const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
  viber.on('callback', listener).on('unrecognized', listener);
  const middleware = viber.middleware();
  const deliverNumber = (index: number) => deliver(middleware, bodyOf(String(index).padStart(11, '0')));
  // What Node compiles and allocates once does not count.
  for (let index = 0; index < CALLBACKS / 10; index += 1) await deliverNumber(CALLBACKS + index);
  const before = heapBytes();
  for (let index = 0; index < CALLBACKS; index += 1) {
    if ((await deliverNumber(index)) !== 200) throw new Error('A callback was not acknowledged.');
  }
  const bytes = heapBytes() - before;
  let duplicates = 0;
  viber.on('duplicate', () => (duplicates += 1));
  for (const index of [0, CALLBACKS - 1]) await deliverNumber(index);
  if (duplicates !== 2) throw new Error('A callback was not remembered.');
  return Math.round(bytes / CALLBACKS);
}

async function main(): Promise<void> {
  const bytes: Record<string, number> = {};
  for (const [kind, bodyOf] of Object.entries(KINDS)) bytes[kind] = await bytesEach(bodyOf, () => undefined);
  bytes['asyncListener'] = await bytesEach(KINDS.short, nextTurn);
  console.log(JSON.stringify(bytes));
}

void main();
