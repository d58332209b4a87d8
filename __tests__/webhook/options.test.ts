import type { CallbackQueue, ViberWebhookOptions } from '../../lib/index';
import { ViberWebhook } from '../../lib/index';
import { parseWebhookOptions } from '../../lib/webhook/options';

describe('parseWebhookOptions', () => {
  it('has a default for everything but the token', () => {
    expect(parseWebhookOptions({ authToken: 't' })).toEqual({
      findAccount: expect.any(Function) as unknown,
      authToken: 't',
      sender: undefined,
      bodyLimitBytes: 262144,
      ackTimeoutMs: 4000,
      duplicates: { ttlMs: 7200000, max: 50000 },
      queues: undefined,
      ordered: false,
      maxInFlight: Infinity,
      textMatching: 'first',
      messageChecks: 'errors',
      apiUrl: 'https://chatapi.viber.com/pa',
    });
  });

  it('counts the characters of a sender’s name, not its code units', () => {
    const sender = { name: '😀'.repeat(28) };
    expect(parseWebhookOptions({ authToken: 't', sender })).toMatchObject({ sender });
  });

  it('keeps the given values', () => {
    const given = {
      sender: { name: 'Echo', avatar: 'https://example.com/a.png' },
      bodyLimitBytes: 1,
      ackTimeoutMs: 1,
      duplicates: { ttlMs: 1, max: 1 },
      ordered: { giveUpAfterMs: 1 },
      maxInFlight: 1,
      textMatching: 'all' as const,
      apiUrl: 'http://127.0.0.1:9999/pa',
    };
    expect(parseWebhookOptions({ authToken: ['new', 'old'], ...given })).toMatchObject({
      authToken: 'new',
      ...given,
    });
    expect(parseWebhookOptions({ authToken: 't', duplicates: false }).duplicates).toBe(false);
    expect(parseWebhookOptions({ authToken: 't', duplicates: { ttlMs: 1 } }).duplicates).toEqual({
      ttlMs: 1,
      max: 50000,
    });
  });

  it('takes ordered as a boolean or as an object', () => {
    const orderedOf = (ordered: ViberWebhookOptions['ordered']) =>
      parseWebhookOptions({ authToken: 't', ...(ordered !== undefined && { ordered }) }).ordered;
    expect(orderedOf(true)).toEqual({ giveUpAfterMs: 60_000 });
    expect(orderedOf({})).toEqual({ giveUpAfterMs: 60_000 });
    expect(orderedOf({ giveUpAfterMs: 5 })).toEqual({ giveUpAfterMs: 5 });
    expect(orderedOf(false)).toBe(false);
  });

  it('takes any object with an add method as queue, even an inherited one', () => {
    class Queue {
      async add() {
        return Promise.resolve();
      }
    }
    const queue = new Queue();
    expect(parseWebhookOptions({ authToken: 't', queue }).queues).toEqual([queue]);
  });

  it('takes a list of queues, which may change later without an effect', () => {
    const [first, second] = [{ add: () => Promise.resolve() }, { add: () => Promise.resolve() }];
    const queue: CallbackQueue[] = [first, second];
    const { queues } = parseWebhookOptions({ authToken: 't', queue });
    queue.pop();
    expect(queues?.map((each) => queue.indexOf(each))).toEqual([0, -1]);
    expect(parseWebhookOptions({ authToken: 't', queue: [second] }).queues).toEqual([second]);
  });
});

