import { inspect } from 'node:util';
import type { AnyViberError } from '../../lib/errors';
import {
  codeOf,
  PermanentError,
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

const apiError = new ViberApiError({
  method: 'set_webhook',
  viberStatus: 2,
  statusMessage: 'invalidAuthToken',
  hint: 'Check the token.',
});
const broadcastError = new ViberBroadcastError({
  total: 1000,
  result: { message_tokens: [], failed_list: [] },
  uncertain: [],
  notSent: ['cy'],
  cause: new Error('hush-hush'),
});

const all: [name: string, code: AnyViberError['code'], error: AnyViberError][] = [
  ['ViberRequestError', 'invalid_signature', new ViberRequestError('invalid_signature')],
  ['ViberBodyParsedError', 'body_already_parsed', new ViberBodyParsedError('Move it.')],
  [
    'ViberListenerError',
    'listener_failed',
    new ViberListenerError('message', [new Error('no database')], 'redelivered'),
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
  ['ViberConnectionError', 'connection_failed', new ViberConnectionError('send_message', 'it timed out')],
  ['ViberBroadcastError', 'broadcast_stopped', broadcastError],
  ['PermanentError', 'permanent_failure', new PermanentError('Not an order.')],
];

describe('ViberError', () => {
  it.each(all)('is the base class of %s (%s)', (_name, _code, error) => {
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

  it.each(all)('hides the name and the message of %s (%s) from keys and JSON', (_name, code, error) => {
    expect(Object.keys(error)).not.toContain('name');
    expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty('message');
    expect(JSON.parse(JSON.stringify(error))).toHaveProperty('code', code);
  });

  it.each(all)('ends the message of %s (%s) as a sentence', (_name, _code, error) => {
    expect(error.message).toMatch(/^\S.*[.]$/);
  });
});

describe('codeOf', () => {
  it.each(all)('is the code of a %s: %s', (_name, code, error) => {
    expect(codeOf(error)).toBe(code);
  });

  it.each([[new TypeError('hush-hush')], [{ code: 'queue_late' }], ['queue_late'], [undefined], [null]])(
    'is internal_error for %p',
    (thrown) => {
      expect(codeOf(thrown)).toBe('internal_error');
    },
  );
});
