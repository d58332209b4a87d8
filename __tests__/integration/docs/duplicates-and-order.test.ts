import { unsubscribe } from 'node:diagnostics_channel';
import type { ChannelListener } from 'node:diagnostics_channel';
import type { DiagnosticsMessages } from '../../../lib/index';
import { parseWebhookOptions } from '../../../lib/webhook/options';
import { BODIES, receiptBody, textBody } from '../../fixtures/bodies';
import { turnUntil, until } from '../../fixtures/conditions';
import { FakeViberApi, OK } from '../../fixtures/fake-viber-api';
import { gate } from '../../fixtures/gate';
import { AUTH_TOKEN, postSigned } from '../../fixtures/posts';
import { startApp } from '../../webhook/webhook-app';
import { codeBlocks, codeIn, readPage, tableRows, typeErrors } from '../documented-code';
import { useRecipes } from '../recipes/recipe';
import { asModule, blockWith, NO_API, startBlocks } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/duplicates-and-order.md').replace(/\s+/g, ' ');
const blocks = codeBlocks(readPage('docs/duplicates-and-order.md'));
const counter = blockWith(blocks, 'ordered: true');

// Exactly the channels of the type: a missing or an additional one does not compile.
const CHANNELS = {
  'express-viber:received': true,
  'express-viber:verified': true,
  'express-viber:duplicate': true,
  'express-viber:dispatched': true,
  'express-viber:acknowledged': true,
  'express-viber:failed': true,
  'express-viber:api-call': true,
} satisfies Record<keyof DiagnosticsMessages, true>;

