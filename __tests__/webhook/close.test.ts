import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { CallbackQueue } from '../../lib/index';
import { signBody, ViberWebhook } from '../../lib/index';
import { turnUntil } from '../fixtures/conditions';
import { BODIES, textBody } from '../fixtures/bodies';
import { expressVersions } from '../fixtures/express-versions';
import { gate } from '../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';
import { collectPublished, unsubscribeAll } from './callback/channels';
import { startApp } from './webhook-app';

afterEach(async () => {
  unsubscribeAll();
  await closeServers();
});

/** A request whose body is not sent before the test says so. */
function upload(url: string, body: string): { sent: ClientRequest; answer: Promise<number | undefined> } {
  const sent = request(url, {
    method: 'POST',
    headers: {
      'Content-Length': Buffer.byteLength(body),
      'X-Viber-Content-Signature': signBody(body, AUTH_TOKEN),
    },
  });
  const answer = (once(sent, 'response') as Promise<[IncomingMessage]>).then(([response]) => {
    response.resume();
    return response.statusCode;
  });
  sent.write(body.slice(0, 10));
  return { sent, answer };
}

/** A bot with a listener that runs until it is let go. */
async function startBusy(ackTimeoutMs: number) {
  const app = await startApp({ ackTimeoutMs });
  const running = gate();
  let calls = 0;
  app.viber.on('message', () => {
    calls += 1;
    return running.opened;
  });
  return { ...app, running, calls: () => calls };
}

