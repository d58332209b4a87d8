import type { RequestErrorCode } from '../../lib/errors';
import { ViberBodyParsedError, ViberRequestError } from '../../lib/errors';

const REQUEST_ERRORS: Record<RequestErrorCode, number> = {
  missing_signature: 401,
  invalid_signature: 401,
  unknown_account: 404,
  body_too_large: 413,
  incomplete_body: 400,
  unsupported_encoding: 415,
  invalid_utf8: 400,
  invalid_json: 400,
  overloaded: 503,
  closing: 503,
};

describe('ViberRequestError', () => {
  it.each(Object.entries(REQUEST_ERRORS) as [RequestErrorCode, number][])(
    'gives %s the status %i',
    (code, status) => {
      const error = new ViberRequestError(code);

      expect(error).toMatchObject({ code, status });
      expect(error.message).not.toBe('');
      expect(JSON.parse(JSON.stringify(error))).toEqual({ code, status });
    },
  );

  it('has a different message for each code', () => {
    const messages = Object.keys(REQUEST_ERRORS).map(
      (code) => new ViberRequestError(code as RequestErrorCode).message,
    );

    expect(new Set(messages).size).toBe(messages.length);
  });

  it('has a cause only if it is given one', () => {
    const cause = new Error('aborted');

    expect(new ViberRequestError('incomplete_body', { cause }).cause).toBe(cause);
    expect('cause' in new ViberRequestError('incomplete_body')).toBe(false);
  });
});

describe('ViberBodyParsedError', () => {
  it('is a 500 that says what to do', () => {
    const error = new ViberBodyParsedError('Move that line.');

    expect(error.status).toBe(500);
    expect(error.message).toMatch(/^The request body was read before .* Move that line\.$/);
  });
});
