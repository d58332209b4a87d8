import { inspect } from 'node:util';
import {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberListenerError,
  ViberMessageError,
  ViberWebhookUrlError,
} from '../../lib/errors';

const apiError = new ViberApiError({
  method: 'set_webhook',
  viberStatus: 2,
  statusMessage: 'invalidAuthToken',
  hint: 'Check the token.',
});

describe('ViberMessageError', () => {
  it('says what is wrong', () => {
    const problems = ['/text is a number, not a string', '/size is required but missing'];
    const error = new ViberMessageError(problems);

    expect(error.problems).toEqual(problems);
    expect(error.message).toBe(
      'The message is not valid and was not sent: /text is a number, not a string; /size is required but missing.',
    );
  });

  it('lists all problems, five of them in the message', () => {
    const problems = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const error = new ViberMessageError(problems);

    expect(error.problems).toEqual(problems);
    expect(error.message).toBe(
      'The message is not valid and was not sent: a; b; c; d; e; and 2 more in problems.',
    );
  });

  it('leaves the problems after the fifth out of the message', () => {
    const problems = Array.from({ length: 8 }, (_, index) => `/field${String(index)} is wrong`);
    const error = new ViberMessageError(problems);

    expect(error.problems).toEqual(problems);
    expect(error.message).toMatch(/: \/field0 is wrong; .*\/field4 is wrong; and 3 more in problems\.$/);
    expect(error.message).not.toContain('field5');
  });
});

describe('ViberWebhookUrlError', () => {
  it('has the message it is given', () => {
    expect(new ViberWebhookUrlError('The URL must be https.').message).toBe('The URL must be https.');
  });
});

describe('ViberApiError', () => {
  it('says what was refused, with number, name, text and hint', () => {
    expect(apiError.message).toBe(
      'Viber refused set_webhook: status 2 (invalidAuthToken), "invalidAuthToken". Check the token.',
    );
    expect(apiError).toMatchObject({
      method: 'set_webhook',
      viberStatus: 2,
      statusName: 'invalidAuthToken',
      statusMessage: 'invalidAuthToken',
      hint: 'Check the token.',
    });
  });

  it('says its hint once, whether it is printed, logged by its fields or inside other errors', () => {
    const count = (text: string) => text.split('Check the token.').length - 1;
    const listenerError = new ViberListenerError('message', [apiError], 'redelivered');

    expect(count(inspect(apiError))).toBe(1);
    expect(count(apiError.message + JSON.stringify(apiError))).toBe(1);
    expect(count(inspect(listenerError))).toBe(1);
    expect(count(String(listenerError.stack))).toBe(1);
    expect(apiError.hint).toBe('Check the token.');
  });

  it('says that a response has no text', () => {
    const error = new ViberApiError({
      method: 'send_message',
      viberStatus: 99,
      statusMessage: undefined,
      hint: undefined,
    });

    expect(error.message).toBe('Viber refused send_message: status 99 (generalError), without a message.');
    expect(error.statusMessage).toBeUndefined();
    expect(error.hint).toBeUndefined();
  });

  it('has no status, which error handlers read as that of an HTTP response', () => {
    expect(apiError).not.toHaveProperty('status');
    expect(apiError).not.toHaveProperty('statusCode');
  });
});

describe('ViberConnectionError', () => {
  it('says which call got no response and why', () => {
    const error = new ViberConnectionError('send_message', 'it timed out', {
      networkCode: 'ECONNABORTED',
    });

    expect(error.message).toBe("send_message got no usable response from Viber's API: it timed out.");
    expect(error).toMatchObject({
      method: 'send_message',
      networkCode: 'ECONNABORTED',
      httpStatus: undefined,
    });
  });

  it('keeps the status of a response that is not from the API', () => {
    expect(new ViberConnectionError('send_message', 'a proxy responded', { httpStatus: 502 })).toMatchObject({
      networkCode: undefined,
      httpStatus: 502,
    });
  });
});

describe('retryAfterMs', () => {
  it('is the wait that the response asks for, in seconds in the message', () => {
    const details = { method: 'get_online', viberStatus: 12, statusMessage: undefined, hint: undefined };
    const refused = new ViberApiError({ ...details, retryAfterMs: 60_500 });
    const unavailable = new ViberConnectionError('get_online', 'HTTP 503', { retryAfterMs: 0 });

    expect(refused.retryAfterMs).toBe(60_500);
    expect(refused.message).toMatch(/ asks to wait 61 s\.$/);
    expect(unavailable.retryAfterMs).toBe(0);
    expect(unavailable.message).toMatch(/ asks to wait 0 s\.$/);
  });

  it('is undefined if the response does not ask for a wait', () => {
    expect(apiError.retryAfterMs).toBeUndefined();
    expect(apiError.message).not.toContain('wait');
    expect(new ViberConnectionError('get_online', 'it broke').retryAfterMs).toBeUndefined();
  });
});

describe('ViberBroadcastError', () => {
  function broadcastError(cause: unknown): ViberBroadcastError {
    return new ViberBroadcastError({
      total: 1000,
      result: { message_tokens: ['5741311803571721087'], failed_list: [] },
      uncertain: ['ann', 'bob'],
      notSent: ['cy'],
      cause,
    });
  }

  it('says how far the broadcast got, what to do, and why it stopped if an API call failed', () => {
    const error = broadcastError(apiError);

    expect(error.message).toContain('stopped after 997 of 1000 receivers');
    expect(error.message).toContain('2 may have been sent the message (uncertain), 1 were not (notSent)');
    expect(error.message).toContain('To continue, broadcast to notSent.');
    expect(error.message).toContain(apiError.message);
    expect(error.cause).toBe(apiError);
    expect(error).toMatchObject({
      result: { message_tokens: ['5741311803571721087'] },
      uncertain: ['ann', 'bob'],
      notSent: ['cy'],
    });
  });

  it.each([['enough'], [undefined], [new Error('hush-hush')]])(
    "leaves the application's own reason out of its message: %p",
    (cause) => {
      const error = broadcastError(cause);

      expect(error.cause).toBe(cause);
      expect(error.message).toMatch(/To continue, broadcast to notSent\.$/);
    },
  );
});
