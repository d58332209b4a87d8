import { once } from 'node:events';
import fc from 'fast-check';
import type { ViberError, ViberListenerError } from '../../../lib/index';
import { PermanentError, ViberWebhook } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { turnUntil } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { startApp } from '../webhook-app';

afterEach(closeServers);

const TOKEN = '5306661646841952248';
const body = textBody('hi', TOKEN);
const cause = new Error('no database');

async function statusesOf(url: string, deliveries: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < deliveries; n += 1) statuses.push((await postSigned(url, body)).status);
  return statuses;
}

/** Counts the runs of a listener or handler, by name. */
function counter() {
  const runs: Record<string, number> = {};
  return { runs, count: (name: string) => (runs[name] = (runs[name] ?? 0) + 1) };
}

describe.each([false, true])('a redelivery with use, with ordered: %p', (ordered) => {
  it('runs the handlers again, around the listeners that have failed', async () => {
    const { viber, url } = await startApp({ ordered });
    const { runs, count } = counter();
    viber.use(async (_callback, _context, next) => {
      count('handler');
      await next();
    });
    viber.on('message', () => {
      if (count('failing') < 3) throw cause;
    });
    viber.on('message', () => count('fine'));
    expect(await statusesOf(url, 4)).toEqual([500, 500, 200, 200]);
    expect(runs).toEqual({ handler: 3, failing: 3, fine: 1 });
  });

  it.each([true, false])(
    'runs only the handlers again if one failed after next, which may be caught inside: %p',
    async (isCaught) => {
      const { viber, url, failures } = await startApp({ ordered });
      const { runs, count } = counter();
      viber.use(async (_callback, _context, next) => {
        await next();
        if (count('outer') < 3) throw cause;
      });
      viber.use(async (_callback, _context, next) => {
        count('inner');
        await (isCaught ? next().catch(() => undefined) : next());
      });
      viber.on('message', () => count('fine'));
      viber.on('message', () => {
        count('other');
        if (isCaught) throw new Error('caught');
      });
      viber.once('message', () => count('once'));
      expect(await statusesOf(url, 4)).toEqual([500, 500, 200, 200]);
      expect(runs).toEqual({ outer: 3, inner: 3, fine: 1, other: 1, once: 1 });
      expect(failures).toMatchObject([{ errors: [cause] }, { errors: [cause] }]);
    },
  );

  it('runs no listener that an inner handler has kept from running', async () => {
    const { viber, url } = await startApp({ ordered });
    const { runs, count } = counter();
    viber.use(async (_callback, _context, next) => {
      await next();
      if (count('outer') === 1) throw cause;
    });
    viber.use(async (_callback, _context, next) => {
      if (count('inner') > 1) await next();
    });
    viber.on('message', () => count('listener'));
    expect(await statusesOf(url, 2)).toEqual([500, 200]);
    expect(runs).toEqual({ outer: 2, inner: 2 });
  });

  it('works the same for a failure after the acknowledgement', async () => {
    const { viber, url } = await startApp({ ordered, ackTimeoutMs: 30 });
    const { runs, count } = counter();
    const late = gate();
    viber.use(async (_callback, _context, next) => {
      await next();
      if (count('handler') === 1) await late.opened;
    });
    viber.on('message', () => count('listener'));
    const reported = once(viber, 'error') as Promise<[ViberError]>;
    expect(await statusesOf(url, 1)).toEqual([200]);
    late.fail(cause);
    expect((await reported)[0]).toMatchObject({ kind: 'late', errors: [cause] });
    await turnUntil(() => runs['handler'] === 1);
    expect(await statusesOf(url, 2)).toEqual([200, 200]);
    expect(runs).toEqual({ handler: 2, listener: 1 });
  });
});

