import { closeServers } from '../../fixtures/servers';
import { callMethod, closeEmulators, startRegistered } from '../api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const payment = {
  type: 'payment',
  min_api_version: 10,
  tracking_data: 'order-7',
  payment: { type: 'GooglePay', total_price: 1.85, currency_code: 'EUR', payment_parameters: [] },
};
const buy = { ActionType: 'buy', ActionBody: 'shirt' } as never;

describe('a payment', () => {
  it('causes client_status when the user taps Pay', async () => {
    const { emulator, webhook, user } = await startRegistered();
    const first = await callMethod(emulator, 'send_message', { ...payment, receiver: user.id });
    await callMethod(emulator, 'send_message', {
      ...payment,
      tracking_data: undefined,
      receiver: user.id,
    });
    await emulator.settled();
    webhook.calls.length = 0;
    await user.pay();
    await user.pay(first.json?.['message_token'] as string);
    const body = {
      event: 'client_status',
      timestamp: expect.any(Number) as number,
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      chat_hostname: expect.any(String) as string,
      user: {
        id: user.id,
        name: 'Subscriber',
        avatar: expect.stringContaining('generic-avatar') as string,
        country: 'GB',
        language: 'en',
        api_version: 10,
      },
      status: { type: 'payment', code: 0, supported_psps: ['IPay.ua', 'LiqPay', 'Portmone'] },
    };
    expect(webhook.calls.map(({ json }) => json)).toEqual([
      body,
      { ...body, status: { ...body.status, tracking_data: 'order-7' } },
    ]);
    expect(new Set(webhook.calls.map(({ json }) => json['message_token'])).size).toBe(2);
  });

  it('cannot be paid if the bot has not sent it', async () => {
    const { emulator, user } = await startRegistered();
    await expect(user.pay()).rejects.toThrow('The bot has sent no such payment to this user.');
    await callMethod(emulator, 'send_message', { ...payment, receiver: user.id });
    await expect(user.pay('1')).rejects.toThrow('The bot has sent no such payment to this user.');
  });
});

describe('a buy button', () => {
  it('causes client_status with the tracking data of the last message, and sends no text', async () => {
    const { emulator, webhook, user } = await startRegistered();
    await callMethod(emulator, 'send_message', {
      type: 'text',
      text: 'Shirts',
      tracking_data: 'shop',
      receiver: user.id,
    });
    await emulator.settled();
    webhook.calls.length = 0;
    await user.tap(buy);
    expect(webhook.calls.map(({ json }) => [json['event'], json['status']])).toEqual([
      ['client_status', expect.objectContaining({ type: 'payment', tracking_data: 'shop' })],
    ]);
    expect(user.chat).toHaveLength(1);
  });

  it('causes it also if the registration does not name it', async () => {
    const { emulator, webhook, user } = await startRegistered();
    await callMethod(emulator, 'set_webhook', { url: webhook.url, event_types: [] });
    webhook.calls.length = 0;
    await user.tap(buy);
    expect(webhook.events()).toEqual(['client_status']);
  });
});
