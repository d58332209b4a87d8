import { once } from 'node:events';
import { ViberWebhook } from '../../../lib/index';
import { turnUntil } from '../../fixtures/conditions';
import { BODIES, receiptBody, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { collectPublished, unsubscribeAll } from '../callback/channels';
import { startApp } from '../webhook-app';

afterEach(async () => {
  unsubscribeAll();
  await closeServers();
});

/** A webhook whose listeners run until they are let go, and who runs now. */
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
  it('has nothing to do with jobs, where one process has both ends of the queue', async () => {
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

  it('gives the place of a callback back whose work cannot be begun', async () => {
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

  it('takes messages up to the limit and receipts up to half of it, refuses the others with Retry-After', async () => {
    const { url, running, handled } = await startBusy(MAX);
    const half = messages.slice(0, MAX / 2).map((body) => postSigned(url, body));
    await turnUntil(() => running.size === MAX / 2);
    const refusedReceipts = await Promise.all(receipts.map((body) => postSigned(url, body)));
    for (const { status, headers, text } of refusedReceipts) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect(JSON.parse(text)).toMatchObject({ error: 'overloaded' });
    }
    const others = messages.slice(MAX / 2).map((body) => postSigned(url, body));
    const statuses: number[] = [];
    for (const answer of others) void answer.then(({ status }) => statuses.push(status));
    await turnUntil(() => running.size === MAX && statuses.length === others.length - MAX / 2);
    expect(new Set(statuses)).toEqual(new Set([503]));
    // None of those who run waits for another: their time is that of their own listener.
    for (const [token, { open }] of [...running].reverse()) {
      open();
      await turnUntil(() => handled.at(-1) === token);
    }
    expect((await Promise.all(half)).map(({ status }) => status)).toEqual(half.map(() => 200));
    const accepted = (await Promise.all(others)).filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(MAX / 2);
  });

  it('handles a burst of five times as much once each, by repeats, messages before receipts', async () => {
    const { viber, url, running, handled, receiptsStartedBeside, mostAtOnce } = await startBusy(MAX);
    const tokenOf = (body: string) => /"message_token":(\d+)/.exec(body)?.[1] ?? '';
    let left = [...messages, ...receipts].map((body, index) => ({ body, rank: (index * 37) % COUNT }));
    let rounds = 0;
    let refused = 0;
    while (left.length > 0) {
      rounds += 1;
      // In an order of its own in each round, all at once.
      left.sort((a, b) => ((a.rank + rounds * 61) % COUNT) - ((b.rank + rounds * 61) % COUNT));
      const before = handled.length;
      let answered = 0;
      const answers = left.map(async ({ body }) => {
        const answer = await postSigned(url, body);
        answered += 1;
        return answer;
      });
      // Everybody is refused or runs; nobody waits in between.
      await turnUntil(() => running.size + answered === left.length);
      expect(running.size).toBeGreaterThanOrEqual(Math.min(left.length, MAX / 2));
      for (const { open } of running.values()) open();
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      expect(new Set([...statuses, 200, 503])).toEqual(new Set([200, 503]));
      expect(statuses.filter((status) => status === 200)).toHaveLength(handled.length - before);
      refused += statuses.filter((status) => status === 503).length;
      left = left.filter((_, index) => statuses[index] !== 200);
    }
    expect(refused).toBeGreaterThanOrEqual(COUNT - MAX);
    expect(mostAtOnce()).toBeLessThanOrEqual(MAX);
    expect(Math.max(...receiptsStartedBeside)).toBeLessThan(MAX / 2);
    expect([...handled].sort()).toEqual([...messages, ...receipts].map(tokenOf).sort());
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [] });
  });

  it('counts listeners that outlast their acknowledgement', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1, ackTimeoutMs: 30 });
    const late = gate();
    viber.on('message:text', ({ message: { text } }) => (text === 'late' ? late.opened : undefined));
    expect((await postSigned(url, textBody('late', '1'))).status).toBe(200);
    expect((await postSigned(url, textBody('hi', '2'))).status).toBe(503);
    late.open();
    const repeated = await postSigned(url, textBody('hi', '2'));
    expect(repeated.status).toBe(200);
  });

  it('answers repeats of what was handled or is running, which cost nothing', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1 });
    const running = gate();
    viber.on('message:text', ({ message: { text } }) => (text === 'long' ? running.opened : undefined));
    expect((await postSigned(url, textBody('done', '1'))).status).toBe(200);
    const first = postSigned(url, textBody('long', '2'));
    const repeated = once(viber, 'duplicate');
    const published = collectPublished('express-viber:dispatched');
    await turnUntil(() => published.length === 1);
    const repeat = postSigned(url, textBody('long', '2'));
    await repeated;
    expect((await postSigned(url, textBody('done', '1'))).status).toBe(200);
    running.open();
    expect([(await first).status, (await repeat).status]).toEqual([200, 200]);
  });

  it('does not count what is refused, forged or failed', async () => {
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

  it('forgets nothing of what it refused: the repeat is new', async () => {
    const { viber, url } = await startApp({ maxInFlight: 1 });
    const first = gate();
    const heard: string[] = [];
    const duplicates: unknown[] = [];
    viber.on('duplicate', (callback) => duplicates.push(callback));
    viber.on('message:text', ({ message: { text } }) => {
      heard.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    const rejected = once(viber, 'rejected');
    const answers = [postSigned(url, textBody('first', '1'))];
    await turnUntil(() => heard.length === 1);
    expect((await postSigned(url, textBody('second', '2'))).status).toBe(503);
    expect((await rejected)[0]).toMatchObject({ code: 'overloaded', status: 503 });
    first.open();
    await Promise.all(answers);
    expect((await postSigned(url, textBody('second', '2'))).status).toBe(200);
    expect(heard).toEqual(['first', 'second']);
    expect(duplicates).toEqual([]);
  });

  it('counts what is on its way into the queue, also after it was late', async () => {
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
    expect((await postSigned(url, textBody('hi', '1'))).status).toBe(503);
    expect(failures).toMatchObject([{ code: 'queue_late' }, { code: 'queue_late' }]);
    // Else they would pile up while the queue's server is down.
    const third = await postSigned(url, textBody('hi', '2'));
    expect([third.status, failures.length, added.length]).toEqual([503, 2, 2]);
    expect(new Set(added).size).toBe(1);
    adding.open();
    expect((await postSigned(url, textBody('hi', '2'))).status).toBe(200);
    expect(await viber.close()).toEqual({ unfinished: [] });
  });

  it.each(expressVersions)('answers 503 by itself on %s', async (_version, express) => {
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
  });

  it('answers 503 without Express too', async () => {
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
