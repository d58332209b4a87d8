import { once } from 'node:events';
import type { UseHandler, ViberError, ViberListenerError } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { expectNoUnhandledRejections } from '../expect-no-unhandled-rejections';
import { startApp } from '../webhook-app';

afterEach(closeServers);
expectNoUnhandledRejections();

const TOKEN = '5306661646841952248';
const body = textBody('hi', TOKEN);
const cause = new Error('no database');
const another = new Error('no network');

function fail(error: Error = cause): never {
  throw error;
}

describe('next', () => {
  it('rejects with all failures of the listeners, once all of them have settled', async () => {
    const { viber, url, failures } = await startApp();
    const slow = gate();
    let isSettled = false;
    const caught: ViberListenerError[] = [];
    viber.use(async (_callback, _context, next) => {
      await next().catch((error: unknown) => {
        expect(isSettled).toBe(true);
        caught.push(error as ViberListenerError);
        throw error;
      });
    });
    viber.on('message', () => fail());
    viber.on('message', async () => {
      await slow.opened;
      isSettled = true;
      fail(another);
    });
    const response = postSigned(url, body);
    slow.open();
    expect((await response).status).toBe(500);
    expect(caught).toMatchObject([
      {
        code: 'listener_failed',
        message: '2 handlers of "message" failed.',
        errors: [cause, another],
        kind: 'retryable',
        account: 'default',
        event: 'message',
        messageToken: TOKEN,
        acknowledged: false,
      },
    ]);
    // Thrown on, it is taken apart again.
    expect(failures).toMatchObject([{ errors: [cause, another], kind: 'retryable' }]);
  });

  it.each<[how: string, rethrow: (error: ViberListenerError) => unknown, count: number]>([
    ['as it is', (error) => error, 2],
    ['in part', (error) => error.errors[0], 1],
  ])(
    'rejects with one error for each failure, and the handler may throw it again %s',
    async (_how, rethrow, count) => {
      const { viber, url, failures } = await startApp();
      const handler: UseHandler = async (_callback, _context, next) => {
        await next().catch((error: unknown) => {
          throw rethrow(error as ViberListenerError);
        });
      };
      viber.use(handler).use(handler);
      viber.on('message', () => fail()).on('message:text', () => fail());
      expect((await postSigned(url, body)).status).toBe(500);
      expect(failures).toMatchObject([{ errors: Array.from({ length: count }, () => cause) }]);
    },
  );

  it('rejects with what an inner handler has thrown', async () => {
    const { viber, url, failures } = await startApp();
    const caught: ViberListenerError[] = [];
    viber.use(async (_callback, _context, next) => {
      await next().catch((error: unknown) => {
        caught.push(error as ViberListenerError);
        throw new Error('wrapped', { cause: error });
      });
    });
    viber.use(async () => Promise.reject(cause));
    expect((await postSigned(url, body)).status).toBe(500);
    expect(caught).toMatchObject([{ errors: [cause] }]);
    expect(failures).toMatchObject([{ cause: { message: 'wrapped' }, errors: { length: 1 } }]);
  });

  it.each<[how: string, twice: (next: () => Promise<void>) => Promise<unknown>]>([
    ['one after the other', async (next) => next().then(next)],
    ['at once', async (next) => Promise.all([next(), next()])],
    [
      'without waiting',
      async (next) => {
        void next();
        void next();
        await Promise.resolve();
      },
    ],
    [
      'and catches the error',
      async (next) =>
        next()
          .then(next)
          .catch(() => undefined),
    ],
  ])('called twice %s is a failure of the handler, and listeners run once', async (_how, twice) => {
    const { viber, url, failures } = await startApp();
    let runs = 0;
    viber.use((_callback, _context, next) => twice(next));
    viber.on('message', () => (runs += 1));
    expect((await postSigned(url, body)).status).toBe(500);
    expect(failures).toMatchObject([{ errors: { length: 1 } }]);
    expect(String((failures[0] as Error).cause)).toContain('called next() twice');
    expect(runs).toBe(1);
  });

  it('called after a handler has settled without it runs nothing, and is reported', async () => {
    const { viber, url } = await startApp();
    const reported = once(viber, 'error') as Promise<[ViberListenerError]>;
    const later = gate();
    // As an Express handler would: nothing waits for the callback.
    viber.use((_callback, _context, next) => {
      void later.opened.then(() => next());
      return undefined as unknown as Promise<void>;
    });
    viber.on('message', () => fail());
    expect((await postSigned(url, body)).status).toBe(200);
    later.open();
    const [error] = await reported;
    expect(error).toMatchObject({ kind: 'late', acknowledged: true });
    expect(String(error.cause)).toContain('called next() after it had settled');
  });

  it('called with an error, as in Express, is a failure of the handler, and no listener runs', async () => {
    const { viber, url, failures } = await startApp();
    let runs = 0;
    viber.use((_callback, _context, next) => (next as (error: unknown) => Promise<void>)(cause));
    viber.on('message', () => (runs += 1));
    expect((await postSigned(url, body)).status).toBe(500);
    const misuse = (failures[0] as ViberListenerError).cause as Error;
    expect(misuse.message).toContain('Throw the error instead.');
    expect(misuse.cause).toBe(cause);
    expect(runs).toBe(0);
  });

  it('not called settles the callback without its listeners', async () => {
    const { viber, url, failures } = await startApp();
    const reported: ViberError[] = [];
    viber.on('error', (error) => reported.push(error));
    let duplicates = 0;
    viber.on('duplicate', () => (duplicates += 1));
    viber.use(async () => Promise.resolve());
    viber.on('message', () => fail());
    viber.once('message', () => fail());
    expect((await postSigned(url, body)).status).toBe(200);
    expect((await postSigned(url, body)).status).toBe(200);
    expect([duplicates, failures, reported]).toEqual([1, [], []]);
    expect(viber.listenerCount('message')).toBe(2);
  });

  it.each<[how: string, handle: (next: () => Promise<void>) => unknown]>([
    ['returns nothing', (next) => void next()],
    ['returns something else', (next) => [next(), 1].length],
    [
      'makes another promise of it',
      (next) => {
        void next().finally(() => undefined);
      },
    ],
    ['settles before', async (next) => Promise.resolve(void next())],
    [
      'settles after',
      async (next) => {
        void next();
        for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      },
    ],
  ])('that a handler does not wait for, which %s, loses no failure', async (_how, handle) => {
    const { viber, url, failures } = await startApp();
    const log: string[] = [];
    viber.use(async (_callback, _context, next) => {
      await next().finally(() => log.push('outer'));
    });
    viber.use((_callback, _context, next) => handle(next) as Promise<unknown>);
    viber.on('message', async () => {
      await new Promise(setImmediate);
      log.push('listener');
      if (log.length === 1) fail();
    });
    expect((await postSigned(url, body)).status).toBe(500);
    expect(failures).toMatchObject([{ errors: [cause] }]);
    expect((await postSigned(url, body)).status).toBe(200);
    expect(log).toEqual(['listener', 'outer', 'listener', 'outer']);
  });
});
