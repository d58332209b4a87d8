import fc from 'fast-check';
import { BODIES } from '../../fixtures/bodies';
import { receivedCallback } from '../received-callback';

interface Receipt {
  event: string;
  token: string;
  userId: string;
  account: string;
}

function keyOf({ event, token, userId, account }: Receipt, timestamp = 1): string {
  const user = JSON.stringify(userId);
  const body = `{"event":"${event}","timestamp":${String(timestamp)},"message_token":${token},"user_id":${user}}`;
  return keyOfBody(body, account);
}

function keyOfBody(body: string, account = 'default'): string {
  return receivedCallback(body, { account }).key;
}

// Only a few characters, including the separators of the key, so that collisions would be frequent.
const part = fc.string({ unit: fc.constantFrom(':', '1', 'a', ' '), minLength: 1, maxLength: 3 });
const receipts = fc.record<Receipt>({
  event: fc.constantFrom('delivered', 'seen'),
  token: fc.constantFrom('1', '11', '5306661646841952248', '5306661646841952249'),
  userId: part,
  account: part,
});

describe('ReceivedCallback.key', () => {
  it('is equal exactly if event, token, user and account are', () => {
    fc.assert(
      fc.property(receipts, receipts, (a, b) => {
        const isSame =
          a.event === b.event && a.token === b.token && a.userId === b.userId && a.account === b.account;
        expect(keyOf(a, 1) === keyOf(b, 2)).toBe(isSame);
      }),
      { numRuns: 2000 },
    );
  });

  it('distinguishes user and account even if joining them gives the same text', () => {
    const receipt = { event: 'seen', token: '1' };
    expect(keyOf({ ...receipt, userId: 'a', account: 'b:c' })).not.toBe(
      keyOf({ ...receipt, userId: 'a:b', account: 'c' }),
    );
  });

  it('differs for each event and message type', () => {
    const keys = Object.values(BODIES).map((body) => keyOfBody(body));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is derived from the bytes if the callback is unrecognized or its token is not a number', () => {
    const unknown = '{"event":"new","message_token":1}';
    const noToken = '{"event":"seen","message_token":"none","user_id":"a"}';
    for (const body of [unknown, noToken]) {
      expect(keyOfBody(body)).toBe(keyOfBody(body));
      expect(keyOfBody(body)).not.toBe(keyOfBody(`${body} `));
      expect(keyOfBody(body)).not.toBe(keyOfBody(body, 'other'));
    }
  });
});

describe('ReceivedCallback', () => {
  it.each<[event: string, events: string[]]>([
    ['webhook', ['callback', 'webhook']],
    ['delivered', ['callback', 'delivered']],
    ['message:text', ['callback', 'message', 'message:text']],
    ['message:sticker', ['callback', 'message', 'message:sticker']],
  ])('of %s is emitted as %j', (event, events) => {
    expect(receivedCallback(BODIES[event as 'webhook']).events).toEqual(events);
  });

  it('has an event and a payload, but no user, if it is unrecognized', () => {
    const callback = receivedCallback('{"event":"new","user_id":"a"}');
    expect(callback).toMatchObject({ event: 'unrecognized', events: ['unrecognized'], userId: undefined });
    expect(callback.payload).toMatchObject({ recognized: false, reason: 'unknown_event' });
    expect(callback.userKey).toBeUndefined();
  });

  it.each(['1none', 'none1', '-1', '1.5', ' 1', ''])(
    'has the key of its bytes if its token is %j, which is not a number',
    (token) => {
      const body = `{"event":"seen","message_token":"${token}","user_id":"a"}`;
      expect(keyOfBody(body)).not.toBe(keyOfBody(`${body} `));
    },
  );

  it('identifies a user together with the account', () => {
    const keys = ['a', 'b'].map((account) => receivedCallback(BODIES['message:text'], { account }).userKey);
    expect(keys[0]).not.toBe(keys[1]);
  });
});