describe('a response that is due before the handlers have settled', () => {
  /** A listener that fails at once the first time, and one that runs until a gate opens. */
  async function startWithSlow() {
    const app = await startApp({ ackTimeoutMs: 100 });
    const slow = gate();
    const { runs, count } = counter();
    app.viber.on('message', () => {
      if (count('quick') === 1) throw cause;
    });
    app.viber.on('message', () => {
      count('slow');
      return slow.opened;
    });
    return { ...app, slow, runs, count };
  }

  it('is a 500 if a listener has failed, and the redelivery joins the one that still runs', async () => {
    const { viber, url, failures, slow, runs, count } = await startWithSlow();
    const outcomes: unknown[] = [];
    viber.use(async (_callback, _context, next) => {
      count('handler');
      await next().then(
        () => outcomes.push('success'),
        (error: unknown) => {
          outcomes.push((error as ViberListenerError).errors);
          throw error;
        },
      );
    });
    const reported: ViberError[] = [];
    viber.on('error', (error) => reported.push(error));
    expect(await statusesOf(url, 1)).toEqual([500]);
    expect(failures).toMatchObject([{ errors: [cause] }]);
    const redelivery = postSigned(url, body);
    await turnUntil(() => runs['handler'] === 2);
    slow.open();
    expect((await redelivery).status).toBe(200);
    await viber.close();
    expect(runs).toEqual({ quick: 2, slow: 1, handler: 2 });
    expect(outcomes).toEqual(expect.arrayContaining(['success', [cause]]));
    // The response has told of it.
    expect(reported).toEqual([]);
  });

  it('leaves a later failure to the response of the redelivery, and the handlers of both deliveries see it', async () => {
    const { viber, url, failures, slow, runs, count } = await startWithSlow();
    const seen: unknown[] = [];
    viber.use(async (_callback, _context, next) => {
      count('handler');
      await next().catch((error: unknown) => {
        seen.push((error as ViberListenerError).errors);
        throw error;
      });
    });
    const reported: ViberError[] = [];
    viber.on('error', (error) => reported.push(error));
    expect(await statusesOf(url, 1)).toEqual([500]);
    const redelivery = postSigned(url, body);
    await turnUntil(() => runs['handler'] === 2);
    const another = new Error('no network');
    slow.fail(another);
    expect((await redelivery).status).toBe(500);
    await turnUntil(() => seen.length === 2);
    expect(seen).toEqual([[cause, another], [another]]);
    expect(failures).toMatchObject([{ errors: [cause] }, { errors: [another] }]);
    expect(reported).toEqual([]);
  });

  it('is a 500 even if a handler catches the failure later, after which nothing runs again', async () => {
    const { viber, url, slow, runs, count } = await startWithSlow();
    viber.use(async (_callback, _context, next) => {
      await next().catch(() => undefined);
      count('handler');
    });
    expect(await statusesOf(url, 1)).toEqual([500]);
    slow.open();
    await turnUntil(() => runs['handler'] === 1);
    expect(await statusesOf(url, 1)).toEqual([200]);
    expect(runs).toEqual({ quick: 1, slow: 1, handler: 2 });
  });
});

describe('a handler that gives up waiting for next', () => {
  /** A listener that runs until a gate opens, and a handler that races it against something else. */
  async function startRace(rival: () => Promise<unknown>, ackTimeoutMs: number) {
    const app = await startApp({ ackTimeoutMs });
    const slow = gate();
    const { runs, count } = counter();
    app.viber.use(async (_callback, _context, next) => {
      count('handler');
      await (runs['handler'] === 1 ? Promise.race([next(), rival()]).finally(() => count('raced')) : next());
    });
    app.viber.on('message', () => {
      count('listener');
      return slow.opened;
    });
    return { ...app, slow, runs };
  }

  it('by throwing has failed in time, even if the listener still runs when the response is due', async () => {
    const { url, failures, slow, runs } = await startRace(async () => Promise.reject(cause), 100);
    expect(await statusesOf(url, 1)).toEqual([500]);
    expect(failures).toMatchObject([{ errors: [cause], kind: 'retryable' }]);
    const redelivery = postSigned(url, body);
    await turnUntil(() => runs['handler'] === 2);
    slow.open();
    expect((await redelivery).status).toBe(200);
    expect(runs).toEqual({ handler: 2, listener: 1, raced: 1 });
  });

  it('without a failure does not lose the failure of the listener', async () => {
    const { url, failures, slow, runs } = await startRace(async () => Promise.resolve(), 60_000);
    const response = postSigned(url, body);
    await turnUntil(() => runs['raced'] === 1);
    slow.fail(cause);
    expect((await response).status).toBe(500);
    expect(failures).toMatchObject([{ errors: [cause], kind: 'retryable' }]);
  });
});

