import { inspect } from 'node:util';
import type { FailureKind, ListenerFailureOutcome } from '../../lib/errors';
import { ViberListenerError } from '../../lib/errors';

describe('ViberListenerError', () => {
  const first = new Error('no database');

  it('is a 500 with every error, the first as its cause', () => {
    const error = new ViberListenerError('message', [first, 'second'], 'redelivered');

    expect(error.status).toBe(500);
    expect(error.cause).toBe(first);
    expect(error.errors).toEqual([first, 'second']);
    expect(error.acknowledged).toBe(false);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'listener_failed',
      status: 500,
      event: 'message',
      kind: 'retryable',
      acknowledged: false,
    });
  });

  it('prints each error once, with its causes and fields', () => {
    const outer = Object.assign(new Error('not saved', { cause: new Error('no network') }), {
      constraint: 'own',
    });
    const several = new AggregateError([new Error('no mail server')], 'two of them');
    const failures = [first, outer, several, 'only words', { reason: 418 }];
    const printed = inspect(new ViberListenerError('message', failures, 'redelivered'));
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
  ])('counts the errors', (errors, words) => {
    expect(new ViberListenerError('seen', errors, 'redelivered').message).toMatch(words);
  });

  it.each<[ListenerFailureOutcome, acknowledged: boolean, kind: FailureKind, words: string]>([
    ['redelivered', false, 'retryable', 'Viber will redeliver'],
    ['permanent', true, 'permanent', 'nothing runs again'],
    ['late', true, 'late', 'Viber will not redeliver'],
    ['job_failed', true, 'retryable', "the queue's attempts apply"],
    ['job_failed_permanently', true, 'permanent', 'without further attempts'],
    ['undecided', false, 'retryable', 'failed.'],
    ['undecided_permanent', true, 'permanent', 'failed for good.'],
    ['no_effect', true, 'late', 'does not affect the response'],
  ])('says what follows from the failure: %s', (outcome, acknowledged, kind, words) => {
    const error = new ViberListenerError('seen', [first], outcome);

    expect([error.acknowledged, error.kind]).toEqual([acknowledged, kind]);
    expect(error.message).toContain(words);
  });

  it('says which callback it is about', () => {
    const origin = { account: 'shop', messageToken: '5306661646841952248' };
    const error = new ViberListenerError('message', [first], 'redelivered', origin);

    expect(error).toMatchObject({ event: 'message', ...origin });
    expect(inspect(error)).toContain("account: 'shop'");
    expect(new ViberListenerError('message', [first], 'redelivered')).not.toHaveProperty('account');
  });

  it('does not quote what a listener threw in its message', () => {
    const error = new ViberListenerError('message', [new Error('hush-hush')], 'late');

    expect(error.message).not.toContain('hush');
  });

  it("appends the listener's stack to its own, since Express prints nothing else", () => {
    const { stack } = new ViberListenerError('message', [first], 'redelivered');

    expect(stack).toMatch(/^ViberListenerError: .*"message" failed/);
    expect(stack).toContain(`[cause]: ${String(first.stack)}`);
  });

  it.each([['a word'], [undefined], [null], [7]])('accepts %p, which is not an Error', (thrown) => {
    const error = new ViberListenerError('message', [thrown], 'redelivered');

    expect(error.cause).toBe(thrown);
    expect(error.errors).toEqual([thrown]);
    expect(error.stack).not.toContain('[cause]');
  });

  it.each<[what: string, descriptor: PropertyDescriptor]>([
    ['is not a string', { value: 7 }],
    [
      'throws when it is read',
      {
        get: () => {
          throw new Error('hush-hush');
        },
      },
    ],
  ])('accepts an Error whose stack %s', (_what, descriptor) => {
    const thrown = Object.defineProperty(new Error('no database'), 'stack', descriptor);
    const error = new ViberListenerError('message', [thrown], 'redelivered');

    expect(error.cause).toBe(thrown);
    expect(error.stack).not.toContain('[cause]');
  });
});
