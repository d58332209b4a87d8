import { once } from 'node:events';
import type { ViberError, ViberListenerError } from '../../../lib/index';
import { PermanentError, ViberWebhook } from '../../../lib/index';
import { BODIES, conversationStartedBody, textBody } from '../../fixtures/bodies';
import { turnUntil } from '../../fixtures/conditions';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { nextWarning } from '../next-warning';
import { startApp } from '../webhook-app';

afterEach(closeServers);

const TOKEN = '5306661646841952248';

/** A listener that fails the first few times, and how often it has run. */
function failing(times: number, error: Error = new Error('no database')) {
  const listener = Object.assign(
    () => {
      listener.runs += 1;
      if (listener.runs <= times) throw error;
    },
    { runs: 0 },
  );
  return listener;
}

async function statusesOf(url: string, deliveries: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < deliveries; n += 1)
    statuses.push((await postSigned(url, textBody('hi', TOKEN))).status);
  return statuses;
}

describe.each([false, true])('a redelivery, with ordered: %p', (ordered) => {
  it('runs only what has failed', async () => {
    const { viber, url } = await startApp({ ordered });
    const [threeTimes, never] = [failing(3), failing(0)];
    viber.on('message', threeTimes).on('message:text', never);
    expect(await statusesOf(url, 6)).toEqual([500, 500, 500, 200, 200, 200]);
    expect([threeTimes.runs, never.runs]).toEqual([4, 1]);
  });

  it('runs only the failed listener of a text pattern, with its match', async () => {
    const { viber, url } = await startApp({ ordered, textMatching: 'all' });
    const matches: unknown[] = [];
    viber.onText(/^(h)i/, (_callback, { match }) => {
      matches.push(match[1]);
      if (matches.length === 1) throw new Error('no database');
    });
    const never = failing(0);
    viber.onText('hi', never);
    expect(await statusesOf(url, 2)).toEqual([500, 200]);
    expect(matches).toEqual(['h', 'h']);
    expect(never.runs).toBe(1);
  });

  it('calls a once listener that has failed again, for that callback alone', async () => {
    const { viber, url } = await startApp({ ordered });
    const once = failing(1);
    viber.once('message', once);
    expect(await statusesOf(url, 1)).toEqual([500]);
    expect(viber.listenerCount('message')).toBe(0);
    expect((await postSigned(url, textBody('another', '1'))).status).toBe(200);
    expect(once.runs).toBe(1);
    expect(await statusesOf(url, 2)).toEqual([200, 200]);
    expect(once.runs).toBe(2);
  });

  it('runs no listener again if only the welcome handler has failed', async () => {
    const { viber, url } = await startApp({ ordered });
    const [never, failedOnce] = [failing(0), failing(1)];
    viber.on('conversation_started', never);
    viber.welcome(() => {
      failedOnce();
      return undefined;
    });
    const body = conversationStartedBody('anna', '1');
    expect((await postSigned(url, body)).status).toBe(500);
    expect((await postSigned(url, body)).status).toBe(200);
    expect([never.runs, failedOnce.runs]).toEqual([1, 2]);
  });

  it('runs only what has failed without a memory for duplicates too, and everything after a success', async () => {
    const { viber, url } = await startApp({ ordered, duplicates: false });
    const [once, never] = [failing(1), failing(0)];
    viber.on('message', once).on('message', never);
    expect(await statusesOf(url, 2)).toEqual([500, 200]);
    expect([once.runs, never.runs]).toEqual([2, 1]);
    expect(await statusesOf(url, 1)).toEqual([200]);
    expect([once.runs, never.runs]).toEqual([3, 2]);
  });
});