describe('docs/duplicates-and-order.md', () => {
  useRecipes();

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(4);
    expect(typeErrors(blocks.map(asModule))).toEqual([]);
  });

  it.each([
    ['counts messages that arrive together', counter, ['Message 1', 'Message 2']],
    ['would not without order', counter.replace(/ordered: true,.*\n/, ''), ['Message 1', 'Message 1']],
  ])('has a counter that %s', async (_what, code, texts) => {
    const api = await FakeViberApi.start();
    const { opened, open } = gate();
    api.reply(async () => {
      await opened;
      return OK;
    });
    const { url } = await startBlocks(api.url, code);
    const first = postSigned(url, textBody('a', '1'));
    await api.received(1);
    const second = postSigned(url, textBody('b', '2'));
    if (code !== counter) await api.received(2);
    open();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    expect(api.bodies.map((body) => (body as { text: string }).text)).toEqual(texts);
  });

  it('has an order that is placed once, although two processes handle it', async () => {
    const api = await FakeViberApi.start();
    const { url, viber } = await startBlocks(
      api.url,
      blockWith(blocks, 'ON CONFLICT'),
      'Object.assign(viber, { orders });',
    );
    for (const account of ['one process', 'another process']) {
      const data = { account, receivedAt: new Date().toISOString(), body: textBody('order tea', '1') };
      await viber.process({ data });
    }
    expect((await postSigned(url, textBody('order tea', '2'))).status).toBe(200);
    expect([...(viber as unknown as { orders: Map<string, string> }).orders]).toEqual([
      ['1', 'tea'],
      ['2', 'tea'],
    ]);
    expect(api.bodies).toMatchObject(Array(3).fill({ text: 'You have ordered tea.' }));
  });

  it('states the defaults', () => {
    const { duplicates, maxInFlight, ordered, ackTimeoutMs } = parseWebhookOptions({ authToken: AUTH_TOKEN });
    expect({ duplicates, maxInFlight, ordered, ackTimeoutMs }).toEqual({
      duplicates: { max: 50_000, ttlMs: 2 * 3_600_000 },
      maxInFlight: Infinity,
      ordered: false,
      ackTimeoutMs: 4000,
    });
    expect(parseWebhookOptions({ authToken: AUTH_TOKEN, ordered: true }).ordered).toEqual({
      giveUpAfterMs: 60_000,
    });
    for (const text of [
      '50,000 for two hours',
      '`ackTimeoutMs` (4 seconds)',
      'After a minute, or `ordered: { giveUpAfterMs }`',
      'By default there is no limit.',
    ])
      expect(page).toContain(text);
  });

  it('gives a redelivery in flight the same response, and emits duplicate', async () => {
    const { viber, url } = await startApp();
    const { opened, open } = gate();
    const events: string[] = [];
    viber.on('seen', () => {
      events.push('seen');
      return opened;
    });
    viber.on('duplicate', () => events.push('duplicate'));
    const first = postSigned(url, BODIES.seen);
    await turnUntil(() => events.length === 1);
    const second = postSigned(url, BODIES.seen);
    await turnUntil(() => events.length === 2);
    open();
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    expect(events).toEqual(['seen', 'duplicate']);
  });

  it('does not let a failed callback hold up the next one of its user', async () => {
    const { viber, url } = await startApp({ ordered: true });
    const handled: string[] = [];
    let isDown = true;
    viber.on('message:text', ({ message }) => {
      if (isDown && message.text === 'first') throw new Error('no database');
      handled.push(message.text);
    });
    const statuses = [
      (await postSigned(url, textBody('first', '1'))).status,
      (await postSigned(url, textBody('second', '2'))).status,
    ];
    isDown = false;
    statuses.push((await postSigned(url, textBody('first', '1'))).status);
    expect([statuses, handled]).toEqual([
      [500, 200, 200],
      ['second', 'first'],
    ]);
  });

  it('rejects above the limit, receipts above half of it', async () => {
    const { viber, url } = await startApp({ maxInFlight: 2, ackTimeoutMs: 50 });
    const { opened, open } = gate();
    const rejected: string[] = [];
    viber.on('rejected', ({ code }) => rejected.push(code));
    viber.on('message', () => opened);
    const post = async (body: string) => {
      const { status, headers } = await postSigned(url, body);
      return [status, headers.get('retry-after')];
    };
    expect(await post(textBody('a', '1', 'a'))).toEqual([200, null]);
    expect(await post(receiptBody('seen', '2'))).toEqual([503, '1']);
    expect(await post(textBody('b', '3', 'b'))).toEqual([200, null]);
    expect(await post(textBody('c', '4', 'c'))).toEqual([503, '1']);
    expect(rejected).toEqual(['overloaded', 'overloaded']);
    open();
  });

  it('has a shutdown that names what is unfinished, and exits', async () => {
    const shutdown = blockWith(blocks, 'SIGTERM');
    const code = shutdown.replace('timeoutMs: 8000', 'timeoutMs: 0');
    expect(code).not.toBe(shutdown);
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    const { viber, url, printed } = await startBlocks(NO_API, code);
    const { opened, open } = gate();
    let isRunning = false;
    viber.on('seen', () => {
      isRunning = true;
      return opened;
    });
    const inFlight = postSigned(url, BODIES.seen);
    await until(() => isRunning);
    process.emit('SIGTERM');
    await until(() => exit.mock.calls.length > 0);
    open();
    await inFlight;
    expect(exit).toHaveBeenCalledTimes(1);
    exit.mockRestore();
    expect(printed).toEqual([['unfinished', 'default', 'seen', expect.any(Date)]]);
    expect((await postSigned(url, BODIES.delivered)).status).toBe(503);
  });

  it('lists every channel, and has a subscriber that prints what was acknowledged', async () => {
    const channels = tableRows(readPage('docs/duplicates-and-order.md'), 'channel').flatMap(([name]) =>
      codeIn(name),
    );
    expect(channels).toEqual(Object.keys(CHANNELS));
    const code = blockWith(blocks, 'diagnostics_channel').replace(
      "subscribe('express-viber:acknowledged', (message) => {",
      'Object.assign(viber, { subscriber });\nsubscribe("express-viber:acknowledged", subscriber);\nfunction subscriber(message: unknown) {',
    );
    const { viber, url, printed } = await startBlocks(NO_API, code.replace(/\}\);\n$/, '}\n'));
    await postSigned(url, BODIES.seen);
    const { subscriber } = viber as unknown as { subscriber: ChannelListener };
    unsubscribe('express-viber:acknowledged', subscriber);
    expect(printed).toEqual([['default', 'seen', expect.any(Number)]]);
  });
});
