import { inspect } from 'node:util';
import type { AnyViberError, ListenerFailureOutcome, RequestErrorCode } from '../../lib/errors';
import {
  ViberApiError,
  ViberBodyParsedError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberError,
  ViberListenerError,
  ViberMessageError,
  ViberQueueError,
  ViberRequestError,
  ViberWebhookUrlError,
  ViberWelcomeError,
} from '../../lib/errors';

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

const apiError = new ViberApiError({
  method: 'set_webhook',
  status: 2,
  statusMessage: 'invalidAuthToken',
  hint: 'Look at the token.',
});

function broadcastError(cause: unknown): ViberBroadcastError {
  return new ViberBroadcastError({
    total: 1000,
    result: { message_tokens: ['5741311803571721087'], failed_list: [] },
    uncertain: ['ann', 'bob'],
    notSent: ['cy'],
    cause,
  });
}

const all: [name: string, code: AnyViberError['code'], error: AnyViberError][] = [
  ['ViberRequestError', 'invalid_signature', new ViberRequestError('invalid_signature')],
  ['ViberBodyParsedError', 'body_already_parsed', new ViberBodyParsedError()],
  [
    'ViberListenerError',
    'listener_failed',
    new ViberListenerError('message', [new Error('no database')], 'repeated'),
  ],
  ['ViberQueueError', 'queue_failed', new ViberQueueError('queue_failed')],
  ['ViberQueueError', 'queue_late', new ViberQueueError('queue_late')],
  ['ViberWelcomeError', 'welcome_late', new ViberWelcomeError('welcome_late')],
  [
    'ViberWelcomeError',
    'welcome_invalid',
    new ViberWelcomeError('welcome_invalid', ['/text must be string']),
  ],
  ['ViberMessageError', 'invalid_message', new ViberMessageError(['/text is a number, not a string'])],
  ['ViberWebhookUrlError', 'invalid_webhook_url', new ViberWebhookUrlError('The URL must be https.')],
  ['ViberApiError', 'api_error', apiError],
  ['ViberConnectionError', 'connection_failed', new ViberConnectionError('send_message', 'it took too long')],
  ['ViberBroadcastError', 'broadcast_stopped', broadcastError(new Error('hush-hush'))],
];

describe('ViberError', () => {
  it.each(all)('is what %s (%s) extends', (_name, _code, error) => {
    expect(error).toBeInstanceOf(ViberError);
    expect(error).toBeInstanceOf(Error);
  });

  it.each(all)('gives %s its name and the code %s', (name, code, error) => {
    expect(error.name).toBe(name);
    expect(error.code).toBe(code);
    expect(String(error)).toBe(`${name}: ${error.message}`);
    expect(error.stack).toMatch(new RegExp(`^${name}: `));
    expect(inspect(error)).toContain(`code: '${code}'`);
  });

  it.each(all)(
    'keeps name and message of %s (%s) out of what is listed and serialised',
    (_name, code, error) => {
      expect(Object.keys(error)).not.toContain('name');
      expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty('message');
      expect(JSON.parse(JSON.stringify(error))).toHaveProperty('code', code);
    },
  );

  it.each(all)('ends the message of %s (%s) as a sentence', (_name, _code, error) => {
    expect(error.message).toMatch(/^\S.*[.]$/);
  });
});

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

  it('has a message of its own for each code', () => {
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
  it('is a 500 that says which line to move', () => {
    const error = new ViberBodyParsedError();

    expect(error.status).toBe(500);
    expect(error.message).toContain('Move app.use(viber.middleware()) above app.use(express.json())');
    expect(error.message).toContain('req.rawBody');
  });
});

