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
import { collectPublished, unsubscribeAll } from './published-messages';
import { startApp } from './webhook-app';

afterEach(async () => {
  unsubscribeAll();
  await closeServers();
});

/** Starts to send a request, whose body the test finishes, and resolves `status` with that of the response. */
function startUpload(
  url: string,
  body: string,
): { upload: ClientRequest; status: Promise<number | undefined> } {
  const upload = request(url, {
    method: 'POST',
    headers: {
      'Content-Length': Buffer.byteLength(body),
      'X-Viber-Content-Signature': signBody(body, AUTH_TOKEN),
    },
  });
  const status = (once(upload, 'response') as Promise<[IncomingMessage]>).then(([response]) => {
    response.resume();
    return response.statusCode;
  });
  upload.write(body.slice(0, 10));
  return { upload, status };
}

/** Starts a bot with a listener that runs until the test opens `running`. */
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
  it('makes the webhook respond with 503 and Retry-After, and run nothing', async () => {
    const { viber, url, failures } = await startApp({}, express);
    const received: unknown[] = [];
    const rejected: string[] = [];
    viber.on('callback', (callback) => received.push(callback));
    viber.on('rejected', ({ code }) => rejected.push(code));
    expect(await viber.close()).toEqual({ unfinished: [] });
    const { status, headers, text } = await postSigned(url, textBody('hi'));
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    expect(JSON.parse(text)).toEqual({ error: 'closing', message: expect.any(String) as string });
    expect([received, failures]).toEqual([[], []]);
    expect(rejected).toEqual(['closing']);
    // Other requests, such as health checks, still go to the application.
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('close', () => {
  it('makes the webhook respond with 503 without Express too', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const url = await serve(viber.middleware());
    await viber.close();
    const { status, headers } = await postSigned(url, textBody('hi'));
    expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('closes the connections of its last responses, or a client that keeps sending keeps the server open', async () => {
    const { viber, url, running, calls } = await startBusy(60_000);
    const inFlight = postSigned(url, textBody('hi'));
    await turnUntil(() => calls() === 1);
    const closed = viber.close();
    expect((await postSigned(url, textBody('later', '2'))).headers.get('connection')).toBe('close');
    running.open();
    expect((await inFlight).headers.get('connection')).toBe('close');
    await closed;
  });

  it('waits for callbacks in flight to finish', async () => {
    const { viber, url, running, calls } = await startBusy(60_000);
    const response = postSigned(url, textBody('hi'));
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
    expect((await response).status).toBe(200);
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

  it('waits for a callback whose own listener closes the webhook', async () => {
    const { viber, url } = await startApp();
    const running = gate();
    let closed: ReturnType<typeof viber.close> | undefined;
    viber.on('message', () => {
      closed = viber.close({ timeoutMs: 1 });
      return running.opened;
    });
    const response = postSigned(url, textBody('stop'));
    await turnUntil(() => closed !== undefined);
    expect((await closed)?.unfinished).toHaveLength(1);
    running.open();
    expect((await response).status).toBe(200);
  });

  it('returns the account, event and arrival time of unfinished callbacks, and nothing about the user', async () => {
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

  it('does not stop unfinished callbacks, and reports their later failures', async () => {
    const { viber, url, running } = await startBusy(30);
    await postSigned(url, textBody('hi'));
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toHaveLength(1);
    const reported = once(viber, 'error');
    running.fail(new Error('no database'));
    expect((await reported)[0]).toMatchObject({ code: 'listener_failed', acknowledged: true });
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [] });
  });

  it('may be called again, both before and after it resolves', async () => {
    const { viber, url, running, calls } = await startBusy(60_000);
    const response = postSigned(url, textBody('hi'));
    await turnUntil(() => calls() === 1);
    const closed = [viber.close(), viber.close({ timeoutMs: 60_000 })];
    running.open();
    expect(await Promise.all(closed)).toEqual([{ unfinished: [] }, { unfinished: [] }]);
    expect(await viber.close()).toEqual({ unfinished: [] });
    expect((await response).status).toBe(200);
  });

  it('waits for the whole queue of a user', async () => {
    const { viber, url } = await startApp({ ordered: true, ackTimeoutMs: 30 });
    const first = gate();
    const received: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      received.push(text);
      return text === 'first' ? first.opened : undefined;
    });
    expect((await postSigned(url, textBody('first', '1'))).status).toBe(200);
    expect((await postSigned(url, textBody('second', '2'))).status).toBe(200);
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toHaveLength(2);
    first.open();
    expect(await viber.close()).toEqual({ unfinished: [] });
    expect(received).toEqual(['first', 'second']);
  });

  it('rejects a request whose body is still being uploaded', async () => {
    const { viber, url } = await startApp();
    const received: unknown[] = [];
    viber.on('callback', (callback) => received.push(callback));
    const arrivals = collectPublished('express-viber:received');
    const body = textBody('hi');
    const { upload, status } = startUpload(url, body);
    await turnUntil(() => arrivals.length === 1);
    // It does not wait for the upload either, since its signature is not verified yet.
    expect(await viber.close({ timeoutMs: 60_000 })).toEqual({ unfinished: [] });
    upload.end(body.slice(10));
    expect(await status).toBe(503);
    expect(received).toEqual([]);
  });

  it('makes the webhook respond to a later upload without waiting for its body', async () => {
    const { viber, url } = await startApp();
    await viber.close();
    const { upload, status } = startUpload(url, textBody('hi'));
    expect(await status).toBe(503);
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [] });
    upload.destroy();
  });

  it('does not wait for an upload that is cut off', async () => {
    const { viber, url } = await startApp();
    const arrivals = collectPublished('express-viber:received');
    const { upload, status } = startUpload(url, textBody('hi'));
    status.catch(() => undefined);
    await turnUntil(() => arrivals.length === 1);
    const closed = viber.close({ timeoutMs: 60_000 });
    upload.destroy();
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('still lets a redelivery of a handled callback be acknowledged if its upload began before', async () => {
    const { viber, url } = await startApp();
    const body = textBody('hi');
    await postSigned(url, body);
    const arrivals = collectPublished('express-viber:received');
    const { upload, status } = startUpload(url, body);
    await turnUntil(() => arrivals.length === 1);
    const closed = viber.close();
    upload.end(body.slice(10));
    expect(await status).toBe(200);
    await closed;
  });

  it('waits for an add to the queue, even one that has timed out', async () => {
    const adding = gate();
    const queue: CallbackQueue = { add: () => adding.opened };
    const { viber, url } = await startApp({ queue, ackTimeoutMs: 30 });
    expect((await postSigned(url, BODIES.seen)).status).toBe(503);
    expect((await viber.close({ timeoutMs: 0 })).unfinished).toMatchObject([{ event: 'seen' }]);
    const closed = viber.close();
    adding.fail(new Error('no Redis'));
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('lets a callback be acknowledged that the queue takes in the meantime', async () => {
    const adding = gate();
    let calls = 0;
    const queue: CallbackQueue = {
      add: () => {
        calls += 1;
        return adding.opened;
      },
    };
    const { viber, url } = await startApp({ queue });
    const response = postSigned(url, textBody('hi'));
    await turnUntil(() => calls === 1);
    const closed = viber.close();
    expect((await postSigned(url, textBody('later', '2'))).status).toBe(503);
    adding.open();
    expect((await response).status).toBe(200);
    expect(await closed).toEqual({ unfinished: [] });
    expect(calls).toBe(1);
  });

  it('waits for jobs and runs new ones, since a rejected job would lose an attempt', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const slow = gate();
    const received: string[] = [];
    viber.on('message:text', ({ message: { text } }) => {
      received.push(text);
      return slow.opened;
    });
    const receivedAt = new Date(1_700_000_000_000);
    const job = (text: string) => ({
      data: {
        account: 'shop',
        receivedAt: receivedAt.toISOString(),
        body: textBody(text, text === 'first' ? '1' : '2'),
      },
    });
    const jobs = [viber.process(job('first'))];
    const closed = viber.close();
    jobs.push(viber.process(job('second')));
    expect(received).toEqual(['first', 'second']);
    const unfinished = { account: 'shop', event: 'message', receivedAt };
    expect(await viber.close({ timeoutMs: 0 })).toEqual({ unfinished: [unfinished, unfinished] });
    slow.open();
    await Promise.all(jobs);
    expect(await closed).toEqual({ unfinished: [] });
  });

  it('is called by await using', async () => {
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
    ['a string', { timeoutMs: '5s' }, /timeoutMs must be a whole number from 0 to 2147483647/],
    ['a negative timeout', { timeoutMs: -1 }, /timeoutMs/],
    ['NaN', { timeoutMs: NaN }, /timeoutMs/],
    // setTimeout treats it as 1.
    ['Infinity', { timeoutMs: Infinity }, /timeoutMs/],
    ['more than setTimeout can hold', { timeoutMs: 2 ** 31 }, /timeoutMs/],
  ])('throws for %s and leaves the webhook open', async (_what, options, message) => {
    const { viber, url } = await startApp();
    const closed = viber.close(options as never);
    await expect(closed).rejects.toThrow(TypeError);
    await expect(closed).rejects.toThrow(message);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
  });
});
