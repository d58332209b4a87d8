import { VirtualClock } from '../../../lib/emulator/index';
import { BILLING_STATUS } from '../../../lib/index';
import { closeServers } from '../../fixtures/servers';
import { callMethod, closeEmulators, startRegistered } from './api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const HOUR_MS = 3_600_000;
const text = { type: 'text', text: 'hi', sender: { name: 'Bot' } };
const payment = {
  type: 'payment',
  min_api_version: 10,
  payment: {
    type: 'GooglePay',
    description: '2 shirts XL',
    total_price: 1.85,
    currency_code: 'EUR',
    payment_parameters: [{ key: 'gateway', value: 'liqpay' }],
  },
};

/** A registered emulator whose clock stands still, and a function that sends to its user. */
async function start() {
  const clock = new VirtualClock();
  const started = await startRegistered({ clock });
  const send = async (message: object = text) => {
    const body = { receiver: started.user.id, ...message };
    return (await callMethod(started.emulator, 'send_message', body)).json;
  };
  return { ...started, clock, send };
}

describe('the API level', () => {
  it.each([
    ['the level of the user', 10, 7, 7],
    ['a string', '7', 7, 6],
    ['a level nobody has', 100, 100, 99],
  ])('of a message must not exceed that of the user: %s', async (_, level, enough, tooLow) => {
    const { user, send } = await start();
    user.update({ apiVersion: Math.max(enough, Number(level)) });
    await expect(send({ ...text, min_api_version: level })).resolves.toMatchObject({ status: 0 });
    user.update({ apiVersion: Math.min(tooLow, Number(level) - 1) });
    await expect(send({ ...text, min_api_version: level })).resolves.toEqual({
      status: 13,
      status_message: 'apiVersionNotSupported',
    });
    expect(user.inbox).toHaveLength(1);
  });

  it('of a payment must be 10', async () => {
    const { user, send } = await start();
    for (const min_api_version of [undefined, 1, 9, '9', null]) {
      await expect(send({ ...payment, min_api_version })).resolves.toEqual({
        status: 14,
        status_message: 'incompatibleWithVersion',
      });
    }
    await expect(send(payment)).resolves.toMatchObject({ status: 0 });
    expect(user.inbox.map(({ message }) => message)).toEqual([payment]);
  });

  it('does not matter for other features of a message', async () => {
    const { send } = await start();
    const keyboard = { Type: 'keyboard', InputFieldState: 'hidden', Buttons: [{ ActionBody: 'yes' }] };
    await expect(send({ ...text, keyboard })).resolves.toMatchObject({ status: 0 });
  });
});

describe('a user who does not reply', () => {
  it('gets 100 messages within an hour', async () => {
    const { user, clock, send } = await start();
    for (let count = 0; count < 99; count += 1) await send();
    await clock.advance(HOUR_MS / 2);
    await expect(send()).resolves.toMatchObject({ status: 0 });
    await expect(send()).resolves.toEqual({
      status: 12,
      status_message: 'Too many requests',
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      chat_hostname: expect.any(String) as string,
    });
    expect(user.inbox).toHaveLength(100);
    await clock.advance(HOUR_MS / 2 - 1);
    await expect(send()).resolves.toMatchObject({ status: 12 });
    await clock.advance(1);
    await expect(send()).resolves.toMatchObject({ status: 0 });
  });

  it('gets more after a reply', async () => {
    const { emulator, user, send } = await start();
    for (let count = 0; count < 100; count += 1) await send();
    await expect(send()).resolves.toMatchObject({ status: 12 });
    const other = emulator.addUser();
    await other.subscribe();
    await expect(send({ ...text, receiver: other.id })).resolves.toMatchObject({ status: 0 });
    await user.send('enough');
    for (let count = 0; count < 100; count += 1) await send();
    await expect(send()).resolves.toMatchObject({ status: 12 });
    expect(user.inbox).toHaveLength(200);
  });

  it('gets no fewer because of messages that were refused', async () => {
    const { send } = await start();
    for (let count = 0; count < 100; count += 1) await send({ type: 'text' });
    await expect(send()).resolves.toMatchObject({ status: 0 });
  });
});

describe('billing_status', () => {
  it('depends on whether the user has written within 24 hours', async () => {
    const { emulator, user, clock, send } = await start();
    const outOfSession = { billing_status: BILLING_STATUS.outOfSessionBilledMessage };
    const inSession = { billing_status: BILLING_STATUS.inSessionForBillableBot };
    await expect(send()).resolves.toMatchObject(outOfSession);
    await user.send('hi');
    await expect(send()).resolves.toMatchObject(inSession);
    await clock.advance(24 * HOUR_MS - 1);
    await expect(send()).resolves.toMatchObject(inSession);
    await clock.advance(1);
    await expect(send()).resolves.toMatchObject(outOfSession);
    await user.tap({ ActionBody: 'more' });
    await expect(send()).resolves.toMatchObject(inSession);
    await callMethod(emulator, 'broadcast_message', { ...text, broadcast_list: [user.id] });
    expect(user.inbox.map(({ billingStatus }) => billingStatus)).toEqual([5, 2, 2, 5, 2, 2]);
  });

  it('is 0 for a welcome', async () => {
    const { emulator, webhook } = await start();
    webhook.responseBody = JSON.stringify({ type: 'text', text: 'Welcome' });
    const stranger = emulator.addUser();
    await stranger.openChat();
    expect(stranger.inbox.map(({ billingStatus, isWelcome }) => [billingStatus, isWelcome])).toEqual([
      [BILLING_STATUS.free, true],
    ]);
  });
});
