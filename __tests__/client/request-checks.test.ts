import { checkRequestBytes, jsonBytes } from '../../lib/client/request-checks';
import { ViberMessageError } from '../../lib/errors';

const MAX_BYTES = 30 * 1024;

describe('checkRequestBytes', () => {
  it('accepts 30 KB and not a byte more', () => {
    expect(() => {
      checkRequestBytes(MAX_BYTES, 'errors');
    }).not.toThrow();
    expect(() => {
      checkRequestBytes(MAX_BYTES + 1, 'errors');
    }).toThrow(ViberMessageError);
  });

  it('accepts anything if messages are not checked', () => {
    expect(() => {
      checkRequestBytes(MAX_BYTES + 1, 'off');
    }).not.toThrow();
  });
});

describe('jsonBytes', () => {
  it('counts the bytes of the JSON, not its characters', () => {
    expect(jsonBytes({ a: 'ü' })).toBe('{"a":"ü"}'.length + 1);
  });
});