describe.each(expressVersions)('close on %s', (_version, express) => {
  it('answers 503 with Retry-After from then on, and runs nothing', async () => {
    const { viber, url, failures } = await startApp({}, express);
    const heard: unknown[] = [];
    const rejected: string[] = [];
    viber.on('callback', (callback) => heard.push(callback));
    viber.on('rejected', ({ code }) => rejected.push(code));
    expect(await viber.close()).toEqual({ unfinished: [] });
    const { status, headers, text } = await postSigned(url, textBody('hi'));
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    expect(JSON.parse(text)).toEqual({ error: 'closing', message: expect.any(String) as string });
    expect([heard, failures]).toEqual([[], []]);
    expect(rejected).toEqual(['closing']);
    // Health checks are the application's business still.
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('close', () => {
  it('answers 503 without Express too', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const url = await serve(viber.middleware());
    await viber.close();
    const { status, headers } = await postSigned(url, textBody('hi'));
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('lets what is running finish, and waits for it', async () => {
    const { viber, url, running, calls } = await startBusy(60_000);
    const answer = postSigned(url, textBody('hi'));
    await turnUntil(() => calls() === 1);
    let isClosed = false;
    const closed = viber.close().then((result) => {
      isClosed = true;
      return result;
    });
    expect((await postSigned(url, textBody('later', '2'))).status).toBe(503);
    expect(isClosed).toBe(false);
    running.open();
    expect(await closed).toEqual({ unfinished: [] });
    expect((await answer).status).toBe(200);
    expect(calls()).toBe(1);
  });

  it('waits for listeners that outlast their acknowledgement', async () => {
    const { viber, url, running } = await startBusy(30);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toHaveLength(1);
    const closed = viber.close();
    running.open();
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('says what was left, by bot, event and arrival, and nothing of the user', async () => {
    const { viber, url, running } = await startBusy(30);
    const before = Date.now();
    await postSigned(url, textBody('private words', '5306661646841952248', 'user-anna'));
    const result = await viber.close({ timeoutMs: 1 });
    expect(result).toEqual({
      unfinished: [{ account: 'default', event: 'message', receivedAt: expect.any(Date) as Date }],
    });
    const receivedAt = Number(result.unfinished[0]?.receivedAt);
    expect(receivedAt).toBeGreaterThanOrEqual(before);
    expect(receivedAt).toBeLessThanOrEqual(Date.now());
    expect(JSON.stringify(result)).not.toMatch(/private|5306661646841952248|user-anna/);
    running.open();
  });

  it('goes on with what was left, and reports what fails then', async () => {
    const { viber, url, running } = await startBusy(30);
    await postSigned(url, textBody('hi'));
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toHaveLength(1);
    const reported = once(viber, 'error');
    running.fail(new Error('no database'));
    expect((await reported)[0]).toMatchObject({ code: 'listener_failed', acknowledged: true });
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [] });
  });

  it('may be called again, meanwhile and afterwards', async () => {
    const { viber, url, running, calls } = await startBusy(60_000);
    const answer = postSigned(url, textBody('hi'));
    await turnUntil(() => calls() === 1);
    const closed = [viber.close(), viber.close({ timeoutMs: 60_000 })];
    running.open();
    expect(await Promise.all(closed)).toEqual([{ unfinished: [] }, { unfinished: [] }]);
    expect(await viber.close()).toEqual({ unfinished: [] });
    expect((await answer).status).toBe(200);
  });

  it('waits for the whole line of a user', async () => {
    const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 30 });
    const first = gate();
    const heard: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      heard.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    expect((await postSigned(url, textBody('first', '1'))).status).toBe(200);
    expect((await postSigned(url, textBody('second', '2'))).status).toBe(200);
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toHaveLength(2);
    first.open();
    expect(await viber.close()).toEqual({ unfinished: [] });
    expect(heard).toEqual(['first', 'second']);
  });

  it('refuses a body that is still being uploaded, since nothing has begun', async () => {
    const { viber, url } = await startApp();
    const heard: unknown[] = [];
    viber.on('callback', (callback) => heard.push(callback));
    const received = collectPublished('express-viber:received');
    const body = textBody('hi');
    const { sent, answer } = upload(url, body);
    await turnUntil(() => received.length === 1);
    // Nor does it hold anything up: whoever it is has shown no signature.
    expect(await viber.close({ timeoutMs: 60_000 })).toEqual({ unfinished: [] });
    sent.end(body.slice(10));
    expect(await answer).toBe(503);
    expect(heard).toEqual([]);
  });

  it('answers an upload that begins afterwards without waiting for its body', async () => {
    const { viber, url } = await startApp();
    await viber.close();
    const { sent, answer } = upload(url, textBody('hi'));
    expect(await answer).toBe(503);
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [] });
    sent.destroy();
  });

  it('does not wait for an upload that breaks off', async () => {
    const { viber, url } = await startApp();
    const received = collectPublished('express-viber:received');
    const { sent, answer } = upload(url, textBody('hi'));
    answer.catch(() => undefined);
    await turnUntil(() => received.length === 1);
    const closed = viber.close({ timeoutMs: 60_000 });
    sent.destroy();
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('answers the repeat of what was handled even while it closes, if it was on its way', async () => {
    const { viber, url } = await startApp();
    const body = textBody('hi');
    await postSigned(url, body);
    const received = collectPublished('express-viber:received');
    const { sent, answer } = upload(url, body);
    await turnUntil(() => received.length === 1);
    const closed = viber.close();
    sent.end(body.slice(10));
    expect(await answer).toBe(200);
    await closed;
  });

  it('waits for what is on its way into the queue, also after it was late', async () => {
    const adding = gate();
    const queue: CallbackQueue = { add: () => adding.opened };
    const { viber, url } = await startApp({ queue, ackTimeoutMs: 30 });
    expect((await postSigned(url, BODIES.seen)).status).toBe(503);
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toMatchObject([{ event: 'seen' }]);
    const closed = viber.close();
    adding.fail(new Error('no Redis'));
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('acknowledges what the queue takes while it closes', async () => {
    const adding = gate();
    let calls = 0;
    const queue: CallbackQueue = {
      add: () => {
        calls += 1;
        return adding.opened;
      },
    };
    const { viber, url } = await startApp({ queue });
    const answer = postSigned(url, textBody('hi'));
    await turnUntil(() => calls === 1);
    const closed = viber.close();
    expect((await postSigned(url, textBody('later', '2'))).status).toBe(503);
    adding.open();
    expect((await answer).status).toBe(200);
    expect(await closed).toEqual({ unfinished: [] });
    expect(calls).toBe(1);
  });

  it('waits for jobs, and runs those that come still, since a refused one would have lost an attempt', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const slow = gate();
    const heard: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      heard.push(text);
      return slow.opened;
    });
    const receivedAt = new Date(1_700_000_000_000);
    const job = (text: string) => ({
      data: { account: 'shop', receivedAt: receivedAt.toISOString(), body: textBody(text) },
    });
    const jobs = [viber.process(job('first'))];
    const closed = viber.close();
    jobs.push(viber.process(job('second')));
    expect(heard).toEqual(['first', 'second']);
    const left = { account: 'shop', event: 'message', receivedAt };
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [left, left] });
    slow.open();
    await Promise.all(jobs);
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('is what await using does', async () => {
    const { viber, url, running } = await startBusy(30);
    await postSigned(url, textBody('hi'));
    let isDisposed = false;
    const disposed = (async () => {
      await using used = viber;
      expect(used).toBe(viber);
    })().then(() => (isDisposed = true));
    expect((await postSigned(url, textBody('later', '2'))).status).toBe(503);
    expect(isDisposed).toBe(false);
    running.open();
    await disposed;
  });

  it.each<[string, unknown, RegExp]>([
    ['a misspelled option', { timeout: 5 }, /Unknown close option "timeout".*"timeoutMs"/],
    ['a number', 5000, /close options must be an object/],
    ['a time in words', { timeoutMs: '5s' }, /timeoutMs must be a whole number from 0 to 2147483647/],
    ['less than nothing', { timeoutMs: -1 }, /timeoutMs/],
    ['no number', { timeoutMs: NaN }, /timeoutMs/],
    // setTimeout would take it for 1.
    ['for ever', { timeoutMs: Infinity }, /timeoutMs/],
    ['longer than setTimeout holds', { timeoutMs: 2 ** 31 }, /timeoutMs/],
  ])('refuses %s, and stops nothing then', async (_what, options, message) => {
    const { viber, url } = await startApp();
    const closed = viber.close(options as never);
    await expect(closed).rejects.toThrow(TypeError);
    await expect(closed).rejects.toThrow(message);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
  });
});
