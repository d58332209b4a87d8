import { escapeNonAscii, wireJson } from '../../lib/protocol/wire-json';

describe('wireJson', () => {
  it('writes 64-bit fields as numbers, on one line', () => {
    const callback = { event: 'seen', message_token: '5466394344559121006', chat_id: '9007199254740993' };
    expect(wireJson(callback)).toBe(
      '{"event":"seen","message_token":5466394344559121006,"chat_id":9007199254740993}',
    );
  });

  it('writes other fields, and 64-bit fields that are no digits, as they are', () => {
    const fields = {
      timestamp: 1,
      user_id: '123',
      message_token: '1a',
      chat_id: 'a1',
      nested: { message_token: '12', list: [null, true] },
    };
    expect(JSON.parse(wireJson(fields))).toEqual(fields);
    expect(wireJson({ message_token: 12, chat_id: ['12'] })).toBe('{"message_token":12,"chat_id":["12"]}');
  });

  it('writes text outside ASCII as it is, or escaped in upper-case hex', () => {
    const fields = { text: 'Жé\u{1F600}\n\u007f' };
    expect(wireJson(fields)).toBe('{"text":"Жé\u{1F600}\\n\u007f"}');
    expect(wireJson(fields, 'escaped')).toBe('{"text":"\\u0416\\u00E9\\uD83D\\uDE00\\n\u007f"}');
  });
});

describe('escapeNonAscii', () => {
  it('escapes each UTF-16 unit from U+0080 on', () => {
    expect(escapeNonAscii('a\u007f\u0080\uffff')).toBe('a\u007f\\u0080\\uFFFF');
  });
});
