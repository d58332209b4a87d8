import type { BroadcastProgress } from '../../lib/client/broadcast';
import { ViberClient } from '../../lib/client/viber-client';
import type { ViberEmulator } from '../../lib/emulator';
import { createViberEmulator } from '../../lib/emulator';
import { ViberBroadcastError, ViberMessageError } from '../../lib/errors';
import { turnUntil } from '../fixtures/conditions';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers, serve } from '../fixtures/servers';
import { failureOf, failureOfClass } from './failure-of';
import { backoffsMs, fastForward, useFakeClock } from './fake-clock';
import { Inboxes, receiversOf, userIds } from './inboxes';

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

  it('resolves with every digit of each token, and with the receivers whom Viber lists as failed', async () => {
    api.reply(
      {
        text: '{"status":0,"message_token":5741311803571721087,"failed_list":[{"receiver":"user-7==","status":6,"status_message":"receiverNotSubscribed"}]}',
      },
      { text: '{"status":0,"message_token":42,"failed_list":[{"receiver":"user-300==","status":"5"}]}' },
    );
    await expect(client.broadcastMessage({ broadcast_list: userIds(301), ...HELLO })).resolves.toEqual({
      status: 0,
      message_tokens: ['5741311803571721087', '42'],
      failed_list: [
        { receiver: 'user-7==', status: 6, status_message: 'receiverNotSubscribed' },
        { receiver: 'user-300==', status: 5 },
      ],
    });
  });

  it.each<[string, unknown]>([
    ['no failed_list', { status: 0, message_token: 1 }],
    ['a failed_list that is not a list', { status: 0, message_token: 1, failed_list: 'none' }],
    [
      'a failed_list with invalid entries',
      { status: 0, message_token: 1, failed_list: [null, 7, {}, { receiver: 1 }] },
    ],
  ])('accepts a response that has %s', async (_, json) => {
    api.reply({ json });
    await expect(client.broadcastMessage({ broadcast_list: ['ann'], ...HELLO })).resolves.toEqual({
      status: 0,
      message_tokens: ['1'],
      failed_list: [],
    });
  });

  it('sends once to a user who is listed twice', async () => {
    await client.broadcastMessage({ broadcast_list: ['ann', 'bob', 'ann', 'ann'], ...HELLO });
    expect(api.calls.map(receiversOf)).toEqual([['ann', 'bob']]);
  });

  it('sends nothing for an empty list', async () => {
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
  ])('refuses an invalid broadcast_list before anything is sent: %p', async (broadcast_list) => {
    const failure = await failureOf(client.broadcastMessage({ broadcast_list, ...HELLO } as never));
    expect(failure).toBeInstanceOf(TypeError);
    expect(failure.message).toMatch(/broadcast_list/);
    expect(api.calls).toEqual([]);
  });

  it('refuses an invalid message before anything is sent', async () => {
    const failure = await failureOf(
      client.broadcastMessage({ broadcast_list: userIds(900), type: 'text', text: 'x'.repeat(7001) }),
    );
    expect(failure).toBeInstanceOf(ViberMessageError);
    expect(api.calls).toEqual([]);
  });

  it.each([[{ onProgres: () => undefined }], [{ onProgress: 'log' }], [{ signal: {} }]])(
    'refuses invalid options: %p',
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
    api.reply((call) => {
      order.push(`received ${String(receiversOf(call).length)}`);
      return { json: { status: 0 } };
    });
    await client.broadcastMessage(
      { broadcast_list: userIds(700), ...HELLO },
      {
        onProgress: async ({ sent }) => {
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`saved ${String(sent)}`);
        },
      },
    );
    expect(order).toEqual([
      'received 300',
      'saved 300',
      'received 300',
      'saved 600',
      'received 100',
      'saved 700',
    ]);
  });

  it('sends the message as it was checked to everybody, even if it changes meanwhile', async () => {
    const keyboard = { Type: 'keyboard' as const, Buttons: [{ ActionBody: 'yes' }] };
    const before = structuredClone(keyboard);
    await client.broadcastMessage(
      { broadcast_list: userIds(900), ...HELLO, keyboard },
      { onProgress: () => keyboard.Buttons.push({ ActionBody: 'x'.repeat(40_000) }) },
    );
    expect(api.bodies).toMatchObject([{ keyboard: before }, { keyboard: before }, { keyboard: before }]);
    expect(keyboard.Buttons).toHaveLength(4);
  });

  it('reaches each of 10,000 receivers once, and lists the 3 % that are unknown', async () => {
    const receivers = userIds(10_000);
    const unknown = receivers.filter((_, index) => index % 100 < 3);
    const inboxes = new Inboxes(unknown);
    const progress: BroadcastProgress[] = [];
    api.reply(inboxes.accept);
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
      const receivers = userIds(10_000);
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

  describe('under its rate limit', () => {
    const MANY = userIds(180_000);

    it('stays below 500 requests in any 10 seconds over all broadcasts of the client', async () => {
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

    it('stops waiting for its turn once it is aborted', async () => {
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
