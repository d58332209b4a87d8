import { VirtualClock } from '../../../lib/emulator/index';
import { closeServers } from '../../fixtures/servers';
import { apiClient, callMethod, closeEmulators, startEmulator, startRegistered } from './api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const sender = { name: 'Bot' };
const text = { type: 'text', text: 'hi', sender };

describe('broadcast_message', () => {
  it('sends one message under one token and reports whom it did not reach', async () => {
    const { emulator, webhook, user } = await startRegistered();
    const second = emulator.addUser();
    await second.subscribe();
    const stranger = emulator.addUser();
    webhook.calls.length = 0;
    const { json } = await callMethod(emulator, 'broadcast_message', {
      ...text,
      broadcast_list: [user.id, stranger.id, 'nobody', second.id],
    });
    await emulator.settled();
    expect(json).toEqual({
      status: 0,
      status_message: 'ok',
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      chat_hostname: expect.any(String) as string,
      failed_list: [
        { receiver: stranger.id, status: 6, status_message: 'notSubscribed' },
        { receiver: 'nobody', status: 5, status_message: 'receiverNotRegistered' },
      ],
    });
    const token = json?.['message_token'];
    expect([...user.inbox, ...second.inbox].map((message) => message.token)).toEqual([token, token]);
    expect(
      webhook.calls.map((call) => [call.json['event'], call.json['message_token'], call.json['user_id']]),
    ).toEqual(
      expect.arrayContaining([
        ['delivered', token, user.id],
        ['delivered', token, second.id],
      ]),
    );
    expect(stranger.inbox).toEqual([]);
  });

  it.each([
    ['a missing list', undefined, 4],
    ['a string', 'me', 3],
    ['a list of numbers', [7], 3],
    ['more than 300 receivers', Array.from({ length: 301 }, (_, index) => String(index)), 3],
  ])('refuses %s', async (_, broadcast_list, status) => {
    const { emulator } = await startRegistered();
    const { json } = await callMethod(emulator, 'broadcast_message', { ...text, broadcast_list });
    expect(json).toMatchObject({ status });
  });

  it('replaces the placeholders for each receiver, at every depth', async () => {
    const { emulator } = await startRegistered();
    const users = [
      emulator.addUser({ id: 'Aa+/7890123456789012Zz==', name: 'Ann $& Lee' }),
      emulator.addUser({ id: 'Bb+/7890123456789012Zz==', name: 'Bob' }),
    ];
    for (const user of users) await user.subscribe();
    const keyboard = {
      Type: 'keyboard',
      Buttons: [
        {
          ActionType: 'open-url',
          ActionBody: 'https://example.com/?id=replace_me_with_url_encoded_receiver_id',
          Text: 'For replace_me_with_user_name, replace_me_with_user_name',
        },
      ],
    };
    const { json } = await callMethod(emulator, 'broadcast_message', {
      type: 'text',
      text: 'Hello replace_me_with_user_name (replace_me_with_receiver_id)',
      sender,
      keyboard,
      broadcast_list: users.map(({ id }) => id),
    });
    expect(json).toMatchObject({ status: 0, failed_list: [] });
    expect(users.map(({ inbox }) => inbox[0]?.message)).toEqual(
      users.map(({ id, profile: { name } }) => ({
        type: 'text',
        text: `Hello ${name} (${id})`,
        sender,
        keyboard: {
          Type: 'keyboard',
          Buttons: [
            {
              ActionType: 'open-url',
              ActionBody: `https://example.com/?id=${encodeURIComponent(id)}`,
              Text: `For ${name}, ${name}`,
            },
          ],
        },
      })),
    );
    await callMethod(emulator, 'send_message', {
      type: 'text',
      text: 'Hello replace_me_with_user_name',
      receiver: users[0]?.id,
    });
    expect(users[0]?.inbox[1]?.message).toEqual({ type: 'text', text: 'Hello replace_me_with_user_name' });
  });

  it('replaces the placeholder of a receiver whose id has an unpaired surrogate', async () => {
    const { emulator } = await startRegistered();
    const user = emulator.addUser({ id: 'a\ud800' });
    await user.subscribe();
    const { json } = await callMethod(emulator, 'broadcast_message', {
      type: 'text',
      text: 'replace_me_with_url_encoded_receiver_id',
      sender,
      broadcast_list: [user.id],
    });
    expect(json).toMatchObject({ status: 0, failed_list: [] });
    expect(user.inbox[0]?.message).toMatchObject({ text: 'a%EF%BF%BD' });
  });

  it('reports the receivers whose API level is too low', async () => {
    const { emulator, user } = await startRegistered();
    const old = emulator.addUser({ apiVersion: 6 });
    await old.subscribe();
    const { json } = await callMethod(emulator, 'broadcast_message', {
      ...text,
      min_api_version: 7,
      broadcast_list: [old.id, user.id],
    });
    expect(json).toMatchObject({
      status: 0,
      failed_list: [{ receiver: old.id, status: 13, status_message: 'apiVersionNotSupported' }],
    });
    expect([old.inbox.length, user.inbox.length]).toEqual([0, 1]);
  });

  it('accepts 300 receivers', async () => {
    const { emulator } = await startRegistered();
    const broadcast_list = Array.from({ length: 300 }, (_, index) => String(index));
    const { json } = await callMethod(emulator, 'broadcast_message', { ...text, broadcast_list });
    expect(json).toMatchObject({ status: 0 });
    expect(json?.['failed_list']).toHaveLength(300);
  });

  it('refuses what send_message refuses', async () => {
    const { emulator, user } = await startRegistered();
    const broadcast_list = [user.id];
    await expect(
      callMethod(emulator, 'broadcast_message', { type: 'text', sender, broadcast_list }),
    ).resolves.toMatchObject({ json: { status: 4 } });
    await apiClient(emulator).removeWebhook();
    await expect(
      callMethod(emulator, 'broadcast_message', { ...text, broadcast_list }),
    ).resolves.toMatchObject({ json: { status: 10 } });
  });
});

