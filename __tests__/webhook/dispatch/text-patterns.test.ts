import { once } from 'node:events';
import { runInNewContext } from 'node:vm';
import express5 from 'express';
import fc from 'fast-check';
import type { TextListener, ViberError, ViberWebhookOptions } from '../../../lib/index';
import { ViberListenerError, ViberWebhook } from '../../../lib/index';
import type { MessageCallback } from '../../../lib/protocol/callbacks/callbacks';
import { messageCallback, signCallback } from '../../../lib/testing';
import type { TextMatching, TextPattern } from '../../../lib/webhook/dispatch/text-patterns';
import { TextPatterns } from '../../../lib/webhook/dispatch/text-patterns';
import { BODIES, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { receivedCallback } from '../received-callback';
import { startApp } from '../webhook-app';

afterEach(closeServers);

/** Starts an app whose `say` posts a text and returns the status of the response. */
async function start(options: Partial<ViberWebhookOptions> = {}, express = express5) {
  const app = await startApp(options, express);
  const say = async (text: string) => {
    const { body, headers } = signCallback(messageCallback({ type: 'text', text }), AUTH_TOKEN);
    return (await postSigned(app.url, body, headers)).status;
  };
  return { ...app, say };
}

function ignore(): void {
  // A listener that does nothing.
}

describe.each(expressVersions)('ViberWebhook.onText on %s', (_version, express) => {
  it('passes the callback, its context and the match to the listener', async () => {
    const { viber, say } = await start({}, express);
    const received: unknown[] = [];
    const callbacks: MessageCallback[] = [];
    viber.onText(/^order (?<count>\d+) (\w+)/i, (callback, { match, account, receivedAt, reply }) => {
      callbacks.push(callback);
      received.push(match[0], match.groups?.['count'], match[2], match.index, match.input);
      received.push(account, receivedAt instanceof Date, typeof reply);
    });
    expect(await say('Order 3 pizzas, please')).toBe(200);
    expect(received).toEqual([
      'Order 3 pizzas',
      '3',
      'pizzas',
      0,
      'Order 3 pizzas, please',
      'default',
      true,
      'function',
    ]);
    expect(callbacks).toMatchObject([
      { event: 'message', message: { type: 'text', text: 'Order 3 pizzas, please' } },
    ]);
  });

  it('compares a string with the whole text, as a tapped button sends its ActionBody', async () => {
    const { viber, say } = await start({}, express);
    const matches: string[] = [];
    const unmatched: string[] = [];
    viber.onText('menu.*', (_callback, { match }) => matches.push(match));
    viber.on('unmatched_text', ({ message }) => unmatched.push(message.text));
    for (const text of ['menu.*', 'menu', 'Menu.*', ' menu.*', 'menu.*\n', 'the menu.*']) await say(text);
    expect(matches).toEqual(['menu.*']);
    expect(unmatched).toEqual(['menu', 'Menu.*', ' menu.*', 'menu.*\n', 'the menu.*']);
  });

  it('calls the listener of the first pattern that matches, in order of registration', async () => {
    const { viber, say } = await start({}, express);
    const received: string[] = [];
    viber
      .onText(/^help$/, () => received.push('exactly help'))
      .onText(/^help/, () => received.push('begins with help'))
      .onText('help me', () => received.push('the whole text'))
      .onText(/./, () => received.push('anything'));
    for (const text of ['help', 'help me', 'hello']) await say(text);
    expect(received).toEqual(['exactly help', 'begins with help', 'anything']);
  });

  it("calls the listeners of all matching patterns with textMatching: 'all', each with its own match", async () => {
    const { viber, say } = await start({ textMatching: 'all' }, express);
    const received: string[] = [];
    viber
      .onText(/^help/, (_callback, { match }) => received.push(match[0]))
      .onText('menu', (_callback, { match }) => received.push(match))
      .onText('help me', (_callback, { match }) => received.push(match))
      .onText(/m./, (_callback, { match }) => received.push(match[0]));
    await say('help me');
    expect(received).toEqual(['help', 'help me', 'me']);
  });

  it('starts the listener after those of message:text, and awaits it', async () => {
    const { viber, say } = await start({}, express);
    const log: string[] = [];
    const first = gate();
    viber.onText(/hi/, async () => {
      log.push('onText starts');
      await first.opened;
      log.push('onText ends');
    });
    viber.on('message:text', () => log.push('message:text'));
    viber.on('message', () => log.push('message'));
    viber.on('callback', async () => {
      log.push('callback');
      await Promise.resolve();
      first.open();
    });
    expect(await say('hi')).toBe(200);
    expect(log).toEqual(['callback', 'message', 'message:text', 'onText starts', 'onText ends']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no database');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no database'))],
  ])('causes a 500 if a listener %s, and runs it again on redelivery', async (_how, fail: () => unknown) => {
    const { viber, url, failures } = await start({}, express);
    let calls = 0;
    viber.onText(/hi/, () => {
      calls += 1;
      return calls === 1 ? fail() : undefined;
    });
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      statuses.push((await postSigned(url, textBody('hi'))).status);
    }
    expect(statuses).toEqual([500, 200, 200]);
    expect(calls).toBe(2);
    expect(failures).toEqual([expect.any(ViberListenerError)]);
    expect(failures[0]).toMatchObject({ code: 'listener_failed', acknowledged: false });
  });
});

