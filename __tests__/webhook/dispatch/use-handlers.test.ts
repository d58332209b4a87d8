import { AsyncLocalStorage } from 'node:async_hooks';
import type { ViberError, ViberListenerError } from '../../../lib/index';
import { PermanentError, ViberWebhook } from '../../../lib/index';
import { BODIES, conversationStartedBody, textBody } from '../../fixtures/bodies';
import { turnUntil } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { nextWarning } from '../next-warning';
import { expectNoUnhandledRejections } from '../expect-no-unhandled-rejections';
import { startApp } from '../webhook-app';

afterEach(closeServers);
expectNoUnhandledRejections();

const TOKEN = '5306661646841952248';
const body = textBody('hi', TOKEN);
const cause = new Error('no database');

function fail(error: Error = cause): never {
  throw error;
}

async function statusesOf(url: string, deliveries: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < deliveries; n += 1) statuses.push((await postSigned(url, body)).status);
  return statuses;
}

/** Collects the errors that a webhook reports. */
function reportsOf(viber: ViberWebhook): ViberError[] {
  const reported: ViberError[] = [];
  viber.on('error', (error) => reported.push(error));
  return reported;
}

describe('use', () => {
  it('runs handlers around all listeners, the first one outermost, and shares their state', async () => {
    const { viber, url } = await startApp({ textMatching: 'all' });
    const log: string[] = [];
    for (const name of ['outer', 'inner']) {
      viber.use(async (callback, { state, account }, next) => {
        log.push(`${name} ${'event' in callback ? callback.event : ''} ${account}`);
        state[name] = name;
        await next();
        log.push(`${name} after`);
      });
    }
    viber.on('callback', async (_callback, { state }) => {
      await Promise.resolve();
      log.push(`callback ${Object.keys(state).join()}`);
    });
    viber.on('message:text', (_callback, { state }) => log.push(`text ${Object.keys(state).join()}`));
    viber.onText(/hi/, (_callback, { state }) => log.push(`match ${Object.keys(state).join()}`));
    expect((await postSigned(url, body)).status).toBe(200);
    expect(log.slice(0, 2)).toEqual(['outer message default', 'inner message default']);
    expect(log.slice(2, 5).sort()).toEqual(['callback outer,inner', 'match outer,inner', 'text outer,inner']);
    expect(log.slice(5)).toEqual(['inner after', 'outer after']);
  });

  it('gives each delivery a state of its own', async () => {
    const { viber, url } = await startApp();
    const states: unknown[] = [];
    viber.use(async (_callback, { state }, next) => {
      states.push({ ...state });
      state['runs'] = states.length;
      await next();
    });
    let runs = 0;
    viber.on('message', (_callback, { state }) => {
      expect(state).toEqual({ runs: (runs += 1) });
      if (runs === 1) fail();
    });
    expect((await postSigned(url, body)).status).toBe(500);
    expect((await postSigned(url, body)).status).toBe(200);
    expect(states).toEqual([{}, {}]);
  });

  it('wraps every callback, whether there are listeners or not, and nothing else', async () => {
    const { viber, url } = await startApp();
    const wrapped: string[] = [];
    viber.use(async (callback, _context, next) => {
      wrapped.push('recognized' in callback ? callback.reason : callback.event);
      await next();
    });
    const others: string[] = [];
    viber.welcome((_callback, context) => {
      others.push(`welcome ${String('state' in context)}`);
      fail(new PermanentError('Closed.'));
    });
    viber.on('duplicate', (_callback, context) => others.push(`duplicate ${String('state' in context)}`));
    viber.on('error', ({ code }) => others.push(`error ${code}`));
    viber.on('rejected', ({ code }) => others.push(`rejected ${code}`));
    for (const sent of [BODIES.webhook, BODIES.seen, '{"event":"new"}', body, body])
      expect((await postSigned(url, sent)).status).toBe(200);
    await post(url, body);
    expect((await postSigned(url, conversationStartedBody('anna', '1'))).status).toBe(200);
    expect(wrapped).toEqual(['webhook', 'seen', 'unknown_event', 'message', 'conversation_started']);
    expect(others).toEqual([
      'duplicate false',
      'rejected missing_signature',
      'welcome false',
      'error listener_failed',
    ]);
  });

  it('runs what is inside in the asynchronous context of the handler', async () => {
    const { viber, url } = await startApp();
    const storage = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    viber.use((_callback, _context, next) => storage.run('span', next));
    viber.use(async (_callback, _context, next) => {
      await Promise.resolve();
      await next();
    });
    viber.on('message', () => seen.push(storage.getStore()));
    expect((await postSigned(url, body)).status).toBe(200);
    expect(seen).toEqual(['span']);
  });

  it('may add a handler after callbacks have begun, for the next ones', async () => {
    const { viber, url } = await startApp();
    const log: string[] = [];
    viber.use(async (_callback, _context, next) => {
      log.push('first');
      if (log.length === 1) {
        viber.use(async (_inner, _context2, nextInner) => {
          log.push('second');
          await nextInner();
        });
      }
      await next();
    });
    await postSigned(url, textBody('hi', '1'));
    await postSigned(url, textBody('hi', '2'));
    expect(log).toEqual(['first', 'first', 'second']);
  });

  it.each([[undefined], ['/viber'], [{}]])('refuses %p with a TypeError', (handler) => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    expect(() => viber.use(handler as unknown as Parameters<typeof viber.use>[0])).toThrow(
      new TypeError('use takes a handler: use(async (callback, context, next) => { …; await next(); }).'),
    );
  });

  it('does not run in a process that only adds callbacks to the queue', async () => {
    const added: string[] = [];
    const add = async (name: string) => Promise.resolve(added.push(name));
    const { viber, url } = await startApp({ queue: { add } });
    viber.use(() => fail());
    expect((await postSigned(url, body)).status).toBe(200);
    expect(added).toEqual(['message']);
  });
});