describe('use with ordered', () => {
  it('runs handlers in the turn of their user', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const log: string[] = [];
    const first = gate();
    viber.use(async (callback, _context, next) => {
      const name = 'message_token' in callback ? callback.message_token : '';
      log.push(`${name} begins`);
      await next();
      if (name === '1') await first.opened;
      log.push(`${name} ends`);
    });
    const responses = [postSigned(url, textBody('hi', '1', 'anna'))];
    await turnUntil(() => log.length === 1);
    responses.push(postSigned(url, textBody('hi', '2', 'anna')));
    const other = postSigned(url, textBody('hi', '3', 'boris'));
    expect((await other).status).toBe(200);
    first.open();
    for (const response of responses) expect((await response).status).toBe(200);
    expect(log.filter((line) => !line.startsWith('3'))).toEqual(['1 begins', '1 ends', '2 begins', '2 ends']);
  });

  it('gives up on a handler that does not settle, and joins the listener inside of it', async () => {
    const { viber, url, failures } = await startApp({ ordered: { giveUpAfterMs: 1 } });
    const hung = gate();
    const { runs, count } = counter();
    viber.use(async (_callback, _context, next) => {
      count('handler');
      await next();
    });
    viber.on('message', () => {
      count('listener');
      return hung.opened;
    });
    expect(await statusesOf(url, 2)).toEqual([500, 500]);
    expect(String((failures[0] as ViberError).cause)).toContain('ordered.giveUpAfterMs');
    expect(await viber.close()).toEqual({ unfinished: [] });
    expect(runs).toEqual({ handler: 2, listener: 1 });
    hung.open();
  });
});

describe('use in a worker', () => {
  const job = { data: { account: 'shop', receivedAt: '2024-05-01T12:00:00.000Z', body } };
  const failureOf = (viber: ViberWebhook) =>
    viber.process(job).then(
      () => undefined,
      (error: unknown) => error as ViberListenerError,
    );

  it('runs handlers at every attempt of a job, around what is left to run', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const { runs, count } = counter();
    viber.use(async (_callback, { account }, next) => {
      expect(account).toBe('shop');
      await next();
      if (count('handler') === 1) throw cause;
    });
    viber.on('message', () => {
      if (count('failing') === 1) throw cause;
    });
    viber.on('message', () => count('fine'));
    expect(await failureOf(viber)).toMatchObject({ kind: 'retryable', errors: [cause], account: 'shop' });
    expect(await failureOf(viber)).toMatchObject({ kind: 'retryable', errors: [cause] });
    expect(await failureOf(viber)).toBeUndefined();
    expect(runs).toEqual({ handler: 2, failing: 2, fine: 1 });
  });

  it('completes a job whose failure a handler catches', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    viber.use(async (_callback, _context, next) => next().catch(() => undefined));
    viber.on('message', () => Promise.reject(new PermanentError('Not an order.')));
    expect(await failureOf(viber)).toBeUndefined();
  });

  it('fails a job for good if a handler fails permanently', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    viber.use(async (_callback, _context, next) => {
      await next().catch(() => {
        throw new PermanentError('The policy of this application.');
      });
    });
    viber.on('message', () => Promise.reject(cause));
    expect(await failureOf(viber)).toMatchObject({ name: 'UnrecoverableError', kind: 'permanent' });
  });
});

/** What a handler does in a delivery. */
const ACTS = ['pass', 'before', 'after', 'skip', 'catch', 'wrap', 'float', 'permanent'] as const;
type Act = (typeof ACTS)[number];

/** What a listener does in its runs before it succeeds. */
type ListenerPlan = readonly ('retryable' | 'permanent')[];

/** What is left of one callback, and what the rules say about its next delivery. */
class Model {
  readonly #left: Set<number>;
  readonly runs: number[];
  readonly successes: number[];

  constructor(
    readonly handlers: readonly (readonly Act[])[],
    readonly listeners: readonly ListenerPlan[],
  ) {
    this.#left = new Set(listeners.keys());
    this.runs = listeners.map(() => 0);
    this.successes = listeners.map(() => 0);
  }