describe('ViberListenerError', () => {
  const first = new Error('no database');

  it('is a 500 with every failure, the first as its cause', () => {
    const error = new ViberListenerError('message', [first, 'second'], 'repeated');

    expect(error.status).toBe(500);
    expect(error.cause).toBe(first);
    expect(error.errors).toEqual([first, 'second']);
    expect(error.acknowledged).toBe(false);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'listener_failed',
      status: 500,
      event: 'message',
      acknowledged: false,
    });
  });

  it('is printed with each failure once, and all that belongs to it', () => {
    const outer = Object.assign(new Error('not saved', { cause: new Error('no network') }), {
      constraint: 'own',
    });
    const several = new AggregateError([new Error('no mail server')], 'two of them');
    const failures = [first, outer, several, 'only words', { reason: 418 }];
    const printed = inspect(new ViberListenerError('message', failures, 'repeated'));
    for (const words of [
      ...['no database', 'not saved', 'no network', "constraint: 'own'", 'no mail server', 'two of them'],
      ...['only words', 'reason: 418', "code: 'listener_failed'"],
    ]) {
      expect([words, printed.split(words).length - 1]).toEqual([words, 1]);
    }
  });

  it.each([
    [[first], /^A \w+ of "seen" failed/],
    [[first, first, first], /^3 \w+ of "seen" failed/],
  ])('counts the failures', (errors, words) => {
    expect(new ViberListenerError('seen', errors, 'repeated').message).toMatch(words);
  });

  it.each<[ListenerFailureOutcome, acknowledged: boolean, words: string]>([
    ['repeated', false, 'Viber will repeat'],
    ['too_late', true, 'Viber will not repeat'],
    ['job_failed', true, "the queue's attempts apply"],
    ['no_change', true, 'does not change the answer'],
  ])('says what a failure leads to: %s', (outcome, acknowledged, words) => {
    const error = new ViberListenerError('seen', [first], outcome);

    expect(error.acknowledged).toBe(acknowledged);
    expect(error.message).toContain(words);
  });

  it('keeps what a listener threw out of its message', () => {
    const error = new ViberListenerError('message', [new Error('hush-hush')], 'too_late');

    expect(error.message).not.toContain('hush');
  });

  it("shows the listener's stack below its own, since Express prints nothing else", () => {
    const { stack } = new ViberListenerError('message', [first], 'repeated');

    expect(stack).toMatch(/^ViberListenerError: .*"message" failed/);
    expect(stack).toContain(`[cause]: ${String(first.stack)}`);
  });

  it.each([['a word'], [undefined], [null], [7]])('takes %p, which is no Error, as a failure', (thrown) => {
    const error = new ViberListenerError('message', [thrown], 'repeated');

    expect(error.cause).toBe(thrown);
    expect(error.errors).toEqual([thrown]);
    expect(error.stack).not.toContain('[cause]');
  });

  it.each<[what: string, descriptor: PropertyDescriptor]>([
    ['is no text', { value: 7 }],
    [
      'throws when it is read',
      {
        get: () => {
          throw new Error('hush-hush');
        },
      },
    ],
  ])('takes an Error whose stack %s as a failure', (_what, descriptor) => {
    const thrown = Object.defineProperty(new Error('no database'), 'stack', descriptor);
    const error = new ViberListenerError('message', [thrown], 'repeated');

    expect(error.cause).toBe(thrown);
    expect(error.stack).not.toContain('[cause]');
  });
});

describe('ViberQueueError', () => {
  it.each([
    ['queue_failed', 500, 'Is its server up'],
    ['queue_late', 503, 'within ackTimeoutMs'],
  ] as const)('says of %s what failed, and that Viber will repeat it', (code, status, words) => {
    const error = new ViberQueueError(code);

    expect(error.message).toContain(words);
    expect(error.message).toContain('Viber will repeat it.');
    expect(JSON.parse(JSON.stringify(error))).toEqual({ code, status, headers: { 'Retry-After': '1' } });
  });

  it('has a cause only if it is given one', () => {
    const cause = new Error('ECONNREFUSED');

    expect(new ViberQueueError('queue_failed', { cause }).cause).toBe(cause);
    expect('cause' in new ViberQueueError('queue_late')).toBe(false);
  });
});

describe('ViberWelcomeError', () => {
  it('says of a late welcome what to do', () => {
    const error = new ViberWelcomeError('welcome_late');

    expect(error.problems).toEqual([]);
    expect(error.message).toContain('not ready in time');
  });

  it('lists the problems of an invalid one', () => {
    const problems = ['/text must be string', '/keyboard must be object'];
    const error = new ViberWelcomeError('welcome_invalid', problems);

    expect(error.problems).toEqual(problems);
    expect(error.message).toContain('/text must be string; /keyboard must be object.');
  });
});