describe('ViberWebhook.onText', () => {
  it('runs all matching listeners even if one fails', async () => {
    const { viber, say } = await start({ textMatching: 'all' });
    let calls = 0;
    viber
      .onText(/hi/, () => {
        throw new Error('no database');
      })
      .onText('hi', () => (calls += 1));
    expect(await say('hi')).toBe(500);
    expect(calls).toBe(1);
  });

  it('acknowledges at ackTimeoutMs while a listener runs, and emits its later failure as error', async () => {
    const { viber, say } = await start({ ackTimeoutMs: 30 });
    const late = gate();
    const cause = new Error('too late');
    viber.onText('hi', async () => {
      await late.opened;
      throw cause;
    });
    expect(await say('hi')).toBe(200);
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    late.open();
    expect((await reported)[0]).toMatchObject({ acknowledged: true, errors: [cause] });
  });

  it('runs nothing for a duplicate', async () => {
    const { viber, url } = await start();
    const received: string[] = [];
    viber.onText('hi', () => received.push('matched'));
    viber.on('unmatched_text', () => received.push('unmatched'));
    viber.on('duplicate', () => received.push('duplicate'));
    for (const body of [textBody('hi', '1'), textBody('hi', '1'), textBody('ho', '2'), textBody('ho', '2')]) {
      await postSigned(url, body);
    }
    expect(received).toEqual(['matched', 'duplicate', 'unmatched', 'duplicate']);
  });

  it('calls listeners with the webhook as this, each with its own context', async () => {
    const { viber, say } = await start({ textMatching: 'all' });
    const observed: unknown[] = [];
    const contexts = new Set<object>();
    const listener: TextListener = function (this: unknown, _callback, context) {
      observed.push(this);
      contexts.add(context);
    };
    viber.onText(/h/, listener).onText(/i/, listener);
    viber.on('message:text', (_callback, context) => {
      contexts.add(context);
      observed.push('match' in context);
    });
    await say('hi');
    expect(observed).toEqual([false, viber, viber]);
    expect(contexts.size).toBe(3);
  });

  describe('with several patterns', () => {
    it.each<[TextMatching, expected: unknown[]]>([
      ['first', ['menu:menu', 'both:hi', 'both:h']],
      ['all', ['menu:menu', 'both:hi', 'late:hi', 'both:h', 'late:hop']],
    ])(
      'counts as one listener, with the match of the first that matches: %s',
      async (textMatching, expected) => {
        const { viber, say } = await start({ textMatching });
        const received: string[] = [];
        viber.onText(['menu', /^m.nu/], (_callback, { match }) => received.push(`menu:${String(match)}`));
        viber.onText(['hi', /^h/g, /h/], (_callback, { match }) => received.push(`both:${String(match)}`));
        viber.onText([/^h.*/], (_callback, { match }) => received.push(`late:${match[0]}`));
        for (const text of ['menu', 'hi', 'hop', 'no']) expect(await say(text)).toBe(200);
        expect(received).toEqual(expected);
      },
    );

    it('keeps those that it was given', async () => {
      const { viber, say } = await start();
      const patterns = ['one'];
      const received: string[] = [];
      viber.onText(patterns, (_callback, { match }) => received.push(match));
      patterns.push('two');
      for (const text of ['one', 'two']) await say(text);
      expect(received).toEqual(['one']);
    });
  });

  it('ignores the text of messages of other types', async () => {
    const { viber, url } = await start();
    const received: string[] = [];
    viber.onText(/[^]*/, ({ message }) => received.push(message.text));
    viber.on('unmatched_text', () => received.push('unmatched'));
    for (const body of Object.values(BODIES)) await postSigned(url, body);
    await postSigned(url, '{"event":"new","message":{"type":"text","text":"hi"}}');
    expect(received).toEqual(['Жэ 😀']);
  });

  it('does not add its listeners to those of events', async () => {
    const { viber, say } = await start();
    let calls = 0;
    viber.onText('hi', () => (calls += 1));
    expect(viber.eventNames()).toEqual([]);
    expect(viber.listenerCount('message:text')).toBe(0);
    viber.removeAllListeners();
    await say('hi');
    expect(calls).toBe(1);
  });

  it.each<[what: string, pattern: unknown, listener: unknown, message: RegExp]>([
    ['no arguments', undefined, undefined, /takes a string.*regular expression/],
    ['only a listener', ignore, undefined, /takes a string.*regular expression/],
    ['an empty array', [], ignore, /at least one pattern/],
    ['an array with a hole', new Array(1), ignore, /takes a string.*regular expression/],
    ['an array of arrays', [['menu']], ignore, /takes a string.*regular expression/],
    ['an object like a regular expression', { exec: ignore }, ignore, /takes a string.*regular expression/],
    ['no listener', 'menu', undefined, /takes a listener/],
    ['a message in place of a listener', /menu/, { type: 'text', text: 'Menu' }, /takes a listener/],
  ])('throws a TypeError that says what to pass for %s', (_what, pattern, listener, message) => {
    const viber = new ViberWebhook({ authToken: 't' });
    const register = () => viber.onText(pattern as string, listener as TextListener<string>);
    expect(register).toThrow(TypeError);
    expect(register).toThrow(message);
  });
});

