import type { Page } from 'playwright-core';
import type { ServerResponse } from 'node:http';
import { serve } from '../fixtures/servers';
import { callMethod } from './api/api-fixture';
import { AUTH_TOKEN } from './echo-bot';
import { eventually, pageSessions, write } from './page-sessions';

const { startEmulator, openPage, openChat } = pageSessions();

const HEADERS = { 'X-Viber-Auth-Token': AUTH_TOKEN };
const EVIL = '<img src=x onerror="window.hacked=1">';

function row(page: Page, text: string) {
  return page.locator('#timeline > li').filter({ has: page.locator('summary', { hasText: text }) });
}

describe('the API calls of the bot', () => {
  it('are shown with their request and response', async () => {
    const { emulator, page } = await openChat();
    await write(page, 'hi');
    const sent = row(page, 'send_message');
    for (const text of ['Ada', 'accepted', 'status 0', / ms$/]) await sent.getByText(text).first().waitFor();
    await sent.locator('summary').click();
    const [call] = emulator.apiCalls.slice(-1);
    const shown = await sent.locator('pre').allInnerTexts();
    expect(shown.map((json) => json.replace(/\n */g, '').replaceAll('": ', '":'))).toEqual([
      call?.requestBody,
      call?.responseBody,
    ]);
    await page.getByText(`${String(emulator.timeline.length)} callbacks, 2 API calls`).waitFor();
  });

  it('are shown with the reason why Viber refuses them, and with what is wrong with the message', async () => {
    const { emulator, user, page } = await openChat();
    const send = (message: object, headers = HEADERS) =>
      callMethod(emulator, 'send_message', { receiver: user.id, ...message }, headers);
    await send({ type: 'text', text: 'hi' });
    await user.subscribe();
    await send({ type: 'text', text: 'hi', keybord: {} });
    await send({ type: 'picture', text: 'hi' });
    await callMethod(emulator, 'sendMessage', {}, HEADERS);
    await send({ type: 'text', text: 'hi' }, { 'X-Viber-Auth-Token': 'the token of another bot' });

    await row(page, 'status 6').locator('summary').click();
    await page.getByText('Status 6: notSubscribed').waitFor();
    const warned = row(page, 'accepted').filter({ hasText: '⚠ 1' });
    await warned.locator('summary').click();
    await warned.getByText('Warning: /keybord is not a known field. Did you mean "keyboard"?').waitFor();
    await row(page, 'status 4').locator('summary').click();
    await page.getByText('Viber refuses: /media is required but missing').waitFor();
    await row(page, 'HTTP 404').getByText('sendMessage').first().waitFor();
    await row(page, 'status 2').getByText('refused').waitFor();

    await page.getByLabel('Filter by state').selectOption('with warnings');
    await page.getByText(/^2 of /).waitFor();
    await page.getByLabel('Filter by state').selectOption('refused');
    await page.getByText(/^4 of /).waitFor();
    await page.getByLabel('Filter by event').selectOption('send_message');
    await page.getByText(/^3 of /).waitFor();
    await page.getByLabel('Filter by text').fill('NOTSUBSCRIBED');
    await page.getByText(/^1 of /).waitFor();
  });

  it('are pending until they have a response', async () => {
    const emulator = await startEmulator();
    const waiting: ServerResponse[] = [];
    const url = await serve((_req, res) => waiting.push(res));
    const page = await openPage(emulator);
    const registering = callMethod(emulator, 'set_webhook', { url }, HEADERS);
    await row(page, 'set_webhook').getByText('pending').waitFor();
    await eventually(() => {
      expect(waiting).toHaveLength(1);
    });
    waiting[0]?.end();
    await registering;
    await row(page, 'set_webhook').getByText('accepted').waitFor();
  });

  it('never show a token, run no script, and do not slow the page down', async () => {
    const { emulator, page } = await openChat();
    const call = (body: string) => callMethod(emulator, 'send_message', body, {});
    await call(JSON.stringify({ auth_token: AUTH_TOKEN, type: EVIL, text: EVIL, [EVIL]: 1 }));
    await call(`{"auth_token":"${AUTH_TOKEN}","x":${'['.repeat(14_000)}${']'.repeat(14_000)}}`);
    await call(`"${EVIL}`);
    await call('[1,2],'.repeat(100_000));
    await callMethod(emulator, encodeURIComponent(EVIL), {}, HEADERS);
    for (const id of ['#3', '#4', '#5', '#6', '#7']) await row(page, id).locator('summary').click();
    await row(page, '#3').locator('pre').first().waitFor();
    await row(page, '#3')
      .getByText(`"${EVIL.replaceAll('"', '\\"')}"`)
      .first()
      .waitFor();
    await row(page, encodeURIComponent(EVIL)).waitFor();
    expect(await page.content()).not.toContain(AUTH_TOKEN);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.locator('img[src="x"], [onerror]').count()).toBe(0);
    expect(await page.locator('#timeline span').count()).toBeLessThan(2000);
  });

  it('are dropped with the oldest callbacks', async () => {
    const page = await openPage(await startEmulator());
    const kept = await page.evaluate(`import('/store.js').then(({ Store }) => {
      const store = new Store();
      store.apply('call', { id: 1, method: 'post' });
      store.apply('timeline', { id: 2, event: 'seen' });
      store.apply('dropped', 1);
      return [...store.timeline.keys()];
    })`);
    expect(kept).toEqual([2]);
  });
});

describe('receipts', () => {
  it('are hidden until they are wanted again, also after a reload', async () => {
    const { user, page } = await openChat();
    await user.openChat();
    await row(page, 'delivered').waitFor();
    await page.getByRole('switch', { name: 'Receipts' }).uncheck();
    await row(page, 'delivered').waitFor({ state: 'detached' });
    await row(page, 'conversation_started').waitFor();
    await row(page, 'set_webhook').waitFor();
    await page.reload();
    await row(page, 'set_webhook').waitFor();
    expect(await page.getByRole('switch', { name: 'Receipts' }).isChecked()).toBe(false);
    expect(await page.locator('#timeline [data-event=delivered], #timeline [data-event=seen]').count()).toBe(
      0,
    );
    await page.getByRole('switch', { name: 'Receipts' }).check();
    await row(page, 'delivered').waitFor();
  });
});