describe('a redelivery of a callback with a listener that is still running', () => {
  it('joins the listener before the first response too, without a memory for duplicates', async () => {
    const { viber, url } = await startApp({ duplicates: false, ackTimeoutMs: 60_000 });
    const slow = gate();
    const deliveries: string[] = [];
    viber.use(async (_callback, _context, next) => {
      deliveries.push('begun');
      await next();
    });
    let runs = 0;
    viber.on('message', () => {
      runs += 1;
      return slow.opened;
    });
    const statuses = Promise.all([statusesOf(url, 1), statusesOf(url, 1)]);
    await turnUntil(() => deliveries.length === 2);
    slow.open();
    expect(await statuses).toEqual([[200], [200]]);
    expect(runs).toBe(1);
    expect(await statusesOf(url, 1)).toEqual([200]);
    expect(runs).toBe(2);
  });

  it('joins the listener instead of starting it twice, and takes its failure for its own', async () => {
    const { viber, url, failures } = await startApp({ ackTimeoutMs: 100 });
    const [slow, begun] = [gate(), gate()];
    const cause = new Error('no network');
    let [quickRuns, slowRuns] = [0, 0];
    viber.on('message', () => {
      quickRuns += 1;
      if (quickRuns === 1) throw new Error('no database');
      begun.open();
    });
    viber.on('message', () => {
      slowRuns += 1;
      return slowRuns === 1 ? slow.opened : undefined;
    });
    expect(await statusesOf(url, 1)).toEqual([500]);
    const redelivery = postSigned(url, textBody('hi', TOKEN));
    await begun.opened;
    slow.fail(cause);
    expect((await redelivery).status).toBe(500);
    expect([quickRuns, slowRuns]).toEqual([2, 1]);
    expect(failures[1]).toMatchObject({ errors: [cause] });
    expect(await statusesOf(url, 1)).toEqual([200]);
    expect([quickRuns, slowRuns]).toEqual([2, 2]);
  });
});

describe('a permanent failure', () => {
  it('is acknowledged and reported once, and nothing runs again', async () => {
    const { viber, url, failures } = await startApp();
    const cause = new PermanentError('Not an order.');
    const [refused, never] = [failing(9, cause), failing(0)];
    viber.on('message', refused).on('message', never);
    const reported: ViberError[] = [];
    viber.on('error', (error) => reported.push(error));
    expect(await statusesOf(url, 3)).toEqual([200, 200, 200]);
    expect([refused.runs, never.runs]).toEqual([1, 1]);
    expect(failures).toEqual([]);
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject({
      code: 'listener_failed',
      account: 'default',
      event: 'message',
      messageToken: TOKEN,
      kind: 'permanent',
      acknowledged: true,
      errors: [cause],
    });
  });

  it('beside a retryable one is reported, and only the other listener runs again', async () => {
    const { viber, url, failures } = await startApp();
    const cause = new PermanentError('Not an order.');
    const [refused, once] = [failing(9, cause), failing(1)];
    viber.on('message', refused).on('message', once);
    const reported: ViberError[] = [];
    viber.on('error', (error) => reported.push(error));
    expect(await statusesOf(url, 3)).toEqual([500, 200, 200]);
    expect([refused.runs, once.runs]).toEqual([1, 2]);
    expect(reported).toMatchObject([{ kind: 'permanent', errors: [cause] }]);
    expect(failures).toMatchObject([{ kind: 'retryable', acknowledged: false, messageToken: TOKEN }]);
    expect((failures[0] as ViberListenerError).errors).not.toContain(cause);
  });

  it('is what a reply to a user who is not subscribed leads to', async () => {
    const api = await FakeViberApi.start();
    api.reply({ json: { status: 6, status_message: 'notSubscribed' } });
    const { viber, url } = await startApp({ apiUrl: api.url, sender: { name: 'Echo' } });
    const reported = once(viber, 'error') as Promise<[ViberListenerError]>;
    viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
    expect(await statusesOf(url, 2)).toEqual([200, 200]);
    expect((await reported)[0]).toMatchObject({
      kind: 'permanent',
      cause: { statusName: 'receiverNotSubscribed' },
    });
    expect(api.calls).toHaveLength(1);
  });

  it('of the welcome handler acknowledges the callback without a message', async () => {
    const { viber, url } = await startApp();
    const reported = once(viber, 'error') as Promise<[ViberListenerError]>;
    viber.welcome(() => {
      throw new PermanentError('Closed for the day.');
    });
    expect(await postSigned(url, conversationStartedBody('anna', '1'))).toMatchObject({
      status: 200,
      text: '',
    });
    expect((await reported)[0]).toMatchObject({ kind: 'permanent', event: 'conversation_started' });
  });

  it('of the authToken function is never permanent', async () => {
    const { url, failures } = await startApp({
      authToken: () => {
        throw new PermanentError('No such bot.');
      },
    });
    expect(await statusesOf(url, 1)).toEqual([500]);
    expect(failures).toMatchObject([{ code: 'listener_failed', event: 'request', kind: 'retryable' }]);
  });

  it('of the queue is never permanent, and says whose callback it was', async () => {
    const add = () => Promise.reject(new PermanentError('No such queue.'));
    const { url, failures } = await startApp({ queue: { add } });
    expect(await statusesOf(url, 1)).toEqual([500]);
    expect(failures).toMatchObject([
      { code: 'queue_failed', account: 'default', event: 'message', messageToken: TOKEN, kind: 'retryable' },
    ]);
  });
});

