import { channel } from 'node:diagnostics_channel';
import type { QueuedCallback, CallbackQueue } from '../../../lib/index';
import { signBody, ViberWebhook } from '../../../lib/index';
import { turnUntil } from '../../fixtures/conditions';
import { textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { collectPublished, unsubscribeAll } from '../published-messages';
import type { Published } from '../published-messages';
import { startApp } from '../webhook-app';

const body = textBody('private words', '5306661646841952248', 'user-anna');
const signature = signBody(body, AUTH_TOKEN);
const anyNumber = expect.any(Number) as number;
const secrets = ['private words', '5306661646841952248', 'user-anna', AUTH_TOKEN, signature];

afterEach(async () => {
  unsubscribeAll();
  jest.restoreAllMocks();
  await closeServers();
});

/** Returns the channels without their common prefix. */
function steps(published: readonly Published[]): string[] {
  return published.map(({ channel: name }) => name.replace('express-viber:', ''));
}

/** Expects messages of one callback, in chronological order and without secrets. */
function expectToBeOfOneCallback(published: readonly Published[]): void {
  const messages = published.map(({ message }) => message);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
  const times = messages.map(({ elapsedMs }) => elapsedMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(0);
  // The time since the process has started would be longer.
  expect(times.at(-1)).toBeLessThan(performance.now());
  expectNoSecretsIn(published);
}

function expectNoSecretsIn(published: readonly Published[]): void {
  const json = JSON.stringify(published);
  for (const secret of secrets) expect(json).not.toContain(secret);
  // No other types, which JSON could leave out.
  for (const { message } of published) {
    for (const value of Object.values(message))
      expect(['number', 'string', 'undefined']).toContain(typeof value);
  }
}

describe('diagnostics channels', () => {
  it('publish the progress of a callback from its arrival to its acknowledgement', async () => {
    const { url } = await startApp();
    const published = collectPublished();
    await postSigned(url, body);
    expect(published).toEqual([
      {
        channel: 'express-viber:received',
        message: { id: anyNumber, elapsedMs: anyNumber },
      },
      {
        channel: 'express-viber:verified',
        message: {
          id: anyNumber,
          elapsedMs: anyNumber,
          account: 'default',
          tokenIndex: 0,
          bodyBytes: Buffer.byteLength(body),
        },
      },
      {
        channel: 'express-viber:dispatched',
        message: {
          id: anyNumber,
          elapsedMs: anyNumber,
          account: 'default',
          event: 'message',
          to: 'listeners',
        },
      },
      {
        channel: 'express-viber:acknowledged',
        message: {
          id: anyNumber,
          elapsedMs: anyNumber,
          account: 'default',
          event: 'message',
        },
      },
    ]);
    expectToBeOfOneCallback(published);
  });

  it('count the requests', async () => {
    const { url } = await startApp();
    const published = collectPublished('express-viber:received');
    for (let count = 0; count < 3; count += 1) await postSigned(url, body);
    const ids = published.map(({ message }) => message.id);
    expect(ids).toEqual([ids[0], Number(ids[0]) + 1, Number(ids[0]) + 2]);
  });

  it('publish the index of the token that signed a callback, not the token', async () => {
    const { url } = await startApp({ authToken: ['new-token', AUTH_TOKEN] });
    const published = collectPublished('express-viber:verified');
    await postSigned(url, body);
    await post(url, body, { 'X-Viber-Content-Signature': signBody(body, 'new-token') });
    expect(published.map(({ message }) => message)).toMatchObject([{ tokenIndex: 1 }, { tokenIndex: 0 }]);
    expect(JSON.stringify(published)).not.toContain('new-token');
  });

  it('publish that a callback is a duplicate', async () => {
    const { url } = await startApp();
    await postSigned(url, body);
    const published = collectPublished();
    await postSigned(url, body);
    expect(steps(published)).toEqual(['received', 'verified', 'duplicate', 'acknowledged']);
    expectToBeOfOneCallback(published);
  });

  it.each<[code: string, known: object, sent: () => [string, Record<string, string>]]>([
    ['missing_signature', {}, () => [body, {}]],
    ['invalid_signature', {}, () => [body, { 'X-Viber-Content-Signature': '0'.repeat(64) }]],
    ['body_too_large', {}, () => [body + ' '.repeat(1000), {}]],
    [
      'invalid_json',
      { account: 'default' },
      () => ['user-anna: private words', signed('user-anna: private words')],
    ],
  ])('publish a request rejected with %s, with what is known of it', async (code, known, sent) => {
    const { url } = await startApp({ bodyLimitBytes: 1000 });
    const published = collectPublished();
    const [bytes, headers] = sent();
    await post(url, bytes, headers);
    const { message } = published.at(-1) ?? {};
    expect(message).toEqual({
      id: anyNumber,
      elapsedMs: anyNumber,
      account: undefined,
      event: undefined,
      ...known,
      code,
    });
    expect(steps(published)).toEqual(
      'account' in known ? ['received', 'verified', 'failed'] : ['received', 'failed'],
    );
    expectToBeOfOneCallback(published);
  });

  it('publish a request for an unknown bot', async () => {
    const { url } = await startApp({ authToken: () => undefined });
    const published = collectPublished();
    await postSigned(url, body);
    expect(steps(published)).toEqual(['received', 'failed']);
    expect(published.at(-1)?.message).toMatchObject({ code: 'unknown_account' });
  });

  it('publish a failing authToken function as listener_failed', async () => {
    const { url } = await startApp({ authToken: () => Promise.reject(new Error('private words')) });
    const published = collectPublished();
    await postSigned(url, body);
    expect(published.at(-1)?.message).toMatchObject({ code: 'listener_failed' });
    expectToBeOfOneCallback(published);
  });

  it('publish a listener failure for its delivery and for a duplicate that waited for it', async () => {
    const { url, viber } = await startApp();
    const running = gate();
    viber.on('message', () => running.opened);
    viber.on('duplicate', () => {
      running.fail(new Error('private words'));
    });
    const published = collectPublished();
    await Promise.all([postSigned(url, body), postSigned(url, body)]);
    const ids = [...new Set(published.map(({ message }) => message.id))];
    const [first = [], duplicate = []] = ids.map((id) =>
      published.filter(({ message }) => message.id === id),
    );
    expect(steps(first)).toEqual(['received', 'verified', 'dispatched', 'failed']);
    expect(steps(duplicate)).toEqual(['received', 'verified', 'duplicate', 'failed']);
    for (const all of [first, duplicate]) {
      expect(all.at(-1)?.message).toMatchObject({
        code: 'listener_failed',
        account: 'default',
        event: 'message',
      });
      expectToBeOfOneCallback(all);
    }
  });

  it('publish a listener failure after the acknowledgement once', async () => {
    const { url, viber } = await startApp({ ackTimeoutMs: 1 });
    const late = gate();
    viber.on('message', () => late.opened);
    viber.on('error', () => undefined);
    const published = collectPublished();
    expect((await postSigned(url, body)).status).toBe(200);
    late.fail(new Error('private words'));
    await turnUntil(() => published.length === 5);
    await viber.close();
    expect(steps(published)).toEqual(['received', 'verified', 'dispatched', 'acknowledged', 'failed']);
    expect(published.at(-1)?.message).toMatchObject({ code: 'listener_failed', event: 'message' });
    expectToBeOfOneCallback(published);
  });

  it('publish one failure if one listener fails before and another after the response', async () => {
    const { url, viber } = await startApp({ ackTimeoutMs: 1 });
    const late = gate();
    viber.on('message', () => {
      throw new Error('private words');
    });
    viber.on('message', () => late.opened);
    viber.on('error', () => undefined);
    const published = collectPublished();
    expect((await postSigned(url, body)).status).toBe(500);
    late.fail(new Error('private words'));
    await viber.close();
    expect(steps(published)).toEqual(['received', 'verified', 'dispatched', 'failed']);
  });

  it.each<[string, CallbackQueue['add'], string[], object]>([
    ['took the callback', () => Promise.resolve(), ['acknowledged'], {}],
    [
      'failed',
      () => Promise.reject(new Error('private words')),
      ['failed'],
      { code: 'queue_failed', event: 'message' },
    ],
    ['was too slow', () => gate().opened, ['failed'], { code: 'queue_late', event: 'message' }],
  ])('publish that the queue %s', async (_what, add, end, details) => {
    const { url } = await startApp({ queue: { add }, ackTimeoutMs: 100 });
    const published = collectPublished();
    await postSigned(url, body);
    expect(steps(published)).toEqual(['received', 'verified', 'dispatched', ...end]);
    expect(published[2]?.message).toMatchObject({ to: 'queue' });
    expect(published[3]?.message).toMatchObject(details);
    expectToBeOfOneCallback(published);
  });

  it('publish the progress of a job', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    const job = (data: unknown) => ({ data: data as QueuedCallback });
    const callback = { account: 'shop', receivedAt: new Date().toISOString(), body };
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      if (calls === 2) throw new Error('private words');
    });
    const published = collectPublished();
    await viber.process(job(callback));
    expect(steps(published)).toEqual(['dispatched', 'acknowledged']);
    expect(published[0]?.message).toMatchObject({ account: 'shop', event: 'message', to: 'listeners' });
    expectToBeOfOneCallback(published);

    published.length = 0;
    await viber.process(job(callback)).catch(() => undefined);
    expect(steps(published)).toEqual(['dispatched', 'failed']);
    expect(published[1]?.message).toMatchObject({ code: 'listener_failed' });
    expectToBeOfOneCallback(published);

    published.length = 0;
    await viber.process(job({ mailTo: 'user-anna' })).catch(() => undefined);
    expect(steps(published)).toEqual(['failed']);
    expect(published[0]?.message).toMatchObject({
      code: 'internal_error',
      account: undefined,
      event: undefined,
    });
    expectNoSecretsIn(published);
  });

  it('publish nothing without subscribers', async () => {
    const names = ['received', 'verified', 'dispatched', 'acknowledged', 'duplicate', 'failed'];
    const channels = names.map((name) => channel(`express-viber:${name}`));
    const spies = channels.map((one) => jest.spyOn(one, 'publish'));
    const { url } = await startApp();
    await postSigned(url, body);
    await postSigned(url, body);
    await post(url, body);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    collectPublished('express-viber:received');
    await post(url, body);
    expect(spies.map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0, 0, 0, 0]);
  });
});

function signed(bytes: string): Record<string, string> {
  return { 'X-Viber-Content-Signature': signBody(bytes, AUTH_TOKEN) };
}