describe('ViberMessageError', () => {
  it('lists the problems, five of them in the message', () => {
    const problems = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const error = new ViberMessageError(problems);

    expect(error.problems).toEqual(problems);
    expect(error.message).toBe(
      'The message is not valid and was not sent: a; b; c; d; e; and 2 more in problems.',
    );
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
      'Viber refused set_webhook: status 2 (invalidAuthToken), "invalidAuthToken". Look at the token.',
    );
    expect(apiError).toMatchObject({
      method: 'set_webhook',
      status: 2,
      statusName: 'invalidAuthToken',
      statusMessage: 'invalidAuthToken',
      hint: 'Look at the token.',
    });
  });

  it('says so when Viber says nothing', () => {
    const error = new ViberApiError({
      method: 'send_message',
      status: 99,
      statusMessage: undefined,
      hint: undefined,
    });

    expect(error.message).toBe('Viber refused send_message: status 99 (generalError), without a message.');
    expect(error.statusMessage).toBeUndefined();
    expect(error.hint).toBeUndefined();
  });
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

  it('says the first of many problems and keeps them all', () => {
    const problems = Array.from({ length: 8 }, (_, index) => `/field${String(index)} is wrong`);
    const error = new ViberMessageError(problems);

    expect(error.problems).toEqual(problems);
    expect(error.message).toMatch(/: \/field0 is wrong; .*\/field4 is wrong; and 3 more in problems\.$/);
    expect(error.message).not.toContain('field5');
  });
});

describe('ViberConnectionError', () => {
  it('says which call got no answer and why', () => {
    const error = new ViberConnectionError('send_message', 'it took too long', {
      networkCode: 'ECONNABORTED',
    });

    expect(error.message).toBe("send_message got no usable answer from Viber's API: it took too long.");
    expect(error).toMatchObject({
      method: 'send_message',
      networkCode: 'ECONNABORTED',
      httpStatus: undefined,
    });
  });

  it('keeps the status of an answer that was not of the API', () => {
    expect(new ViberConnectionError('send_message', 'a proxy answered', { httpStatus: 502 })).toMatchObject({
      networkCode: undefined,
      httpStatus: 502,
    });
  });
});

describe('retryAfterMs', () => {
  it('is what the answer asked for, in the message in seconds', () => {
    const details = { method: 'get_online', status: 12, statusMessage: undefined, hint: undefined };
    const refused = new ViberApiError({ ...details, retryAfterMs: 60_500 });
    const unanswered = new ViberConnectionError('get_online', 'HTTP 503', { retryAfterMs: 0 });

    expect(refused.retryAfterMs).toBe(60_500);
    expect(refused.message).toMatch(/ It asks to wait 61 s\.$/);
    expect(unanswered.retryAfterMs).toBe(0);
    expect(unanswered.message).toMatch(/ It asks to wait 0 s\.$/);
  });

  it('is undefined where nothing was asked', () => {
    expect(apiError.retryAfterMs).toBeUndefined();
    expect(apiError.message).not.toContain('wait');
    expect(new ViberConnectionError('get_online', 'it broke').retryAfterMs).toBeUndefined();
  });
});

describe('ViberBroadcastError', () => {
  it('says how far it came, who is left, what to do, and why it stopped if Viber is the reason', () => {
    const error = broadcastError(apiError);

    expect(error.message).toContain('stopped after 997 of 1000 receivers');
    expect(error.message).toContain('2 may have been sent the message (uncertain), 1 were not (notSent)');
    expect(error.message).toContain('Broadcast to notSent to go on.');
    expect(error.message).toContain(apiError.message);
    expect(error.cause).toBe(apiError);
    expect(error).toMatchObject({
      result: { message_tokens: ['5741311803571721087'] },
      uncertain: ['ann', 'bob'],
      notSent: ['cy'],
    });
  });

  it.each([['enough'], [undefined], [new Error('hush-hush')]])(
    "keeps the application's own reason out of its message: %p",
    (cause) => {
      const error = broadcastError(cause);

      expect(error.cause).toBe(cause);
      expect(error.message).toMatch(/Broadcast to notSent to go on\.$/);
    },
  );
});
