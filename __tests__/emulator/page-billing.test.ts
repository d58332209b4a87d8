import { VirtualClock } from '../../lib/emulator';
import { callMethod } from './api/api-fixture';
import { AUTH_TOKEN, startBot } from './echo-bot';
import { echo, eventually, pageSessions } from './page-sessions';

const { startEmulator, openPage } = pageSessions();

const headers = { 'X-Viber-Auth-Token': AUTH_TOKEN };
const HOUR_MS = 3_600_000;

async function start() {
  const clock = new VirtualClock();
  const emulator = await startEmulator({ clock });
  const { url } = await startBot(emulator, { prepare: echo });
  const user = emulator.addUser({ name: 'Ada' });
  const page = await openPage(emulator);
  const send = async (message: object) => {
    const { json } = await callMethod(emulator, 'send_message', { receiver: user.id, ...message }, headers);
    return json;
  };
  return { clock, emulator, url, user, page, send };
}

describe('what a message costs', () => {
  it('is shown at each message of the bot', async () => {
    const { clock, emulator, user, page, send } = await start();
    await user.openChat();
    await user.send('hi');
    await clock.advance(24 * HOUR_MS);
    await send({ type: 'text', text: 'Anybody there?' });
    await emulator.settled();
    const messages = page.getByRole('article', { name: 'Message from the bot' });
    await messages.nth(2).waitFor();
    expect(await messages.locator('.billing').allInnerTexts()).toEqual(['free', 'in session', 'charged']);
    expect(await messages.locator('.billing').nth(2).getAttribute('title')).toBe('billing_status 5: charged');
    expect(
      await page.getByRole('article', { name: 'Message from the user' }).locator('.billing').count(),
    ).toBe(0);
  });
});

describe('a payment', () => {
  it('shows its price, and its button causes client_status', async () => {
    const { emulator, user, page, send } = await start();
    await user.send('hi');
    const payment = {
      type: 'GooglePay',
      description: '2 shirts XL',
      total_price: 1.85,
      currency_code: 'EUR',
      payment_parameters: [],
    };
    await send({ type: 'payment', min_api_version: 10, tracking_data: 'order-7', payment });
    const shown = page.getByRole('article', { name: 'Message from the bot' }).last();
    await shown.getByText('2 shirts XL').waitFor();
    await shown.getByText('1.85 EUR').waitFor();
    await shown.getByRole('button', { name: 'Pay with GooglePay' }).click();
    await eventually(() => {
      expect(emulator.timeline.at(-1)?.body).toContain('"tracking_data":"order-7"');
    });
    await page.getByLabel('Filter by event').selectOption('client_status');
    await page.locator('#timeline summary', { hasText: 'client_status' }).waitFor();
  });

  it('can be bought with a button', async () => {
    const { emulator, user, page, send } = await start();
    await user.send('hi');
    const button = { ActionType: 'buy', ActionBody: 'shirt', Text: 'Buy', Frame: { BorderWidth: '2' } };
    await send({ keyboard: { Type: 'keyboard', DefaultHeight: 'true', Buttons: [button] } });
    await page.getByRole('button', { name: 'Buy' }).click();
    await eventually(() => {
      expect(emulator.timeline.at(-1)?.event).toBe('client_status');
    });
  });
});

describe('the controls', () => {
  it('set the API level of the user, and a status that every API call fails with', async () => {
    const { emulator, user, page, send } = await start();
    await user.send('hi');
    await page.getByText('More about the user').click();
    await page.getByText('More faults').click();
    await page.getByLabel('API level').fill('6');
    await page.getByLabel('API level').press('Enter');
    await page.getByLabel('API status').fill('24');
    await page.getByLabel('API status').press('Enter');
    await eventually(() => {
      expect([user.profile.apiVersion, emulator.faults.apiStatus]).toEqual([6, 24]);
    });
    const message = { type: 'text', text: 'hi', min_api_version: 7 };
    expect(await send(message)).toEqual({ status: 24, status_message: 'noBalance' });
    await page.getByRole('textbox', { name: 'Message', exact: true }).focus();
    emulator.setFaults({ apiStatus: 0 });
    expect(await send(message)).toMatchObject({ status: 13 });
    await eventually(async () => {
      expect(await page.getByLabel('API status').inputValue()).toBe('0');
    });
  });
});
