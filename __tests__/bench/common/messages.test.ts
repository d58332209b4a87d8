import { decodeCallback, verifySignature } from 'express-viber';
import { BODY_BYTES, newMessages } from '../../../bench/common/messages';
import { SHARED_SECRET } from '../../../bench/common/shared-secret';

describe('newMessages', () => {
  it('makes signed callbacks that the library recognizes, all of one size', () => {
    for (const { signed, token, text } of newMessages(20)) {
      expect(verifySignature(signed.body, signed.query.sig, SHARED_SECRET)).toBe(true);
      expect(Buffer.byteLength(signed.body)).toBe(BODY_BYTES);
      const recognition = decodeCallback(signed.body);
      expect(recognition).toMatchObject({
        recognized: true,
        callback: { event: 'message', message_token: token, message: { text } },
      });
    }
  });

  it('never makes the same message twice, and takes turns between users', () => {
    const messages = [...newMessages(1001), ...newMessages(500)];
    expect(new Set(messages.map(({ token }) => token)).size).toBe(1501);
    const senders = messages.map(({ signed }) => /"sender":\{"id":"([^"]+)"/.exec(signed.body)?.[1]);
    expect(senders).not.toContain(undefined);
    expect(new Set(senders).size).toBe(1000);
  });
});
