import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fc from 'fast-check';
import type { QueuedCallback, CallbackQueue, ViberError } from '../../../lib/index';
import { recommendedJobOptions, ViberWebhook } from '../../../lib/index';
import { checkedJobData, jobIdOf } from '../../../lib/webhook/queue/callback-queue';
import { BODIES, conversationStartedBody, textBody } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, post, postSigned } from '../../fixtures/posts';
import { closeServers, serve } from '../../fixtures/servers';
import { startApp } from '../webhook-app';

afterEach(closeServers);

const job: QueuedCallback = {
  account: 'default',
  receivedAt: '2024-05-01T12:00:00.000Z',
  body: '{"event":"webhook"}',
};

describe('jobIdOf', () => {
  it('is valid for BullMQ and short for any key: no colon, not a bare integer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        expect(jobIdOf(key)).toMatch(/^viber-[\w-]{43}$/);
      }),
    );
  });

  it('is the same only for the same key', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(jobIdOf(a) === jobIdOf(b)).toBe(a === b);
      }),
    );
  });

  it('is the SHA-256 of the key as UTF-16, on every version of Node', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const digest = createHash('sha256').update(key, 'utf16le').digest('base64url');
        expect(jobIdOf(key)).toBe(`viber-${digest}`);
      }),
    );
  });

  it('differs for different unpaired surrogates', () => {
    expect(jobIdOf('\ud800')).not.toBe(jobIdOf('\ud801'));
  });

  it('reveals nothing of the key', () => {
    expect(jobIdOf('message:5306661646841952248:4:anna:default')).not.toMatch(/anna|5306|default|message/);
  });
});

describe('recommendedJobOptions', () => {
  it('keep finished jobs for longer than the hour for which Viber redelivers', () => {
    expect(recommendedJobOptions.removeOnComplete.age).toBeGreaterThan(3600);
    expect(recommendedJobOptions.removeOnFail.age).toBeGreaterThan(3600);
    expect(recommendedJobOptions.attempts).toBeGreaterThan(1);
  });

  it('remove old jobs in small numbers, since BullMQ removes them in one script that holds up Redis', () => {
    expect(recommendedJobOptions.removeOnComplete.limit).toBe(100);
    expect(recommendedJobOptions.removeOnFail.limit).toBe(100);
  });
});

describe('checkedJobData', () => {
  it('accepts a job that went through JSON', () => {
    expect(checkedJobData(JSON.parse(JSON.stringify({ ...job, more: 1 })))).toEqual(job);
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string', '{}'],
    ['a list', [job]],
    ['the data of another kind of job', { mailTo: 'a@example.com' }],
    ['data without a body', { ...job, body: undefined }],
    ['data with a parsed body', { ...job, body: {} }],
    ['data without an account', { ...job, account: undefined }],
    ['data with an invalid time', { ...job, receivedAt: 'yesterday' }],
  ])('throws for %s, and says what to do', (_what, data) => {
    expect(() => checkedJobData(data)).toThrow(TypeError);
    expect(() => checkedJobData(data)).toThrow(/must be \{ account, receivedAt, body \}.*a separate queue/);
  });
});