describe('a job', () => {
  const job = {
    data: { account: 'shop', receivedAt: '2024-05-01T12:00:00.000Z', body: textBody('hi', TOKEN) },
  };
  const failureOf = (viber: ViberWebhook) =>
    viber.process(job).then(
      () => undefined,
      (error: unknown) => error as ViberListenerError,
    );

  it('that is attempted again in the same process runs only what has failed', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const [twice, never] = [failing(2), failing(0)];
    viber.on('message', twice).on('message', never);
    expect(await failureOf(viber)).toMatchObject({ kind: 'retryable', account: 'shop', messageToken: TOKEN });
    expect(await failureOf(viber)).toMatchObject({ name: 'ViberListenerError' });
    expect(await failureOf(viber)).toBeUndefined();
    expect([twice.runs, never.runs]).toEqual([3, 1]);
  });

  it('that is run twice at once loses no failure, and reports a permanent one once', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const slow = gate();
    const cause = new PermanentError('Not an order.');
    const refused = failing(9, cause);
    viber.on('message', refused).on('message', () => slow.opened);
    const reported: ViberError[] = [];
    viber.on('error', (error) => reported.push(error));
    const attempts = [failureOf(viber), failureOf(viber)];
    slow.fail(new Error('no database'));
    expect(await Promise.all(attempts)).toMatchObject([{ kind: 'retryable' }, { kind: 'retryable' }]);
    expect(reported).toMatchObject([{ kind: 'permanent', errors: [cause] }]);
    expect(refused.runs).toBe(1);
  });

  it('that fails permanently fails by the name that BullMQ attempts no further', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    viber.on('message', failing(9, new PermanentError('Not an order.')));
    expect(await failureOf(viber)).toMatchObject({
      name: 'UnrecoverableError',
      code: 'listener_failed',
      kind: 'permanent',
    });
  });

  it('with both kinds of failures reports the permanent one, and is attempted again for the other', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const cause = new PermanentError('Not an order.');
    viber.on('message', failing(9, cause)).on('message', failing(1));
    const reported: ViberError[] = [];
    viber.on('error', (error) => reported.push(error));
    expect(await failureOf(viber)).toMatchObject({ name: 'ViberListenerError', kind: 'retryable' });
    expect(reported).toMatchObject([{ kind: 'permanent', errors: [cause] }]);
    expect(await failureOf(viber)).toBeUndefined();
  });
});

describe('a listener', () => {
  it('that throws something whose prototype cannot be read fails like any other', async () => {
    const { viber, url, failures } = await startApp();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    viber.on('message', () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a listener may throw anything
      throw proxy;
    });
    expect(await statusesOf(url, 1)).toEqual([500]);
    expect(failures).toMatchObject([{ code: 'listener_failed', kind: 'retryable' }]);
  });

  it('that hangs takes one place in flight, however often its callback is delivered', async () => {
    const { viber, url } = await startApp({ maxInFlight: 2, ackTimeoutMs: 20 });
    const hung = gate();
    viber.on('message', failing(9));
    viber.on('message:text', ({ message: { text } }) => (text === 'hi' ? hung.opened : undefined));
    expect(await statusesOf(url, 4)).toEqual([500, 500, 500, 500]);
    const { unfinished } = await viber.close({ timeoutMs: 0 });
    expect(unfinished).toHaveLength(1);
    hung.open();
  });

  it('that returns a callable thenable is awaited', async () => {
    const { viber, url } = await startApp();
    const slow = gate();
    const thenable = Object.assign(() => undefined, { then: slow.opened.then.bind(slow.opened) });
    viber.on('message', () => thenable);
    slow.fail(new Error('no database'));
    expect(await statusesOf(url, 1)).toEqual([500]);
  });

  it.each<[kind: string, event: 'webhook' | 'seen', listener: () => unknown]>([
    [
      'an async generator function',
      'webhook',
      async function* listener() {
        yield await Promise.resolve(1);
      },
    ],
    [
      'a generator function',
      'seen',
      function* listener() {
        yield 1;
      },
    ],
  ])('that is %s is a process warning, since its body never runs', async (_kind, event, listener) => {
    const { viber, url } = await startApp();
    const warned = nextWarning();
    viber.on(event, listener);
    expect((await postSigned(url, BODIES[event])).status).toBe(200);
    const [message, options] = await warned;
    expect(options).toEqual({ type: 'ViberWarning', code: 'VIBER_GENERATOR_LISTENER' });
    expect(message).toMatch(/A listener of "\w+" is a generator function.*Use an async function/);
  });
});
