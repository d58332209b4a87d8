import { createHmac } from 'node:crypto';
import { pick } from '../queue/seeded-random';
import type { Json } from './hostile-json';
import { Fields, mutate, Raw, write } from './hostile-json';

/** In every text, name and id of a user. It must not leave the webhook. */
export const SECRET = 'private-words';

/** The tokens of the bot. Callbacks are signed with either. */
export const AUTH_TOKENS = [
  '44dafb7e0f40021e-current-f2c5a676a07050b3',
  '44dafb7e0f40021e-previous-f2c5a6',
] as const;

/** A callback as Viber would never send it, or as it would. */
export interface HostileCallback {
  body: Buffer;
  signature: string | undefined;
  /** What its `message_token` must be in listeners; `undefined` if that was changed. */
  token: string | undefined;
  /** The digits of `extra.digits`; `undefined` if those were changed. */
  digits: string | undefined;
}

/** A callback with random faults in its fields, its bytes and its signature. */
export function hostileCallback(random: () => number): HostileCallback {
  // Above 2^53, so that a rounded one shows.
  const token = String(4_000_000_000_000_000_000n + BigInt(Math.floor(random() * 2 ** 53)));
  const digits = String(2n ** 60n + BigInt(Math.floor(random() * 2 ** 53)));
  const root = callback(random, token, digits);
  const changed = new Set<string>();
  for (let share = random(); share > 0.4; share -= 0.2) changed.add(mutate(root, random, SECRET));
  const style = { space: pick(['', '', '', ' ', '\r\n\t'], random), isEscaped: random() < 0.3 };
  const intact = Buffer.from(write(root, style));
  const body = random() < 0.12 ? damaged(intact, random) : intact;
  const isKept = (key: string) => body === intact && !changed.has('*') && !changed.has(key);
  return {
    body,
    signature: signature(body, intact, random),
    token: isKept('message_token') ? token : undefined,
    digits: isKept('extra') ? digits : undefined,
  };
}

/** Whether one of the bot's tokens has signed the bytes. Written without the package. */
export function isSigned(body: Buffer, presented: string | undefined): boolean {
  return AUTH_TOKENS.some((authToken) => hmac(body, authToken) === presented);
}

export function hmac(body: Buffer, authToken: string): string {
  return createHmac('sha256', authToken).update(body).digest('hex');
}

function callback(random: () => number, token: string, digits: string): Fields {
  const id = `${SECRET}-${pick(['a', 'b', 'Жэ', '😀', '__proto__', 'x'.repeat(300)], random)}`;
  const user = new Fields([
    ['id', id],
    ['name', `${SECRET} name`],
    ['language', 'en'],
    ['api_version', 10],
  ]);
  const event = pick(
    [
      'message',
      'message',
      'message',
      'conversation_started',
      'delivered',
      'seen',
      'subscribed',
      'unsubscribed',
      'failed',
      'webhook',
      'new_event',
    ],
    random,
  );
  const byEvent: Record<string, [string, Json][]> = {
    message: [
      ['sender', user],
      ['message', message(random)],
      ['silent', false],
    ],
    conversation_started: [
      ['type', 'open'],
      ['context', SECRET],
      ['user', user],
      ['subscribed', false],
    ],
    subscribed: [['user', user]],
    failed: [
      ['user_id', id],
      ['desc', SECRET],
    ],
  };
  return new Fields([
    ['event', event],
    ['timestamp', 1_595_347_748_566],
    ['message_token', new Raw(token)],
    ...(byEvent[event] ?? [['user_id', id] as [string, Json]]),
    ['extra', new Fields([['digits', new Raw(digits)]])],
  ]);
}

function message(random: () => number): Fields {
  const length = random() < 0.05 ? 25_000 : Math.floor(random() * 40);
  const text = `${SECRET} ${pick(['x', 'Ж', '😀', '"', '\\'], random).repeat(length)}`;
  const url = `https://example.com/${SECRET}`;
  return new Fields(
    pick<[string, Json][]>(
      [
        [
          ['type', 'text'],
          ['text', text],
          ['tracking_data', SECRET],
        ],
        [
          ['type', 'text'],
          ['text', text],
        ],
        [
          ['type', 'picture'],
          ['media', url],
          ['text', text],
        ],
        [
          ['type', 'contact'],
          ['contact', new Fields([['phone_number', SECRET]])],
        ],
        [
          ['type', 'location'],
          [
            'location',
            new Fields([
              ['lat', 53.1],
              ['lon', new Raw('1e1')],
            ]),
          ],
        ],
        [
          ['type', 'sticker'],
          ['sticker_id', 5536],
        ],
        [
          ['type', 'new_type'],
          ['text', text],
        ],
      ],
      random,
    ),
  );
}

function damaged(body: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * body.length);
  const rest = (from: number) => body.subarray(from);
  const start = body.subarray(0, at);
  const bytes = Buffer.from(
    pick(['c328', 'eda080', 'ff', 'efbbbf', '00', '22', '5c', '7d', '2c'], random),
    'hex',
  );
  switch (Math.floor(random() * 5)) {
    case 0:
      return Buffer.concat([start, bytes, rest(at)]);
    case 1:
      return Buffer.concat([start, bytes, rest(at + 1)]);
    case 2:
      return Buffer.from(start);
    case 3:
      return Buffer.concat([body, bytes]);
    default:
      return Buffer.concat([Buffer.from('\ufeff'), body]);
  }
}

function signature(body: Buffer, intact: Buffer, random: () => number): string | undefined {
  const [current, previous] = AUTH_TOKENS;
  const valid = hmac(body, current);
  const share = random();
  if (share < 0.7) return valid;
  if (share < 0.75) return hmac(body, previous);
  return pick(
    [
      () => undefined,
      () => '',
      () => valid.toUpperCase(),
      () => ` ${valid}`,
      () => `${valid},${valid}`,
      () => valid.slice(0, 63),
      () => `${valid}0`,
      () => valid.replace(/[0-9]/, (digit) => String((Number(digit) + 1) % 10)),
      () => hmac(body, ''),
      () => hmac(body, current.toUpperCase()),
      () => hmac(Buffer.concat([intact, Buffer.from(' ')]), current),
      () => hmac(intact.subarray(1), current),
      () => Buffer.from(valid, 'hex').toString('base64'),
      () => current,
      () => 'x'.repeat(5000),
      () => '__proto__',
    ],
    random,
  )();
}