describe('queue', () => {
  /** A queue that keeps finished jobs and adds each id once, like BullMQ's. */
  function memoryQueue() {
    const jobs = new Map<string, { name: string; data: QueuedCallback }>();
    const add: CallbackQueue['add'] = (name, data, { jobId }) => {
      if (!jobs.has(jobId))
        jobs.set(jobId, { name, data: JSON.parse(JSON.stringify(data)) as QueuedCallback });
      return Promise.resolve();
    };
    return { jobs, add };
  }

  it.each(Object.entries(BODIES))('gets %s as the signed text, and no listener runs', async (_name, body) => {
    const queue = memoryQueue();
    const { viber, url } = await startApp({ queue });
    const received: unknown[] = [];
    viber.on('callback', (callback) => received.push(callback));
    const before = Date.now();
    expect(await postSigned(url, body)).toMatchObject({ status: 200, text: '' });
    const [{ name, data } = { name: '', data: job }] = queue.jobs.values();
    expect(name).toBe(/"event":"(\w+)"/.exec(body)?.[1]);
    expect(data).toEqual({ account: 'default', receivedAt: expect.any(String) as string, body });
    expect(Date.parse(data.receivedAt)).toBeGreaterThanOrEqual(before);
    expect(received).toEqual([]);
  });

  it('gets unrecognized callbacks too, with the account that they are for', async () => {
    const queue = memoryQueue();
    const { url } = await startApp({ queue, authToken: () => ({ account: 'shop', authToken: AUTH_TOKEN }) });
    await postSigned(url, '{"event":"new"}');
    const [added] = queue.jobs.values();
    expect(added).toMatchObject({ name: 'unrecognized', data: { account: 'shop', body: '{"event":"new"}' } });
  });

  it('gets a redelivery under the same id, even from another process or without duplicates', async () => {
    const queue = memoryQueue();
    const [one, other] = [
      await startApp({ queue, duplicates: false }),
      await startApp({ queue, duplicates: false }),
    ];
    for (const { url } of [one, other, one]) await postSigned(url, textBody('hi'));
    expect(queue.jobs.size).toBe(1);
    await postSigned(one.url, textBody('hi', '1'));
    expect(queue.jobs.size).toBe(2);
  });

  it('does not get rejected requests', async () => {
    const queue = memoryQueue();
    const { url } = await startApp({ queue });
    expect((await post(url, textBody('hi'))).status).toBe(401);
    expect((await postSigned(url, 'no JSON')).status).toBe(400);
    expect(queue.jobs.size).toBe(0);
  });

  it('gets the redelivery if adding the callback has failed', async () => {
    let calls = 0;
    const add = () => ((calls += 1) === 1 ? Promise.reject(new Error('no Redis')) : Promise.resolve());
    const { url, failures } = await startApp({ queue: { add } });
    expect((await postSigned(url, textBody('hi'))).status).toBe(500);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect((await postSigned(url, textBody('hi'))).status).toBe(200);
    expect(calls).toBe(2);
    expect(failures).toMatchObject([{ code: 'queue_failed', cause: { message: 'no Redis' } }]);
  });

  it('may reject after its timeout without an unhandled rejection', async () => {
    const adding = gate();
    const { viber, url } = await startApp({ queue: { add: () => adding.opened }, ackTimeoutMs: 30 });
    expect((await postSigned(url, textBody('hi'))).status).toBe(503);
    adding.fail(new Error('no Redis'));
    expect(await viber.close()).toEqual({ unfinished: [] });
  });

  describe.each(expressVersions)('on %s', (_version, express) => {
    it.each<[string, CallbackQueue['add'], number]>([
      ['fails', () => Promise.reject(new Error('no Redis')), 500],
      ['is late', () => gate().opened, 503],
    ])('that %s is an error of the application, whose error handler responds', async (_how, add, status) => {
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN, queue: { add }, ackTimeoutMs: 100 });
      const app = express();
      // In any other environment, Express's error handler prints the error.
      app.set('env', 'test');
      app.use('/viber', viber.middleware());
      const response = await postSigned(`${await serve(app)}/viber`, textBody('private words'));
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(response.text).not.toContain('private words');
    });
  });

  it.each<[string, CallbackQueue['add'], number, string]>([
    ['fails', () => Promise.reject(new Error('no Redis')), 500, 'queue_failed'],
    ['is late', () => gate().opened, 503, 'queue_late'],
  ])(
    'that %s causes an error response and an error event without Express',
    async (_how, add, status, code) => {
      const viber = new ViberWebhook({ authToken: AUTH_TOKEN, queue: { add }, ackTimeoutMs: 100 });
      const reported: unknown[] = [];
      viber.on('error', (error) => reported.push(error));
      const response = await postSigned(await serve(viber.middleware()), textBody('hi'));
      expect(response.status).toBe(status);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(JSON.parse(response.text)).toMatchObject({ error: code });
      expect(reported).toMatchObject([{ code }]);
    },
  );

  describe('with a welcome handler', () => {
    it('gets the callback, while the web process responds with the message', async () => {
      const queue = memoryQueue();
      const { viber, url } = await startApp({ queue });
      viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.id}` }));
      const body = conversationStartedBody('anna', '1');
      for (const response of [await postSigned(url, body), await postSigned(url, body)]) {
        expect(response).toMatchObject({ status: 200, text: '{"type":"text","text":"Hello anna"}' });
      }
      expect([...queue.jobs.values()].map(({ name }) => name)).toEqual(['conversation_started']);
    });

    it('gets one job if the handler fails with a 500 and succeeds at the redelivery', async () => {
      const queue = memoryQueue();
      const { viber, url } = await startApp({ queue });
      let calls = 0;
      viber.welcome(() => {
        calls += 1;
        if (calls === 1) throw new Error('no database');
        return { type: 'text', text: 'Hello' };
      });
      expect((await postSigned(url, BODIES.conversation_started)).status).toBe(500);
      expect((await postSigned(url, BODIES.conversation_started)).text).toBe(
        '{"type":"text","text":"Hello"}',
      );
      expect(queue.jobs.size).toBe(1);
    });

    it('holds back the message until the job is stored, and drops it if that fails', async () => {
      const adding = gate();
      const { viber, url, failures } = await startApp({ queue: { add: () => adding.opened } });
      const welcomed = gate();
      viber.welcome(() => {
        welcomed.open();
        return { type: 'text', text: 'Hello' };
      });
      const response = postSigned(url, BODIES.conversation_started);
      await welcomed.opened;
      adding.fail(new Error('no Redis'));
      expect(await response).toMatchObject({ status: 500, text: '' });
      expect(failures).toMatchObject([{ code: 'queue_failed' }]);
    });

    it('causes an error event for a failed handler if adding the callback fails too', async () => {
      const add = () => Promise.reject(new Error('no Redis'));
      const { viber, url, failures } = await startApp({ queue: { add } });
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      const cause = new Error('no database');
      viber.welcome(() => Promise.reject(cause));
      expect((await postSigned(url, BODIES.conversation_started)).status).toBe(500);
      expect(failures).toMatchObject([{ code: 'queue_failed' }]);
      expect((await reported)[0]).toMatchObject({ acknowledged: false, errors: [cause] });
    });

    it('gets the callback even if the message is late and left out', async () => {
      const queue = memoryQueue();
      const { viber, url } = await startApp({ queue, ackTimeoutMs: 100 });
      const reported = once(viber, 'error') as Promise<[ViberError]>;
      const late = gate();
      viber.welcome(async () => {
        await late.opened;
        return undefined;
      });
      expect(await postSigned(url, BODIES.conversation_started)).toMatchObject({ status: 200, text: '' });
      expect((await reported)[0]).toMatchObject({ code: 'welcome_late' });
      expect(queue.jobs.size).toBe(1);
      late.open();
    });
  });
});