describe('get_account_info', () => {
  it('returns the bot, its webhook and its subscribers', async () => {
    const { emulator, webhook, user } = await startRegistered({ bot: { name: 'Test bot', uri: 'testbot' } });
    emulator.addUser();
    const { json } = await callMethod(emulator, 'get_account_info');
    expect(json).toEqual({
      status: 0,
      status_message: 'ok',
      id: expect.stringMatching(/^pa:\d+$/) as string,
      name: 'Test bot',
      uri: 'testbot',
      icon: expect.any(String) as string,
      background: expect.any(String) as string,
      category: expect.any(String) as string,
      subcategory: expect.any(String) as string,
      location: { lat: expect.any(Number) as number, lon: expect.any(Number) as number },
      country: expect.any(String) as string,
      webhook: webhook.url,
      event_types: expect.arrayContaining(['message', 'delivered']) as string[],
      subscribers_count: 1,
      members: [{ id: user.id, name: 'Test user', avatar: expect.any(String) as string, role: 'admin' }],
    });
  });

  it('leaves out the webhook if there is none', async () => {
    const emulator = await startEmulator();
    const { json } = await callMethod(emulator, 'get_account_info');
    expect(json).toMatchObject({ status: 0, subscribers_count: 0, members: [] });
    expect(json).not.toHaveProperty('webhook');
    expect(json).not.toHaveProperty('event_types');
  });
});

describe('get_user_details', () => {
  it('returns a user twice in 12 hours', async () => {
    const clock = new VirtualClock();
    const { emulator, user } = await startRegistered({ clock });
    const other = emulator.addUser();
    const details = async (id: string) => (await callMethod(emulator, 'get_user_details', { id })).json;
    await expect(details(user.id)).resolves.toEqual({
      status: 0,
      status_message: 'ok',
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      chat_hostname: expect.any(String) as string,
      user: {
        id: user.id,
        name: 'Subscriber',
        avatar: expect.stringContaining('generic-avatar') as string,
        country: 'GB',
        language: 'en',
        primary_device_os: expect.any(String) as string,
        api_version: 10,
        viber_version: expect.any(String) as string,
        mcc: expect.any(Number) as number,
        mnc: expect.any(Number) as number,
        device_type: expect.any(String) as string,
      },
    });
    await clock.advance(6 * 3_600_000);
    await expect(details(user.id)).resolves.toMatchObject({ status: 0 });
    await expect(details(user.id)).resolves.toMatchObject({ status: 12 });
    await expect(details(other.id)).resolves.toMatchObject({ status: 0 });
    await clock.advance(6 * 3_600_000 - 1);
    await expect(details(user.id)).resolves.toMatchObject({ status: 12 });
    await clock.advance(1);
    await expect(details(user.id)).resolves.toMatchObject({ status: 0 });
    await expect(details(user.id)).resolves.toMatchObject({ status: 12 });
  });

  it.each([
    ['no id', {}, 4],
    ['an id of null', { id: null }, 4],
    ['an id that is not a string', { id: 7 }, 3],
    ['an unknown id', { id: 'nobody' }, 5],
  ])('refuses %s', async (_, body, status) => {
    const emulator = await startEmulator();
    await expect(callMethod(emulator, 'get_user_details', body)).resolves.toMatchObject({
      json: { status },
    });
  });
});

describe('get_online', () => {
  it('returns each id in the order of the request, users who are unknown or not subscribed included', async () => {
    const { emulator, user } = await startRegistered();
    const stranger = emulator.addUser();
    const { json } = await callMethod(emulator, 'get_online', { ids: ['nobody', user.id, stranger.id] });
    expect(json).toEqual({
      status: 0,
      status_message: 'ok',
      users: [
        { id: 'nobody', online_status: 4, online_status_message: 'unavailable' },
        { id: user.id, online_status: 0, online_status_message: 'online' },
        { id: stranger.id, online_status: 4, online_status_message: 'unavailable' },
      ],
    });
  });

  it.each([
    ['no ids', {}, 4],
    ['a string', { ids: 'me' }, 3],
    ['ids of null', { ids: null }, 4],
    ['101 ids', { ids: Array(101).fill('me') }, 3],
    ['100 ids', { ids: Array(100).fill('me') }, 0],
  ])('responds to %s', async (_, body, status) => {
    const emulator = await startEmulator();
    await expect(callMethod(emulator, 'get_online', body)).resolves.toMatchObject({ json: { status } });
  });
});