describe('ViberWebhook', () => {
  it.each<[name: string, options: unknown, message: RegExp]>([
    ['no options', undefined, /authToken/],
    ['a token instead of options', 'token', /authToken/],
    ['a missing token', {}, /authToken is missing or empty/],
    ['an undefined token', { authToken: undefined }, /VIBER_AUTH_TOKEN/],
    ['an empty token', { authToken: '' }, /missing or empty/],
    ['an empty list of tokens', { authToken: [] }, /missing or empty/],
    ['an empty token in a list', { authToken: ['a', ''] }, /missing or empty/],
    ['a token with a line break', { authToken: 'secret-token\n' }, /white space/],
    ['a token that is a number', { authToken: 42 }, /not a string/],
    [
      'a misspelled option',
      { authToken: 't', ackTimeout: 5 },
      /Unknown ViberWebhook option "ackTimeout".*"ackTimeoutMs"/,
    ],
    ['an option in the wrong case', { authtoken: 't' }, /"authToken"/],
    [
      'an unknown option',
      { authToken: 't', colour: 'red' },
      /^Unknown ViberWebhook option "colour"\. Expected one of authToken, sender/,
    ],
    ['a misspelled duplicates option', { authToken: 't', duplicates: { ttl: 5 } }, /"ttlMs"/],
    ['duplicates: true', { authToken: 't', duplicates: true }, /duplicates must be false or/],
    ['an unknown textMatching', { authToken: 't', textMatching: 'last' }, /'first' or 'all'/],
    [
      'an unknown messageChecks',
      { authToken: 't', messageChecks: 'no' },
      /messageChecks must be 'errors' or 'strict' or 'off'/,
    ],
    ['duplicates.max of 0', { authToken: 't', duplicates: { max: 0 } }, /duplicates\.max/],
    [
      'bodyLimitBytes as a string',
      { authToken: 't', bodyLimitBytes: '100kb' },
      /bodyLimitBytes must be a whole number/,
    ],
    ['a timeout of 0', { authToken: 't', ackTimeoutMs: 0 }, /ackTimeoutMs/],
    ['a timeout that setTimeout cannot hold', { authToken: 't', ackTimeoutMs: 2 ** 31 }, /ackTimeoutMs/],
    ['a timeout of NaN', { authToken: 't', ackTimeoutMs: NaN }, /ackTimeoutMs/],
    ['a sender without a name', { authToken: 't', sender: {} }, /sender\.name/],
    [
      'a sender that is a string',
      { authToken: 't', sender: 'Echo' },
      /sender options must be an object such as \{ name/,
    ],
    ['a misspelled sender', { authToken: 't', sender: { name: 'a', avatr: 'b' } }, /"avatar"/],
    ['duplicates.max above its limit', { authToken: 't', duplicates: { max: 2 ** 32 } }, /duplicates\.max/],
    [
      'an http URL of Viber’s API',
      { authToken: 't', apiUrl: 'http://chatapi.viber.com/pa' },
      /apiUrl must be https/,
    ],
    ['a sender whose name is too long', { authToken: 't', sender: { name: 'x'.repeat(29) } }, /28/],
    ['an avatar that is a number', { authToken: 't', sender: { name: 'a', avatar: 1 } }, /sender\.avatar/],
    [
      'a queue that is a string',
      { authToken: 't', queue: 'callbacks' },
      /queue must have an add\(name, data/,
    ],
    ['a queue that is null', { authToken: 't', queue: null }, /queue must have an add/],
    ['a queue without add', { authToken: 't', queue: { push: () => undefined } }, /queue must have an add/],
    [
      'a queue whose add is not a function',
      { authToken: 't', queue: { add: true } },
      /queue must have an add/,
    ],
    ['an empty list of queues', { authToken: 't', queue: [] }, /queue must not be an empty list/],
    [
      'a list with something else than a queue',
      { authToken: 't', queue: [{ add: () => Promise.resolve() }, undefined] },
      /queue must have an add/,
    ],
    [
      'the same queue twice',
      { authToken: 't', queue: Array<unknown>(2).fill({ add: () => Promise.resolve() }) },
      /queue lists the same queue twice/,
    ],
    ['a misspelled queue option', { authToken: 't', que: {} }, /"queue"/],
    ['ordered as a string', { authToken: 't', ordered: 'yes' }, /ordered must be true, false or/],
    ['ordered as null', { authToken: 't', ordered: null }, /ordered must be true, false or/],
    ['ordered as a number', { authToken: 't', ordered: 60_000 }, /ordered must be true, false or/],
    ['ordered as a list', { authToken: 't', ordered: [] }, /ordered options must be an object/],
    [
      'a misspelled ordered option',
      { authToken: 't', ordered: { giveUpAfter: 1 } },
      /Unknown ordered option "giveUpAfter".*"giveUpAfterMs"/,
    ],
    ['giveUpAfterMs of 0', { authToken: 't', ordered: { giveUpAfterMs: 0 } }, /ordered\.giveUpAfterMs/],
    [
      'giveUpAfterMs of Infinity',
      { authToken: 't', ordered: { giveUpAfterMs: Infinity } },
      /ordered\.giveUpAfterMs must be a whole number/,
    ],
    ['a misspelled ordered option name', { authToken: 't', order: true }, /"ordered"/],
    ['maxInFlight of 0', { authToken: 't', maxInFlight: 0 }, /maxInFlight must be a whole number/],
    ['maxInFlight of Infinity', { authToken: 't', maxInFlight: Infinity }, /maxInFlight/],
    ['maxInFlight as a string', { authToken: 't', maxInFlight: '100' }, /maxInFlight/],
    ['a fractional maxInFlight', { authToken: 't', maxInFlight: 1.5 }, /maxInFlight/],
    ['a misspelled maxInFlight', { authToken: 't', maxInflight: 5 }, /"maxInFlight"/],
    [
      'an invalid textMatching, with the known values',
      { authToken: 't', textMatching: 'last' },
      /textMatching must be 'first'/,
    ],
    ['an apiUrl without a scheme', { authToken: 't', apiUrl: 'chatapi.viber.com' }, /apiUrl/],
    ['an apiUrl that is a number', { authToken: () => 't', apiUrl: 42 }, /apiUrl/],
  ])('throws a TypeError that says what to do for %s', (_what, options, message) => {
    const construct = () => new ViberWebhook(options as ViberWebhookOptions);
    expect(construct).toThrow(TypeError);
    expect(construct).toThrow(message);
    expect(construct).not.toThrow(/secret-token/);
  });
});