  /** Returns the status of the response. */
  deliver(delivery: number): number {
    return this.#inside(0, delivery).includes('retryable') ? 500 : 200;
  }

  #inside(index: number, delivery: number): ('retryable' | 'permanent')[] {
    const plan = this.handlers[index];
    if (plan === undefined) return this.#runListeners();
    const failures = this.#handle(plan[delivery] ?? 'pass', () => this.#inside(index + 1, delivery));
    if (!failures.includes('retryable')) this.#left.clear();
    return failures;
  }

  #handle(act: Act, next: () => ('retryable' | 'permanent')[]): ('retryable' | 'permanent')[] {
    if (act === 'before') return ['retryable'];
    if (act === 'skip') return [];
    const failures = next();
    if (act === 'catch') return [];
    if (act === 'permanent') return ['permanent'];
    if (failures.length === 0) return act === 'after' ? ['retryable'] : [];
    return act === 'wrap' ? ['retryable'] : failures;
  }

  #runListeners(): ('retryable' | 'permanent')[] {
    return [...this.#left].flatMap((listener) => {
      const failure = this.listeners[listener]?.[this.runs[listener] ?? 0];
      this.runs[listener] = Number(this.runs[listener]) + 1;
      if (failure !== 'retryable') this.#left.delete(listener);
      if (failure === undefined) this.successes[listener] = Number(this.successes[listener]) + 1;
      return failure ?? [];
    });
  }
}

async function act(what: Act, next: () => Promise<void>): Promise<void> {
  if (what === 'before') throw new Error('before');
  if (what === 'skip') return;
  if (what === 'float') {
    void next();
    return;
  }
  try {
    await next();
  } catch (error) {
    if (what === 'catch') return;
    if (what === 'wrap') throw new Error('wrapped', { cause: error });
    if (what !== 'permanent') throw error;
  }
  if (what === 'permanent') throw new PermanentError('permanent');
  if (what === 'after') throw new Error('after');
}

describe('any handlers around any listeners, over redeliveries', () => {
  it.each([false, true])(
    'run each listener until it succeeds, and never again, with ordered: %p',
    async (ordered) => {
      const plans = fc.record({
        handlers: fc.array(fc.array(fc.constantFrom(...ACTS), { maxLength: 4 }), { maxLength: 4 }),
        listeners: fc.array(
          fc.array(fc.constantFrom('retryable' as const, 'permanent' as const), { maxLength: 3 }),
          { maxLength: 4 },
        ),
        isAsync: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(plans, async ({ handlers, listeners, isAsync }) => {
          const { viber, url } = await startApp({ ordered, ackTimeoutMs: 60_000 });
          viber.on('error', () => undefined);
          const model = new Model(handlers, listeners);
          const runs = listeners.map(() => 0);
          const successes = listeners.map(() => 0);
          let delivery = 0;
          for (const plan of handlers)
            viber.use((_callback, _context, next) => act(plan[delivery] ?? 'pass', next));
          for (const [index, plan] of listeners.entries()) {
            const listener = () => {
              const failure = plan[runs[index] ?? 0];
              runs[index] = Number(runs[index]) + 1;
              if (failure === 'permanent') throw new PermanentError('permanent');
              if (failure === 'retryable') throw new Error('retryable');
              successes[index] = Number(successes[index]) + 1;
            };
            viber.on(
              'message',
              isAsync[index] === true ? async () => Promise.resolve().then(listener) : listener,
            );
          }
          let status = 500;
          for (; status === 500; delivery += 1) {
            status = (await postSigned(url, body)).status;
            expect(status).toBe(model.deliver(delivery));
            expect(runs).toEqual(model.runs);
          }
          expect(successes).toEqual(model.successes);
          expect(Math.max(0, ...successes)).toBeLessThanOrEqual(1);
          // Whatever became of it, it is done.
          expect((await postSigned(url, body)).status).toBe(200);
          expect(runs).toEqual(model.runs);
          await closeServers();
        }),
        { numRuns: 40 },
      );
    },
  );
});
