import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import type { BroadcastProgress, BroadcastRequest } from '../../lib/client/broadcast';
import { ViberClient } from '../../lib/client/viber-client';
import type { ViberEmulator } from '../../lib/emulator';
import { createViberEmulator } from '../../lib/emulator';
import {
  ViberApiError,
  ViberBroadcastError,
  ViberConnectionError,
  ViberMessageError,
} from '../../lib/errors';
import type { ApiCall, ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';
import { failureOf, failureOfClass } from './failure-of';
import { backoffsMs, fastForward, TIMEOUT_MS, useFakeClock } from './fake-clock';
import { turnUntil } from '../fixtures/conditions';

const HELLO = { type: 'text', text: 'Hello' } as const;

let api: FakeViberApi;
let client: ViberClient;

beforeEach(async () => {
  api = await FakeViberApi.start();
  client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender: { name: 'News' } });
});

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await closeServers();
});

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user-${String(index)}==`);
}

function receiversOf({ body }: ApiCall): string[] {
  return (body as BroadcastRequest).broadcast_list as string[];
}

/** How often each user has got the message. */
class Inboxes {
  readonly counts = new Map<string, number>();
  readonly #unknown: ReadonlySet<string>;
  #nextToken = 5741311803571721087n;

  constructor(unknown: Iterable<string> = []) {
    this.#unknown = new Set(unknown);
  }

  /** Takes a broadcast as Viber does. */
  readonly take = (call: ApiCall): ApiReply => {
    const failed_list = receiversOf(call).flatMap((receiver) => {
      if (this.#unknown.has(receiver)) {
        return [{ receiver, status: 5, status_message: 'receiverNotRegistered' }];
      }
      this.counts.set(receiver, (this.counts.get(receiver) ?? 0) + 1);
      return [];
    });
    const token = String(this.#nextToken++);
    return {
      text: `{"status":0,"status_message":"ok","message_token":${token},"failed_list":${JSON.stringify(failed_list)}}`,
    };
  };
}

describe('broadcastMessage', () => {
  it('posts the message with its list to broadcast_message', async () => {
    const keyboard = { Type: 'keyboard', Buttons: [{ ActionBody: 'yes', Text: 'Yes' }] } as const;
    const message = { ...HELLO, tracking_data: 'news', min_api_version: 7 };
    await client.broadcastMessage({
      broadcast_list: ['ann', 'bob'],
      ...message,
      keyboard: { ...keyboard, Buttons: [...keyboard.Buttons] },
    });
    expect(api.calls).toHaveLength(1);
    expect(api.calls[0]).toMatchObject({
      verb: 'POST',
      path: '/pa/broadcast_message',
      headers: { 'x-viber-auth-token': AUTH_TOKEN, 'content-type': 'application/json' },
    });
    expect(api.bodies).toEqual([
      { broadcast_list: ['ann', 'bob'], ...message, keyboard, sender: { name: 'News' } },
    ]);
  });

  it('gives every digit of each token, and whom Viber lists as failed, as it lists them', async () => {
    api.reply(
      {
        text: '{"status":0,"message_token":5741311803571721087,"failed_list":[{"receiver":"user-7==","status":6,"status_message":"receiverNotSubscribed"}]}',
      },
      { text: '{"status":0,"message_token":42,"failed_list":[{"receiver":"user-300==","status":"5"}]}' },
    );
    await expect(client.broadcastMessage({ broadcast_list: ids(301), ...HELLO })).resolves.toEqual({
      status: 0,
      message_tokens: ['5741311803571721087', '42'],
      failed_list: [
        { receiver: 'user-7==', status: 6, status_message: 'receiverNotSubscribed' },
        { receiver: 'user-300==', status: 5 },
      ],
    });
  });

  it.each<[string, unknown]>([
    ['no list of failures', { status: 0, message_token: 1 }],
    ['one that is none', { status: 0, message_token: 1, failed_list: 'none' }],
    [
      'one with other things in it',
      { status: 0, message_token: 1, failed_list: [null, 7, {}, { receiver: 1 }] },
    ],
  ])('copes with an answer that has %s', async (_, json) => {
    api.reply({ json });
    await expect(client.broadcastMessage({ broadcast_list: ['ann'], ...HELLO })).resolves.toEqual({
      status: 0,
      message_tokens: ['1'],
      failed_list: [],
    });
  });

  it('sends to somebody who is named twice once', async () => {
    await client.broadcastMessage({ broadcast_list: ['ann', 'bob', 'ann', 'ann'], ...HELLO });
    expect(api.calls.map(receiversOf)).toEqual([['ann', 'bob']]);
  });

  it('sends nothing to nobody', async () => {
    await expect(client.broadcastMessage({ broadcast_list: [], ...HELLO })).resolves.toEqual({
      status: 0,
      message_tokens: [],
      failed_list: [],
    });
    expect(api.calls).toEqual([]);
  });

  it.each<[unknown]>([
    [undefined],
    ['ann'],
    [{}],
    [new Set(['ann'])],
    [['ann', '']],
    [['ann', 7]],
    [[null]],
    [Array(2)],
    [Object.assign(Array(2), { 1: 'ann' })],
  ])('refuses a list that is none before anything is sent: %p', async (broadcast_list) => {
    const failure = await failureOf(client.broadcastMessage({ broadcast_list, ...HELLO } as never));
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure.message).toMatch(/broadcast_list/);
    expect(api.calls).toEqual([]);
  });

  it('refuses a message that is wrong before anything is sent', async () => {
    const failure = await failureOf(
      client.broadcastMessage({ broadcast_list: ids(900), type: 'text', text: '' }),
    );
    expect(failure).toBeInstanceOf(ViberMessageError);
    expect(api.calls).toEqual([]);
  });

  it.each([[{ onProgres: () => undefined }], [{ onProgress: 'log' }], [{ signal: {} }]])(
    'refuses options that cannot be meant: %p',
    async (options) => {
      const failure = await failureOf(
        client.broadcastMessage({ broadcast_list: ['ann'], ...HELLO }, options as never),
      );
      expect(failure).toBeInstanceOf(TypeError);
      expect(failure.message).toMatch(/onProgress|signal/);
      expect(api.calls).toEqual([]);
    },
  );

  it('sends one request after another, and waits for onProgress between them', async () => {
    const order: string[] = [];
    api.reply(({ body }) => {
      order.push(`asked for ${String((body as BroadcastRequest).broadcast_list.length)}`);
      return { json: { status: 0 } };
    });
    await client.broadcastMessage(
      { broadcast_list: ids(700), ...HELLO },
      {
        onProgress: async ({ sent }) => {
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`saved ${String(sent)}`);
        },
      },
    );
    expect(order).toEqual([
      'asked for 300',
      'saved 300',
      'asked for 300',
      'saved 600',
      'asked for 100',
      'saved 700',
    ]);
  });

  it('sends everybody the message it has checked, whatever becomes of it meanwhile', async () => {
    const keyboard = { Type: 'keyboard' as const, Buttons: [{ ActionBody: 'yes' }] };
    const before = structuredClone(keyboard);
    await client.broadcastMessage(
      { broadcast_list: ids(900), ...HELLO, keyboard },
      { onProgress: () => keyboard.Buttons.push({ ActionBody: 'x'.repeat(40_000) }) },
    );
    expect(api.bodies).toMatchObject([{ keyboard: before }, { keyboard: before }, { keyboard: before }]);
    expect(keyboard.Buttons).toHaveLength(4);
  });

  it('reaches each of 10,000 receivers once, and lists the 3 % that are unknown', async () => {
    const receivers = ids(10_000);
    const unknown = receivers.filter((_, index) => index % 100 < 3);
    const inboxes = new Inboxes(unknown);
    const progress: BroadcastProgress[] = [];
    api.reply(inboxes.take);
    const { message_tokens, failed_list } = await client.broadcastMessage(
      { broadcast_list: receivers, ...HELLO },
      { onProgress: (now) => progress.push(now) },
    );
    expect(api.calls).toHaveLength(34);
    expect(new Set(message_tokens).size).toBe(34);
    expect(failed_list.map(({ receiver }) => receiver)).toEqual(unknown);
    expect(failed_list[0]).toEqual({
      receiver: 'user-0==',
      status: 5,
      status_message: 'receiverNotRegistered',
    });
    expect(inboxes.counts.size).toBe(9700);
    expect(new Set(inboxes.counts.values())).toEqual(new Set([1]));
    expect(progress).toHaveLength(34);
    expect(progress[0]).toEqual({ total: 10_000, sent: 291, failed: 9 });
    expect(progress.at(-1)).toEqual({ total: 10_000, sent: 9700, failed: 300 });
  });

  describe('against the emulator', () => {
    let emulator: ViberEmulator;

    beforeEach(async () => {
      emulator = createViberEmulator({ authToken: AUTH_TOKEN });
      await emulator.listen();
    });

    afterEach(async () => {
      await emulator.close();
    });

    it('reaches each of 10,000 receivers once, and lists the 3 % that are unknown', async () => {
      const receivers = ids(10_000);
      const unknown = receivers.filter((_, index) => index % 100 < 3);
      const missing = new Set(unknown);
      const users = receivers.filter((id) => !missing.has(id)).map((id) => emulator.addUser({ id }));
      // Before there is a webhook, so that nothing is called back.
      for (const user of users) await user.subscribe();
      const webhook = await serve((_req, res) => res.end());
      const bot = new ViberClient({
        authToken: AUTH_TOKEN,
        apiUrl: emulator.apiUrl,
        sender: { name: 'News' },
      });
      await bot.setWebhook({ url: webhook, eventTypes: [] });
      const { failed_list } = await bot.broadcastMessage({ broadcast_list: receivers, ...HELLO });
      expect(failed_list.map(({ receiver }) => receiver)).toEqual(unknown);
      expect(new Set(failed_list.map(({ status }) => status))).toEqual(new Set([5]));
      expect(new Set(users.map(({ inbox }) => inbox.length))).toEqual(new Set([1]));
    }, 60_000);
  });

  describe('in its pace', () => {
    const MANY = ids(180_000);

    it('stays under 500 requests in any 10 seconds, whatever else this client broadcasts', async () => {
      useFakeClock(true);
      const arrivedAtMs: number[] = [];
      api.reply(() => {
        arrivedAtMs.push(performance.now());
        return { json: { status: 0 } };
      });
      const half = MANY.length / 2;
      await fastForward(
        Promise.all([
          client.broadcastMessage({ broadcast_list: MANY.slice(0, half), ...HELLO }),
          client.broadcastMessage({ broadcast_list: MANY.slice(half), ...HELLO }),
        ]),
      );
      expect(arrivedAtMs).toHaveLength(600);
      for (const [index, startMs] of arrivedAtMs.entries()) {
        const fiveHundredthMs = arrivedAtMs[index + 499];
        if (fiveHundredthMs !== undefined) expect(fiveHundredthMs - startMs).toBeGreaterThan(10_000);
      }
      expect((arrivedAtMs.at(-1) ?? 0) - (arrivedAtMs[0] ?? 0)).toBeLessThan(15_000);
    }, 60_000);

    it('stops waiting for its turn when it is aborted', async () => {
      useFakeClock(true);
      const controller = new AbortController();
      const failure = failureOfClass(
        client.broadcastMessage({ broadcast_list: MANY, ...HELLO }, { signal: controller.signal }),
        ViberBroadcastError,
      );
      await turnUntil(() => api.calls.length === 499 && backoffsMs().length > 0);
      controller.abort('enough');
      const error = await failure;
      expect(error).toMatchObject({ cause: 'enough', uncertain: [] });
      expect(error.notSent).toEqual(MANY.slice(499 * 300));
      expect(jest.getTimerCount()).toBe(0);
      expect(api.calls).toHaveLength(499);
    }, 60_000);
  });
});

describe('ViberBroadcastError', () => {
  const RECEIVERS = ids(1000);

  /** Who is where once the second of four requests has failed. */
  interface Account {
    uncertain: string[];
    notSent: string[];
  }
  const mayHaveArrived: Account = { uncertain: RECEIVERS.slice(300, 600), notSent: RECEIVERS.slice(600) };
  const hasNotArrived: Account = { uncertain: [], notSent: RECEIVERS.slice(300) };

  it.each<[string, ApiReply, Account, requests: number, cause: object]>([
    ['a reset connection', 'reset', mayHaveArrived, 2, { networkCode: 'ECONNRESET' }],
    ['half an answer', { halfOf: 200 }, mayHaveArrived, 2, { code: 'connection_failed' }],
    ['HTML', { text: '<html>' }, mayHaveArrived, 2, { httpStatus: 200 }],
    ['HTTP 502', { text: '', httpStatus: 502 }, mayHaveArrived, 2, { httpStatus: 502 }],
    ['HTTP 404', { text: '', httpStatus: 404 }, mayHaveArrived, 2, { httpStatus: 404 }],
    ['an answer without a status', { json: {} }, mayHaveArrived, 2, { code: 'connection_failed' }],
    ['a refusal', { json: { status: 20 } }, hasNotArrived, 2, { statusName: 'broadcastNotAllowed' }],
    ['status 12 over and over', { json: { status: 12 } }, hasNotArrived, 5, { status: 12 }],
    ['HTTP 429 over and over', { text: '', httpStatus: 429 }, hasNotArrived, 5, { httpStatus: 429 }],
  ])('accounts for everybody after %s', async (_, reply, account, requests, cause) => {
    useFakeClock();
    const first = {
      text: '{"status":0,"message_token":7,"failed_list":[{"receiver":"user-3==","status":5}]}',
    };
    api.reply(first, reply);
    const error = await fastForward(
      failureOf(client.broadcastMessage({ broadcast_list: RECEIVERS, ...HELLO })),
    );
    expect(error).toBeInstanceOf(ViberBroadcastError);
    expect(error).toMatchObject({
      name: 'ViberBroadcastError',
      code: 'broadcast_stopped',
      result: { message_tokens: ['7'], failed_list: [{ receiver: 'user-3==', status: 5 }] },
      ...account,
    });
    expect(error).not.toHaveProperty('result.status');
    expect(error.cause).toMatchObject({ method: 'broadcast_message', ...cause });
    expect(error.message).toContain('after 300 of 1000 receivers');
    expect(error.message).toContain(`${String(account.notSent.length)} were not (notSent)`);
    expect(error.message).toContain((error.cause as Error).message);
    expect(api.calls).toHaveLength(requests);
  });

  it('accounts for everybody after an answer that does not come in time', async () => {
    useFakeClock();
    api.reply({ json: { status: 0 } }, 'hang');
    const failure = failureOf(client.broadcastMessage({ broadcast_list: RECEIVERS, ...HELLO }));
    await api.received(2);
    jest.advanceTimersByTime(TIMEOUT_MS);
    expect(await failure).toMatchObject({
      code: 'broadcast_stopped',
      cause: { networkCode: 'ECONNABORTED' },
      ...mayHaveArrived,
    });
    expect(api.calls).toHaveLength(2);
  });

  it('accounts for everybody where nothing listens any more', async () => {
    useFakeClock();
    // Otherwise the next request might go into a connection that is just closing, and nobody could tell.
    api.reply({ json: { status: 0 }, headers: { Connection: 'close' } });
    const broadcast = client.broadcastMessage(
      { broadcast_list: RECEIVERS, ...HELLO },
      { onProgress: closeServers },
    );
    expect(await fastForward(failureOf(broadcast))).toMatchObject({
      cause: { networkCode: 'ECONNREFUSED' },
      ...hasNotArrived,
    });
  });

  it('accounts for everybody when it is aborted during a request', async () => {
    const controller = new AbortController();
    api.reply({ json: { status: 0 } }, 'hang');
    const failure = failureOf(
      client.broadcastMessage({ broadcast_list: RECEIVERS, ...HELLO }, { signal: controller.signal }),
    );
    await api.received(2);
    const reason = new Error('The application is shutting down.');
    controller.abort(reason);
    const error = await failure;
    expect(error).toMatchObject({ code: 'broadcast_stopped', ...mayHaveArrived });
    expect(error.cause).toBe(reason);
    expect(error.message).not.toContain(reason.message);
  });

  it.each([
    [
      'a refusal',
      new ViberApiError({ method: 'send_message', status: 7, statusMessage: undefined, hint: undefined }),
    ],
    [
      'a connection that was never made',
      new ViberConnectionError('send_message', 'refused', { networkCode: 'ECONNREFUSED' }),
    ],
  ])('takes the reason of the signal for nothing that Viber has said, were it %s', async (_, reason) => {
    const controller = new AbortController();
    api.reply({ json: { status: 0 } }, 'hang');
    const failure = failureOf(
      client.broadcastMessage({ broadcast_list: RECEIVERS, ...HELLO }, { signal: controller.signal }),
    );
    await api.received(2);
    controller.abort(reason);
    expect(await failure).toMatchObject({ ...mayHaveArrived, cause: reason });
    expect(api.calls).toHaveLength(2);
  });

  it.each<[string, number, Account]>([
    ['in the middle', 1, hasNotArrived],
    ['at the end', 4, { uncertain: [], notSent: [] }],
  ])('accounts for everybody when it is aborted %s while onProgress is pending', async (_, last, account) => {
    const controller = new AbortController();
    const calls: BroadcastProgress[] = [];
    const failure = failureOf(
      client.broadcastMessage(
        { broadcast_list: RECEIVERS, ...HELLO },
        {
          signal: controller.signal,
          onProgress: (progress) => {
            calls.push(progress);
            return calls.length === last ? new Promise(() => undefined) : undefined;
          },
        },
      ),
    );
    await turnUntil(() => calls.length === last);
    controller.abort('enough');
    expect(await failure).toMatchObject({ code: 'broadcast_stopped', cause: 'enough', ...account });
    expect(api.calls).toHaveLength(last);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('accounts for everybody when it is aborted before the next try', async () => {
    useFakeClock();
    const controller = new AbortController();
    api.reply({ json: { status: 0 } }, { json: { status: 12 } });
    const failure = failureOf(
      client.broadcastMessage({ broadcast_list: RECEIVERS, ...HELLO }, { signal: controller.signal }),
    );
    await turnUntil(() => backoffsMs().length === 1);
    controller.abort('enough');
    expect(await failure).toMatchObject({ cause: 'enough', ...hasNotArrived });
    expect(api.calls).toHaveLength(2);
  });

  it('accounts for everybody when it is aborted between two requests', async () => {
    const controller = new AbortController();
    const failure = failureOf(
      client.broadcastMessage(
        { broadcast_list: RECEIVERS, ...HELLO },
        {
          signal: controller.signal,
          onProgress: () => {
            controller.abort('enough');
          },
        },
      ),
    );
    expect(await failure).toMatchObject({ cause: 'enough', ...hasNotArrived });
    expect(api.calls).toHaveLength(1);
  });

  it('accounts for everybody when it is aborted before it begins', async () => {
    const failure = failureOf(
      client.broadcastMessage(
        { broadcast_list: RECEIVERS, ...HELLO },
        { signal: AbortSignal.abort('enough') },
      ),
    );
    expect(await failure).toMatchObject({ cause: 'enough', uncertain: [], notSent: RECEIVERS });
    expect(api.calls).toEqual([]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
    ['rejects', () => Promise.reject(new Error('disk full'))],
  ])('accounts for everybody when onProgress %s', async (_, onProgress) => {
    api.reply({ json: { status: 0, message_token: 7 } });
    const error = await failureOf(
      client.broadcastMessage({ broadcast_list: RECEIVERS, ...HELLO }, { onProgress }),
    );
    expect(error).toMatchObject({
      code: 'broadcast_stopped',
      result: { message_tokens: ['7'] },
      cause: { message: 'disk full' },
      ...hasNotArrived,
    });
    expect(api.calls).toHaveLength(1);
  });

  it('has everybody in one place, the right one, whatever goes wrong and when', async () => {
    const failures = {
      reset: 'reset',
      half: { halfOf: 200 },
      html: { text: '<html>' },
      badGateway: { text: '', httpStatus: 502 },
      refused: { json: { status: 20 } },
      tooMany: { json: { status: 12 }, headers: { 'Retry-After': '60' } },
      http429: { text: '', httpStatus: 429, headers: { 'Retry-After': '60' } },
    } satisfies Record<string, ApiReply>;
    const kinds = [...(Object.keys(failures) as (keyof typeof failures)[]), 'abort', 'throw'] as const;
    const CERTAIN: readonly string[] = ['refused', 'tooMany', 'http429', 'throw'];

    await fc.assert(
      fc.asyncProperty(
        fc.record({
          count: fc.integer({ min: 1, max: 1300 }),
          failingRequest: fc.nat({ max: 4 }),
          kind: fc.constantFrom(...kinds),
          wasTaken: fc.boolean(),
          unknown: fc.uniqueArray(fc.nat({ max: 1299 }), { maxLength: 40 }),
        }),
        async ({ count, failingRequest, kind, wasTaken, unknown }) => {
          const receivers = ids(count);
          const inboxes = new Inboxes(unknown.map((index) => `user-${String(index)}==`));
          const controller = new AbortController();
          let request = 0;
          api.reply((call) => {
            if (request++ !== failingRequest || kind === 'throw') return inboxes.take(call);
            if (wasTaken && !CERTAIN.includes(kind)) inboxes.take(call);
            if (kind !== 'abort') return failures[kind];
            controller.abort('enough');
            return 'hang';
          });
          const onProgress = () => {
            if (kind === 'throw' && request > failingRequest) throw new Error('disk full');
          };
          const stopped = await client
            .broadcastMessage(
              { broadcast_list: receivers, ...HELLO },
              { signal: controller.signal, onProgress },
            )
            .then(
              (result) => ({ result, uncertain: [], notSent: [] }),
              (error: unknown) => error as ViberBroadcastError,
            );
          expect(stopped instanceof ViberBroadcastError).toBe(failingRequest < Math.ceil(count / 300));

          const { result, uncertain, notSent } = stopped;
          const failed = result.failed_list.map(({ receiver }) => receiver);
          const elsewhere = [...failed, ...uncertain, ...notSent];
          const sent = receivers.filter((id) => !new Set(elsewhere).has(id));
          expect([...sent, ...elsewhere].toSorted()).toEqual(receivers.toSorted());
          expect(sent.filter((id) => inboxes.counts.get(id) !== 1)).toEqual([]);
          expect([...failed, ...notSent].filter((id) => inboxes.counts.has(id))).toEqual([]);
          if (CERTAIN.includes(kind)) expect(uncertain).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});
