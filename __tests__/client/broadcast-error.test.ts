import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import type { BroadcastProgress } from '../../lib/client/broadcast';
import { ViberClient } from '../../lib/client/viber-client';
import { ViberApiError, ViberBroadcastError, ViberConnectionError } from '../../lib/errors';
import { turnUntil } from '../fixtures/conditions';
import type { ApiReply } from '../fixtures/fake-viber-api';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';
import { failureOf } from './failure-of';
import { backoffsMs, fastForward, TIMEOUT_MS, useFakeClock } from './fake-clock';
import { Inboxes, userIds } from './inboxes';

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

describe('ViberBroadcastError', () => {
  const RECEIVERS = userIds(1000);

  /** Which receivers are in which list after the second of four requests has failed. */
  interface Outcome {
    uncertain: string[];
    notSent: string[];
  }
  const mayHaveArrived: Outcome = { uncertain: RECEIVERS.slice(300, 600), notSent: RECEIVERS.slice(600) };
  const hasNotArrived: Outcome = { uncertain: [], notSent: RECEIVERS.slice(300) };

  it.each<[string, ApiReply, Outcome, requests: number, cause: object]>([
    ['a reset connection', 'reset', mayHaveArrived, 2, { networkCode: 'ECONNRESET' }],
    ['half a response', { halfOf: 200 }, mayHaveArrived, 2, { code: 'connection_failed' }],
    ['HTML', { text: '<html>' }, mayHaveArrived, 2, { httpStatus: 200 }],
    ['HTTP 502', { text: '', httpStatus: 502 }, mayHaveArrived, 2, { httpStatus: 502 }],
    ['HTTP 404', { text: '', httpStatus: 404 }, mayHaveArrived, 2, { httpStatus: 404 }],
    ['a response without a status', { json: {} }, mayHaveArrived, 2, { code: 'connection_failed' }],
    ['a refusal', { json: { status: 20 } }, hasNotArrived, 2, { statusName: 'broadcastNotAllowed' }],
    ['status 12 after every retry', { json: { status: 12 } }, hasNotArrived, 5, { viberStatus: 12 }],
    ['HTTP 429 after every retry', { text: '', httpStatus: 429 }, hasNotArrived, 5, { httpStatus: 429 }],
  ])('accounts for every receiver after %s', async (_, reply, outcome, requests, cause) => {
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
      ...outcome,
    });
    expect(error).not.toHaveProperty('result.status');
    expect(error.cause).toMatchObject({ method: 'broadcast_message', ...cause });
    expect(error.message).toContain('after 300 of 1000 receivers');
    expect(error.message).toContain(`${String(outcome.notSent.length)} were not (notSent)`);
    expect(error.message).toContain((error.cause as Error).message);
    expect(api.calls).toHaveLength(requests);
  });

  it('accounts for every receiver after a timeout', async () => {
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

  it('accounts for every receiver if nothing listens any more', async () => {
    useFakeClock();
    // Otherwise the next request might be sent over a connection that is closing, and its fate would be uncertain.
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

  it('accounts for every receiver if it is aborted during a request', async () => {
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
      new ViberApiError({
        method: 'send_message',
        viberStatus: 7,
        statusMessage: undefined,
        hint: undefined,
      }),
    ],
    [
      'a connection that was never made',
      new ViberConnectionError('send_message', 'refused', { networkCode: 'ECONNREFUSED' }),
    ],
  ])(
    'does not mistake the reason of the signal for a failure of the request, even if it is %s',
    async (_, reason) => {
      const controller = new AbortController();
      api.reply({ json: { status: 0 } }, 'hang');
      const failure = failureOf(
        client.broadcastMessage({ broadcast_list: RECEIVERS, ...HELLO }, { signal: controller.signal }),
      );
      await api.received(2);
      controller.abort(reason);
      expect(await failure).toMatchObject({ ...mayHaveArrived, cause: reason });
      expect(api.calls).toHaveLength(2);
    },
  );

  it.each<[string, number, Outcome]>([
    ['in the middle', 1, hasNotArrived],
    ['at the end', 4, { uncertain: [], notSent: [] }],
  ])(
    'accounts for every receiver if it is aborted %s while onProgress is pending',
    async (_, last, outcome) => {
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
      expect(await failure).toMatchObject({ code: 'broadcast_stopped', cause: 'enough', ...outcome });
      expect(api.calls).toHaveLength(last);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    },
  );

  it('accounts for every receiver if it is aborted before a retry', async () => {
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

  it('accounts for every receiver if it is aborted between two requests', async () => {
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

  it('accounts for every receiver if it is aborted before it begins', async () => {
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
  ])('accounts for every receiver if onProgress %s', async (_, onProgress) => {
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

  it('lists every receiver exactly once, and correctly, whatever fails and when', async () => {
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
          wasAccepted: fc.boolean(),
          unknown: fc.uniqueArray(fc.nat({ max: 1299 }), { maxLength: 40 }),
        }),
        async ({ count, failingRequest, kind, wasAccepted, unknown }) => {
          const receivers = userIds(count);
          const inboxes = new Inboxes(unknown.map((index) => `user-${String(index)}==`));
          const controller = new AbortController();
          let request = 0;
          api.reply((call) => {
            if (request++ !== failingRequest || kind === 'throw') return inboxes.accept(call);
            if (wasAccepted && !CERTAIN.includes(kind)) inboxes.accept(call);
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