describe('unmatched_text', () => {
  it('has the arguments of message:text, and its listeners are awaited', async () => {
    const { viber, say, failures } = await start();
    const received: unknown[][] = [];
    const both = gate();
    viber.onText('menu', ignore);
    viber.on('message:text', (...args) => received.push(args));
    viber.on('unmatched_text', async (...args) => {
      received.push(args);
      await both.opened;
      throw new Error('no database');
    });
    viber.on('unmatched_text', () => {
      both.open();
    });
    expect(await say('what?')).toBe(500);
    expect(failures).toEqual([expect.any(ViberListenerError)]);
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
  });

  it('is emitted for each text if there are no patterns', async () => {
    const { viber, say } = await start();
    const received: string[] = [];
    viber.on('message:text', () => received.push('message:text'));
    viber.on('unmatched_text', ({ message }) => received.push(message.text));
    expect(await say('hi')).toBe(200);
    expect(received).toEqual(['message:text', 'hi']);
  });

  it.each<TextMatching>(['first', 'all'])(
    "is not emitted if a pattern matches with textMatching: '%s'",
    async (textMatching) => {
      const { viber, say } = await start({ textMatching });
      const unmatched: string[] = [];
      viber.onText('no', ignore).onText(/^y/, ignore);
      viber.on('unmatched_text', ({ message }) => unmatched.push(message.text));
      for (const text of ['no', 'yes', 'maybe']) await say(text);
      expect(unmatched).toEqual(['maybe']);
    },
  );
});

describe('TextPatterns', () => {
  function matches(pattern: TextPattern, texts: readonly string[]): (boolean | undefined)[] {
    const patterns = new TextPatterns('first');
    patterns.add(pattern, ignore);
    return texts.map((text) => {
      const { body } = signCallback(messageCallback({ type: 'text', text }), AUTH_TOKEN);
      const matched = patterns.matching(receivedCallback(body));
      return matched === undefined ? undefined : matched.length === 1;
    });
  }

  it('gives the same result each time, with any flags', () => {
    const flags = fc
      .tuple(fc.subarray(['d', 'g', 'i', 'm', 's', 'y']), fc.constantFrom('', 'u', 'v'))
      .map(([some, one]) => some.join('') + one);
    const sources = fc.constantFrom('a', '^a', 'a$', 'a|b', '(?<x>a)b?', '', 'b+', '\\s');
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', '\n', '😀'), maxLength: 8 });
    fc.assert(
      fc.property(sources, flags, texts, texts, (source, someFlags, text, other) => {
        const pattern = new RegExp(source, someFlags);
        const [first, , second, third] = matches(pattern, [text, other, text, text]);
        expect([second, third]).toEqual([first, first]);
        expect(first).toBe(new RegExp(source, someFlags).test(text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not share lastIndex with the application’s own use of the expression', () => {
    const pattern = Object.assign(/hi/g, { lastIndex: 7 });
    expect(matches(pattern, ['hi', 'hi'])).toEqual([true, true]);
    expect(pattern.lastIndex).toBe(7);
    expect(matches(Object.freeze(/hi/gy), ['hi', 'hi', 'oh hi'])).toEqual([true, true, false]);
  });

  it('accepts an expression from another realm', () => {
    expect(matches(runInNewContext('/^hi/gi') as RegExp, ['Hi', 'Hi', 'oh'])).toEqual([true, true, false]);
  });
});