describe('a handler', () => {
  it('that catches the failure of next settles the callback, and nothing is reported', async () => {
    const { viber, url, failures } = await startApp();
    const reported = reportsOf(viber);
    let [runs, duplicates] = [0, 0];
    viber.on('duplicate', () => (duplicates += 1));
    viber.use(async (_callback, _context, next) => next().catch(() => undefined));
    viber.on('message', () => {
      runs += 1;
      fail(runs === 1 ? cause : new PermanentError('Not an order.'));
    });
    viber.on('message', () => fail(new PermanentError('Not an order.')));
    expect(await statusesOf(url, 2)).toEqual([200, 200]);
    expect([runs, duplicates, failures, reported]).toEqual([1, 1, [], []]);
  });

  it('that has settled a callback runs everything again where no duplicates are remembered', async () => {
    const { viber, url } = await startApp({ duplicates: false });
    let [failing, fine] = [0, 0];
    viber.use(async (_callback, _context, next) => next().catch(() => undefined));
    viber.on('message', () => {
      failing += 1;
      fail();
    });
    viber.on('message', () => (fine += 1));
    expect(await statusesOf(url, 2)).toEqual([200, 200]);
    expect([failing, fine]).toEqual([2, 2]);
  });

  it.each<[how: string, throwIt: () => Promise<void>]>([
    ['throws', () => fail()],
    ['rejects', async () => Promise.reject(cause)],
  ])(
    'that %s before it calls next fails the callback, whose listeners run at the redelivery',
    async (_how, throwIt) => {
      const { viber, url, failures } = await startApp();
      let [handled, runs] = [0, 0];
      viber.use((_callback, _context, next) => ((handled += 1) === 1 ? throwIt() : next()));
      viber.once('message', () => (runs += 1));
      expect((await postSigned(url, body)).status).toBe(500);
      expect([runs, viber.listenerCount('message')]).toEqual([0, 1]);
      expect(failures).toMatchObject([{ errors: [cause], kind: 'retryable', messageToken: TOKEN }]);
      expect((await postSigned(url, body)).status).toBe(200);
      expect([handled, runs]).toEqual([2, 1]);
    },
  );

  it('that fails permanently acknowledges the callback, and nothing runs again', async () => {
    const { viber, url, failures } = await startApp({ duplicates: { max: 1 } });
    const reported = reportsOf(viber);
    const refused = new PermanentError('Not an order.');
    let runs = 0;
    viber.use(async () => Promise.reject(refused));
    viber.on('message', () => (runs += 1));
    expect(await statusesOf(url, 2)).toEqual([200, 200]);
    expect([runs, failures]).toEqual([0, []]);
    expect(reported).toMatchObject([{ kind: 'permanent', errors: [refused], messageToken: TOKEN }]);
  });

  it('leaves each failure its kind if it throws on an error with a permanent and a retryable one', async () => {
    const { viber, url, failures } = await startApp();
    const reported = reportsOf(viber);
    const refused = new PermanentError('Not an order.');
    const caught: ViberListenerError[] = [];
    viber.use(async (_callback, _context, next) => {
      await next().catch((error: unknown) => {
        caught.push(error as ViberListenerError);
        throw error;
      });
    });
    const runs = [0, 0];
    viber.on('message', () => {
      runs[0] = Number(runs[0]) + 1;
      fail(refused);
    });
    viber.on('message', () => {
      runs[1] = Number(runs[1]) + 1;
      if (runs[1] === 1) fail();
    });
    expect((await postSigned(url, body)).status).toBe(500);
    expect((await postSigned(url, body)).status).toBe(200);
    expect(runs).toEqual([1, 2]);
    expect(caught).toMatchObject([{ errors: [refused, cause], kind: 'retryable' }]);
    expect(reported).toMatchObject([{ errors: [refused], kind: 'permanent' }]);
    expect(failures).toMatchObject([{ errors: [cause] }]);
  });

  it('gets an error of the kind permanent if every failure in it is permanent', async () => {
    const { viber, url } = await startApp();
    const kinds: unknown[] = [];
    viber.use(async (_callback, _context, next) => {
      await next().catch((error: unknown) => {
        const { kind, message } = error as ViberListenerError;
        kinds.push([kind, message]);
      });
    });
    viber.on('message', () => fail(new PermanentError('Not an order.')));
    expect((await postSigned(url, body)).status).toBe(200);
    expect(kinds).toEqual([['permanent', 'A handler of "message" failed for good.']]);
  });

  it('that is a generator function is a process warning, since its body never runs', async () => {
    const { viber, url } = await startApp();
    const warned = nextWarning();
    viber.use(function* handler(_callback: unknown, _context: unknown, next: () => Promise<void>) {
      yield next();
    } as unknown as Parameters<typeof viber.use>[0]);
    expect((await postSigned(url, body)).status).toBe(200);
    const [text, options] = await warned;
    expect(text).toMatch(/^A handler of use is a generator function/);
    expect(options).toEqual({ type: 'ViberWarning', code: 'VIBER_GENERATOR_LISTENER' });
    jest.restoreAllMocks();
  });

  it('that never settles is acknowledged at ackTimeoutMs, and stays in flight', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
    const hung = gate();
    let runs = 0;
    viber.use(async (_callback, _context, next) => {
      await next();
      await hung.opened;
    });
    viber.on('message', () => (runs += 1));
    expect(await statusesOf(url, 2)).toEqual([200, 200]);
    expect(runs).toBe(1);
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toMatchObject([{ event: 'message' }]);
    hung.open();
    expect(await viber.close()).toEqual({ unfinished: [] });
  });

  it('keeps close waiting for listeners that it does not wait for', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
    const slow = gate();
    let isClosed = false;
    viber.use(async (_callback, _context, next) => Promise.resolve(void next()));
    viber.on('message', () => slow.opened);
    expect((await postSigned(url, body)).status).toBe(200);
    const closed = viber.close().then((result) => {
      isClosed = true;
      return result;
    });
    await new Promise(setImmediate);
    expect(isClosed).toBe(false);
    slow.open();
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('gets a failure after the acknowledgement as late, and can keep it from being reported by catching it', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
    const reported = reportsOf(viber);
    const kinds: unknown[] = [];
    const late = gate();
    viber.use(async (callback, _context, next) => {
      await next().catch((error: unknown) => {
        kinds.push((error as ViberListenerError).kind);
        if ('message' in callback && callback.message.type === 'text' && callback.message.text === 'throw')
          throw error;
      });
    });
    viber.on('message', () => late.opened);
    expect((await postSigned(url, textBody('throw', '1'))).status).toBe(200);
    expect((await postSigned(url, textBody('catch', '2'))).status).toBe(200);
    late.fail(cause);
    await turnUntil(() => kinds.length === 2 && reported.length > 0);
    await viber.close();
    expect(kinds).toEqual(['late', 'late']);
    expect(reported).toMatchObject([{ kind: 'late', messageToken: '1', errors: [cause] }]);
  });
});
