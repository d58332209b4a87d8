import fc from 'fast-check';
import { duplicateKey } from '../../../lib/webhook/callback/duplicate-key';
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
  return duplicateKey(receivedCallback(body, { account }));
}

// Only a few characters, including the separators of the key, so that collisions would be frequent.
const part = fc.string({ unit: fc.constantFrom(':', '1', 'a', ' '), minLength: 1, maxLength: 3 });
const receipts = fc.record<Receipt>({
  event: fc.constantFrom('delivered', 'seen'),
  token: fc.constantFrom('1', '11', '5306661646841952248', '5306661646841952249'),
  userId: part,
  account: part,
});

describe('duplicateKey', () => {
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
    const onlyBeginsWithDigits = '{"event":"seen","message_token":"1 or none","user_id":"a"}';
    const onlyEndsWithDigits = '{"event":"seen","message_token":"none or 1","user_id":"a"}';
    for (const body of [unknown, noToken, onlyBeginsWithDigits, onlyEndsWithDigits]) {
      expect(keyOfBody(body)).toBe(keyOfBody(body));
      expect(keyOfBody(body)).not.toBe(keyOfBody(`${body} `));
      expect(keyOfBody(body)).not.toBe(keyOfBody(body, 'other'));
    }
  });

  it('is short for any length and any characters of the user id and the account', () => {
    const receipt = { event: 'delivered', token: '5306661646841952248' };
    for (const long of ['i'.repeat(100_000), 'Ж'.repeat(100_000)]) {
      expect(keyOf({ ...receipt, userId: long, account: 'a' }).length).toBeLessThan(130);
      expect(keyOf({ ...receipt, userId: 'a', account: long }).length).toBeLessThan(130);
    }
  });

  it('distinguishes long user ids and accounts', () => {
    const long = 'i'.repeat(1000);
    const receipts = [
      [`${long}1`, 'a'],
      [`${long}2`, 'a'],
      [`${long}Ж`, 'a'],
      [`${long}1`, 'b'],
      ['1', long],
      ['1', `${long}1`],
    ].map(([userId = '', account = '']) => ({ event: 'seen', token: '1', userId, account }));
    expect(new Set(receipts.map((receipt) => keyOf(receipt))).size).toBe(receipts.length);
  });
});
