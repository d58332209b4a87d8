import { once } from 'node:events';
import { ViberWebhook } from '../../../lib/index';
import { turnUntil } from '../../fixtures/conditions';
import { BODIES, receiptBody, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { collectPublished, unsubscribeAll } from '../published-messages';
import { startApp } from '../webhook-app';

afterEach(async () => {
  unsubscribeAll();
  await closeServers();
});

/** Starts a webhook whose listeners run until the test opens their gate in `running`. */
async function startBusy(maxInFlight: number) {
  const { viber, url } = await startApp({ maxInFlight });
  const running = new Map<string, ReturnType<typeof gate>>();
  const handled: string[] = [];
  const receiptsStartedBeside: number[] = [];
  let mostAtOnce = 0;
  viber.on('callback', async ({ event, message_token }) => {
    if (event !== 'message') receiptsStartedBeside.push(running.size);
    const end = gate();
    running.set(message_token, end);
    mostAtOnce = Math.max(mostAtOnce, running.size);
    await end.opened;
    running.delete(message_token);
    handled.push(message_token);
  });
  return { viber, url, running, handled, receiptsStartedBeside, mostAtOnce: () => mostAtOnce };
}

const MAX = 20;
const COUNT = 5 * MAX;
const messages = Array.from({ length: COUNT / 2 }, (_, index) => textBody('hi', `1${String(index)}`));
const receipts = Array.from({ length: COUNT / 2 }, (_, index) =>
  receiptBody(index % 2 === 0 ? 'delivered' : 'seen', `2${String(index)}`),
);

describe('maxInFlight', () => {
  it('does not count jobs, even if one process both adds and runs them', async () => {
    const end = gate();
    const { viber, url } = await startApp({
      maxInFlight: 1,
      queue: { add: () => Promise.resolve() },
    });
    viber.on('message', () => end.opened);
    const data = { account: 'default', receivedAt: new Date().toISOString(), body: textBody('hi', '1') };
    const processing = viber.process({ data });
    expect((await postSigned(url, textBody('hi', '2'))).status).toBe(200);
    end.open();
    await processing;
  });

  it('frees the place of a callback whose listeners cannot be started', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1 });
    const rawListeners = jest.spyOn(viber, 'rawListeners').mockImplementation(() => {
      throw new Error('instrumentation is down');
    });
    viber.on('message', () => undefined);
    for (const token of ['1', '2']) expect((await postSigned(url, textBody('hi', token))).status).toBe(500);
    rawListeners.mockRestore();
    expect((await postSigned(url, textBody('hi', '3'))).status).toBe(200);
    expect(await viber.close()).toEqual({ unfinished: [] });
  });

  it('allows messages up to the limit and receipts up to half of it, and rejects others with Retry-After', async () => {
    const { url, running, handled } = await startBusy(MAX);
    const half = messages.slice(0, MAX / 2).map((body) => postSigned(url, body));
    await turnUntil(() => running.size === MAX / 2);
    const rejectedReceipts = await Promise.all(receipts.map((body) => postSigned(url, body)));
    for (const { status, headers, text } of rejectedReceipts) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(JSON.parse(text)).toMatchObject({ error: 'overloaded' });
    }
    const others = messages.slice(MAX / 2).map((body) => postSigned(url, body));
    const statuses: number[] = [];
    for (const response of others) void response.then(({ status }) => statuses.push(status));
    await turnUntil(() => running.size === MAX && statuses.length === others.length - MAX / 2);
    expect(new Set(statuses)).toEqual(new Set([503]));
    // No callback in flight waits for another: each takes only as long as its own listener.
    for (const [token, { open }] of [...running].reverse()) {
      open();
      await turnUntil(() => handled.at(-1) === token);
    }
    expect((await Promise.all(half)).map(({ status }) => status)).toEqual(half.map(() => 200));
    const accepted = (await Promise.all(others)).filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(MAX / 2);
  });

  it('handles each callback of a fivefold burst once, through redeliveries, with messages before receipts', async () => {
    const { viber, url, running, handled, receiptsStartedBeside, mostAtOnce } = await startBusy(MAX);
    const tokenOf = (body: string) => /"message_token":(\d+)/.exec(body)?.[1] ?? '';
    let left = [...messages, ...receipts].map((body, index) => ({ body, rank: (index * 37) % COUNT }));
    let rounds = 0;
    let rejectedCount = 0;
    while (left.length > 0) {
      rounds += 1;
      // All concurrently, in a different order in each round.
      left.sort((a, b) => ((a.rank + rounds * 61) % COUNT) - ((b.rank + rounds * 61) % COUNT));
      const before = handled.length;
      let settled = 0;
      const responses = left.map(async ({ body }) => {
        const response = await postSigned(url, body);
        settled += 1;
        return response;
      });
      // Each callback is either rejected or running; none waits.
      await turnUntil(() => running.size + settled === left.length);
      expect(running.size).toBeGreaterThanOrEqual(Math.min(left.length, MAX / 2));
      for (const { open } of running.values()) open();
      const statuses = (await Promise.all(responses)).map(({ status }) => status);
      expect(new Set([...statuses, 200, 503])).toEqual(new Set([200, 503]));
      expect(statuses.filter((status) => status === 200)).toHaveLength(handled.length - before);
      rejectedCount += statuses.filter((status) => status === 503).length;
      left = left.filter((_, index) => statuses[index] !== 200);
    }
    expect(rejectedCount).toBeGreaterThanOrEqual(COUNT - MAX);
    expect(mostAtOnce()).toBeLessThanOrEqual(MAX);
    expect(Math.max(...receiptsStartedBeside)).toBeLessThan(MAX / 2);
    expect([...handled].sort()).toEqual([...messages, ...receipts].map(tokenOf).sort());
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [] });
  });

  it('counts callbacks whose listeners outlast the acknowledgement', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1, ackTimeoutMs: 30 });
    const late = gate();
    viber.on('message:text', ({ message: { text } }) => (text === 'late' ? late.opened : undefined));
    expect((await postSigned(url, textBody('late', '1'))).status).toBe(200);
    expect((await postSigned(url, textBody('hi', '2'))).status).toBe(503);
    late.open();
    const redelivered = await postSigned(url, textBody('hi', '2'));
    expect(redelivered.status).toBe(200);
  });

  it('does not reject redeliveries of callbacks that were handled or are in flight', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1 });
    const running = gate();
    viber.on('message:text', ({ message: { text } }) => (text === 'long' ? running.opened : undefined));
    expect((await postSigned(url, textBody('done', '1'))).status).toBe(200);
    const first = postSigned(url, textBody('long', '2'));
    const recognized = once(viber, 'duplicate');
    const published = collectPublished('express-viber:dispatched');
    await turnUntil(() => published.length === 1);
    const redelivery = postSigned(url, textBody('long', '2'));
    await recognized;
    expect((await postSigned(url, textBody('done', '1'))).status).toBe(200);
    running.open();
    expect([(await first).status, (await redelivery).status]).toEqual([200, 200]);
  });

  it('does not count requests that were rejected or have failed', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1 });
    const rejected: string[] = [];
    let calls = 0;
    viber.on('rejected', ({ code }) => rejected.push(code));
    viber.on('message', () => {
      calls += 1;
      if (calls === 1) throw new Error('no database');
    });
    for (let count = 0; count < 3; count += 1) {
      expect((await post(url, BODIES.webhook)).status).toBe(401);
      expect((await postSigned(url, 'no JSON')).status).toBe(400);
    }
    expect((await postSigned(url, textBody('hi'))).status).toBe(500);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect(rejected).not.toContain('overloaded');
  });

  it('treats the redelivery of a rejected callback as new', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1 });
    const first = gate();
    const received: string[] = [];
    const duplicates: unknown[] = [];
    viber.on('duplicate', (callback) => duplicates.push(callback));
    viber.on('message:text', ({ message: { text } }) => {
      received.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    const rejected = once(viber, 'rejected');
    const firstResponse = postSigned(url, textBody('first', '1'));
    await turnUntil(() => received.length === 1);
    expect((await postSigned(url, textBody('second', '2'))).status).toBe(503);
    expect((await rejected)[0]).toMatchObject({ code: 'overloaded', status: 503 });
    first.open();
    await firstResponse;
    expect((await postSigned(url, textBody('second', '2'))).status).toBe(200);
    expect(received).toEqual(['first', 'second']);
    expect(duplicates).toEqual([]);
  });

  it('counts adds to the queue, even those that have timed out', async () => {
    const adding = gate();
    const added: string[] = [];
    const queue = {
      add: (_name: string, _data: object, { jobId }: { jobId: string }) => {
        added.push(jobId);
        return adding.opened;
      },
    };
    const { viber, url, failures } = await startApp({ queue, maxInFlight: 2, ackTimeoutMs: 30 });
    expect((await postSigned(url, textBody('hi', '1'))).status).toBe(503);
    expect((await postSigned(url, textBody('hi', '2'))).status).toBe(503);
    expect(failures).toMatchObject([{ code: 'queue_late' }, { code: 'queue_late' }]);
    // Otherwise adds would pile up while the queue's server is down.
    const third = await postSigned(url, textBody('hi', '3'));
    expect([third.status, failures.length, added.length]).toEqual([503, 2, 2]);
    adding.open();
    expect((await postSigned(url, textBody('hi', '3'))).status).toBe(200);
    expect(await viber.close()).toEqual({ unfinished: [] });
  });

  it.each(expressVersions)(
    'causes a 503 that does not reach the error handler on %s',
    async (_version, express) => {
      const { viber, url, failures } = await startApp({ maxInFlight: 1 }, express);
      const running = gate();
      const started = once(viber, 'message');
      viber.on('message', () => running.opened);
      const first = postSigned(url, textBody('hi', '1'));
      await started;
      const { status, headers } = await postSigned(url, textBody('hi', '2'));
      expect([status, headers.get('retry-after'), failures]).toEqual([503, '1', []]);
      running.open();
      expect((await first).status).toBe(200);
    },
  );

  it('causes a 503 without Express too', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN, maxInFlight: 1 });
    const url = await serve(viber.middleware());
    const running = gate();
    const started = once(viber, 'message');
    viber.on('message', () => running.opened);
    const first = postSigned(url, textBody('hi', '1'));
    await started;
    const { status, headers } = await postSigned(url, textBody('hi', '2'));
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    running.open();
    expect((await first).status).toBe(200);
  });
});
