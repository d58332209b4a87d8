import { inspect } from 'node:util';
import fc from 'fast-check';
import { decodeCallback } from '../../../lib/protocol/callbacks/decode-callback';
import { ViberRequestError } from '../../../lib/errors';

function errorOf(body: Uint8Array | string): unknown {
  try {
    decodeCallback(body);
  } catch (error) {
    return error;
  }
  return undefined;
}

function withText(text: string): string {
  return `{"event":"message","timestamp":1700000000000,"message_token":4912661846655238145,"sender":{"id":"01234567890A="},"message":{"type":"text","text":${text}}}`;
}

describe('decodeCallback', () => {
  it.each([
    ['bytes', Buffer.from(withText('"hi"'))],
    ['a Uint8Array', new TextEncoder().encode(withText('"hi"'))],
    ['text', withText('"hi"')],
  ])('decodes %s', (_what, body) => {
    expect(decodeCallback(body)).toEqual({
      recognized: true,
      callback: {
        event: 'message',
        timestamp: 1700000000000,
        message_token: '4912661846655238145',
        sender: { id: '01234567890A=' },
        message: { type: 'text', text: 'hi' },
      },
    });
  });

  it.each([
    ['escapes with upper-case hex', '"\\u041F\\u0440 \\uD83D\\uDC4B"', 'Пр 👋'],
    ['raw UTF-8 with 4-byte emoji', '"Пр 👋"', 'Пр 👋'],
  ])('reads %s', (_what, written, text) => {
    expect(decodeCallback(Buffer.from(withText(written)))).toMatchObject({
      callback: { message: { text } },
    });
  });

  it('keeps every digit of any 64-bit message_token and chat_id', () => {
    const tokens = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

    fc.assert(
      fc.property(tokens, tokens, (token, chatId) => {
        const body = `{"event":"seen","message_token":${String(token)},"user_id":"u","chat_id":${String(chatId)}}`;
        expect(decodeCallback(body)).toMatchObject({
          recognized: true,
          callback: { message_token: String(token), chat_id: String(chatId) },
        });
      }),
    );
  });

  it('returns JSON that is not a known callback whole, with the reason', () => {
    expect(decodeCallback('{"event":"action","message_token":9007199254740993}')).toEqual({
      recognized: false,
      reason: 'unknown_event',
      problems: [],
      value: { event: 'action', message_token: '9007199254740993' },
    });
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['a byte that never occurs', [0xff]],
    ['a truncated sequence', [0xe2, 0x82]],
    ['an overlong sequence', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ])('rejects %s as invalid_utf8', (_what, bytes) => {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);

    expect(errorOf(body)).toMatchObject({ code: 'invalid_utf8', status: 400 });
  });

  it('decodes a body after one that was not UTF-8', () => {
    expect(errorOf(Buffer.from([0xe2, 0x82]))).toBeInstanceOf(ViberRequestError);
    expect(decodeCallback(Buffer.from(withText('"hi"'))).recognized).toBe(true);
  });

  it.each([
    ['an empty body', ''],
    ['broken JSON', '{"event":'],
    ['a byte order mark', '\ufeff{"event":"webhook","message_token":1}'],
    ['a form', 'event=webhook&message_token=1'],
    ['two values', '{} {}'],
    ['nesting that is too deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('rejects %s as invalid_json, as bytes and as text', (_what, body) => {
    expect(errorOf(Buffer.from(body))).toMatchObject({ code: 'invalid_json', status: 400 });
    expect(errorOf(body)).toMatchObject({ code: 'invalid_json', status: 400 });
  });

  it.each([
    ['broken JSON', Buffer.from('{"text":"hush-hush" hush-hush')],
    ['a wrong escape', Buffer.from('{"text":"\\hush-hush"}')],
    ['invalid UTF-8', Buffer.concat([Buffer.from('"hush-hush'), Buffer.from([0xff, 0x22])])],
  ])('keeps the body out of the error for %s', (_what, body) => {
    const error = errorOf(body) as ViberRequestError;

    expect(error).toBeInstanceOf(ViberRequestError);
    expect(error.cause).toBeUndefined();
    for (const said of [
      error.message,
      String(error.stack),
      JSON.stringify(error),
      inspect(error, { depth: 9 }),
    ]) {
      expect(said).not.toContain('hush');
    }
  });

  it('either decodes or throws a ViberRequestError, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const error = errorOf(body);
        expect(error === undefined || error instanceof ViberRequestError).toBe(true);
      }),
    );
  });
});
