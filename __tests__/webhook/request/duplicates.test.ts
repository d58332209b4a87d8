import type { Callback } from '../../../lib/index';
import { signBody } from '../../../lib/index';
import type { Acknowledgement } from '../../../lib/webhook/dispatch/welcome';
import { EMPTY_ACKNOWLEDGEMENT } from '../../../lib/webhook/dispatch/welcome';
import { Duplicates } from '../../../lib/webhook/request/duplicates';
import { textBody } from '../../fixtures/bodies';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { closeServers } from '../../fixtures/servers';
import { startApp } from '../webhook-app';

afterEach(closeServers);

const settings = { ttlMs: 1000, max: 3 };

/** What is left of an acknowledged callback, and whether its work succeeds in the end. */
function acknowledged(acknowledgement = EMPTY_ACKNOWLEDGEMENT, succeeded = Promise.resolve(true)) {
  return { acknowledgement: Promise.resolve(acknowledgement), succeeded };
}

describe('Duplicates', () => {
  it('finds nothing for a new callback', () => {
    expect(new Duplicates(settings).find('a')).toBeUndefined();
  });

  it('returns the acknowledgement of a callback that is in flight or was handled', async () => {
    const duplicates = new Duplicates(settings);
    const pending = acknowledged({ welcome: '{}' });
    const remembered = duplicates.remember('a', 'bot', pending);
    expect(duplicates.find('a')).toBe(pending.acknowledgement);
    await remembered;
    expect(duplicates.find('a')).toEqual({ welcome: '{}' });
  });

  it('forgets a callback that fails before its acknowledgement', async () => {
    const duplicates = new Duplicates(settings);
    const acknowledgement = Promise.reject<Acknowledgement>(new Error('no database'));
    await duplicates.remember('a', 'bot', { acknowledgement, succeeded: Promise.resolve(false) });
    expect(duplicates.find('a')).toBeUndefined();
  });

  it('forgets a callback that fails after its acknowledgement', async () => {
    const duplicates = new Duplicates(settings);
    await duplicates.remember('a', 'bot', acknowledged(undefined, Promise.resolve(false)));
    expect(duplicates.find('a')).toBeUndefined();
  });

  it('keeps a later success if an earlier delivery fails after it', async () => {
    const duplicates = new Duplicates({ ttlMs: 1000, max: 1 });
    let fail: (succeeded: boolean) => void = () => undefined;
    const first = duplicates.remember(
      'a',
      'bot',
      acknowledged(undefined, new Promise((resolve) => (fail = resolve))),
    );
    await Promise.resolve();
    await duplicates.remember('b', 'bot', acknowledged());
    await duplicates.remember('a', 'bot', acknowledged());
    fail(false);
    await first;
    expect(duplicates.find('a')).toEqual({});
  });

  it('forgets the least recently seen callback beyond max, but none in flight', async () => {
    const duplicates = new Duplicates(settings);
    const running = new Promise<Acknowledgement>(() => undefined);
    void duplicates.remember('running', 'bot', {
      acknowledgement: running,
      succeeded: Promise.resolve(true),
    });
    for (const key of ['a', 'b', 'c', 'd']) await duplicates.remember(key, 'bot', acknowledged());
    expect(duplicates.find('a')).toBeUndefined();
    expect(duplicates.find('d')).toBeDefined();
    expect(duplicates.find('running')).toBe(running);
  });

  it('forgets large welcome messages before they fill the memory', async () => {
    const duplicates = new Duplicates({ ttlMs: 1000, max: 50_000 });
    const welcome = 'x'.repeat(15 * 1024 * 1024);
    for (const key of ['a', 'b', 'c']) await duplicates.remember(key, 'bot', acknowledged({ welcome }));
    expect(duplicates.find('a')).toBeUndefined();
    expect(duplicates.find('c')).toBeDefined();
  });

  it('forgets no callback of one account because of a flood for another, with or without welcome messages', async () => {
    const duplicates = new Duplicates({ ttlMs: 1000, max: 100 });
    const welcome = 'x'.repeat(1024 * 1024);
    for (let index = 0; index < 10; index += 1) {
      duplicates.rememberHandled(`quiet ${String(index)}`, 'quiet');
      await duplicates.remember(`welcomed ${String(index)}`, 'quiet', acknowledged({ welcome }));
    }
    for (let index = 0; index < 1000; index += 1) {
      duplicates.rememberHandled(`loud ${String(index)}`, 'loud');
      await duplicates.remember(`loudly welcomed ${String(index)}`, 'loud', acknowledged({ welcome }));
    }
    for (let index = 0; index < 10; index += 1) {
      expect(duplicates.find(`quiet ${String(index)}`)).toEqual({});
      expect(duplicates.find(`welcomed ${String(index)}`)).toEqual({ welcome });
    }
    expect(duplicates.find('loud 999')).toEqual({});
    expect(duplicates.find('loud 0')).toBeUndefined();
    expect(duplicates.find('loudly welcomed 0')).toBeUndefined();
  });

  it('forgets a callback after ttlMs', async () => {
    jest.useFakeTimers();
    try {
      const duplicates = new Duplicates({ ttlMs: 7_200_000, max: 3 });
      await duplicates.remember('a', 'bot', acknowledged());
      jest.advanceTimersByTime(7_200_000);
      expect(duplicates.find('a')).toBeDefined();
      jest.advanceTimersByTime(1);
      expect(duplicates.find('a')).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('a webhook that receives duplicates', () => {
  it('runs a callback once for concurrent and later deliveries, with equal responses', async () => {
    const { viber, url } = await startApp();
    const running = gate();
    const duplicates: Callback[] = [];
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      return running.opened;
    });
    viber.on('duplicate', (callback) => {
      duplicates.push(callback as Callback);
      if (duplicates.length === 4) running.open();
    });
    const concurrent = await Promise.all(Array.from({ length: 5 }, () => postSigned(url, textBody('hi'))));
    const later = await postSigned(url, textBody('hi'));
    for (const response of [...concurrent, later]) expect(response).toMatchObject({ status: 200, text: '' });
    expect(calls).toBe(1);
    expect(duplicates.map(({ message_token }) => message_token)).toEqual(
      Array(5).fill('5306661646841952248'),
    );
  });

  it('fails a duplicate together with the delivery that it waits for', async () => {
    const { viber, url } = await startApp();
    const running = gate();
    let calls = 0;
    viber.on('message', () => {
      calls += 1;
      return calls === 1 ? running.opened : undefined;
    });
    viber.on('duplicate', () => {
      running.fail(new Error('no database'));
    });
    const statuses = (
      await Promise.all([postSigned(url, textBody('hi')), postSigned(url, textBody('hi'))])
    ).map(({ status }) => status);
    expect(statuses).toEqual([500, 500]);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect(calls).toBe(2);
  });

  it('runs a failed listener again, and joins one of the first delivery that still runs', async () => {
    const { viber, url } = await startApp({ ackTimeoutMs: 30 });
    const slow = gate();
    const log: string[] = [];
    viber.on('message', () => {
      log.push('fails');
      if (log.length === 1) throw new Error('no database');
    });
    viber.on('message', () => {
      log.push('slow');
      return slow.opened;
    });
    // The slow listener may never settle, so the redelivery waits for it no longer than the first delivery did.
    expect((await postSigned(url, textBody('hi'))).status).toBe(500);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect(log).toEqual(['fails', 'slow', 'fails']);
    slow.open();
    await viber.close();
    expect((await postSigned(url, textBody('hi'))).status).toBe(503);
  });

  it('distinguishes callbacks with the same token by event and user', async () => {
    const { viber, url } = await startApp();
    const received: string[] = [];
    viber.on('callback', ({ event }) => received.push(event));
    const receipt = (event: string, user: string) =>
      `{"event":"${event}","timestamp":1,"message_token":4912661846655238145,"user_id":"${user}"}`;
    for (const body of [
      receipt('delivered', 'a'),
      receipt('seen', 'a'),
      receipt('seen', 'b'),
      receipt('seen', 'a'),
    ]) {
      expect((await postSigned(url, body)).status).toBe(200);
    }
    expect(received).toEqual(['delivered', 'seen', 'seen']);
  });

  it('recognizes a duplicate even if other parts of its body have changed', async () => {
    const { viber, url } = await startApp();
    let calls = 0;
    viber.on('seen', () => (calls += 1));
    await postSigned(url, '{"event":"seen","timestamp":1,"message_token":4912661846655238145,"user_id":"a"}');
    await postSigned(
      url,
      '{"event":"seen","timestamp":2,"message_token":"4912661846655238145","user_id":"a"}',
    );
    expect(calls).toBe(1);
  });

  it('compares the bytes of callbacks without a token, even while the auth token is rotated', async () => {
    const { viber, url } = await startApp({ authToken: ['new-token', AUTH_TOKEN] });
    let calls = 0;
    viber.on('callback', () => (calls += 1));
    viber.on('unrecognized', () => (calls += 1));
    const strange = '{"event":"seen","message_token":"none","user_id":"a","desc":"1"}';
    for (const body of ['{"event":"new"}', strange]) {
      await postSigned(url, body);
      const headers = { 'X-Viber-Content-Signature': signBody(body, 'new-token') };
      expect((await postSigned(url, body, headers)).status).toBe(200);
    }
    expect(calls).toBe(2);
    await postSigned(url, strange.replace('"1"', '"2"'));
    expect(calls).toBe(3);
  });

  it('runs duplicates again with duplicates: false', async () => {
    const { viber, url } = await startApp({ duplicates: false });
    let calls = 0;
    viber.on('message', () => (calls += 1));
    await postSigned(url, textBody('hi'));
    await postSigned(url, textBody('hi'));
    expect(calls).toBe(2);
  });
});
