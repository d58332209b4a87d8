import { closeServers } from '../../fixtures/servers';
import { closeEmulators, startEmulator, startRegistered } from '../api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const MESSAGE =
  '{"event":"message","timestamp":1700000000000,"message_token":5741311803571721087,' +
  '"sender":{"id":"01234567890A=","name":"Grace","language":"en","country":"GB","api_version":8},' +
  '"message":{"type":"text","text":"caf\\u00e9 \\"message_token\\":1"},"silent":false}';

describe('sendCallback', () => {
  it('sends a callback of the timeline again, byte for byte', async () => {
    const { emulator, webhook, user } = await startRegistered();
    await user.send('once more');
    const sent = emulator.timeline.find(({ event }) => event === 'message');
    const entry = await emulator.sendCallback(sent?.body ?? '');
    expect(entry).toBe(emulator.timeline.at(-1));
    expect(entry).toMatchObject({
      event: 'message',
      userId: user.id,
      body: sent?.body,
      state: 'acknowledged',
    });
    expect(webhook.calls.filter(({ body }) => body === sent?.body)).toHaveLength(2);
    expect(webhook.calls[0]?.headers['x-viber-content-signature']).toBe(
      webhook.calls.at(-1)?.headers['x-viber-content-signature'],
    );
    expect(user.chat).toHaveLength(1);
  });

  it('gives it a new token, and changes nothing else', async () => {
    const { emulator, webhook } = await startRegistered();
    await emulator.sendCallback(MESSAGE, { newToken: true });
    const body = webhook.calls[0]?.body ?? '';
    const [, token = ''] = /"message_token":(\d{19}),/.exec(body) ?? [];
    expect(body).toBe(MESSAGE.replace('5741311803571721087', token));
    expect(token).not.toBe('5741311803571721087');
  });

  it('adds an unknown user, and shows the message in the chat once', async () => {
    const { emulator } = await startRegistered();
    await emulator.sendCallback(MESSAGE);
    await emulator.sendCallback(MESSAGE);
    const user = emulator.users[1];
    expect(user).toMatchObject({ id: '01234567890A=', subscribed: true, profile: { name: 'Grace' } });
    expect(user?.chat).toMatchObject([
      { from: 'user', token: '5741311803571721087', message: { type: 'text' } },
    ]);
    await emulator.sendCallback('{"event":"unsubscribed","message_token":1,"user_id":"01234567890A="}');
    expect(user?.subscribed).toBe(false);
  });

  it('shows the welcome message', async () => {
    const { emulator, webhook, user } = await startRegistered();
    await user.openChat();
    const opened = emulator.timeline.at(-1);
    webhook.responseBody = '{"type":"text","text":"Welcome back","sender":{"name":"Bot"}}';
    const entry = await emulator.sendCallback(opened?.body ?? '');
    expect(entry.note).toBe('The welcome message was shown.');
    expect(user.inbox).toMatchObject([{ isWelcome: true, message: { text: 'Welcome back' } }]);
  });

  it('sends callbacks that this package does not know, and redelivers them', async () => {
    const { emulator, webhook } = await startRegistered();
    webhook.behaviour = 500;
    const entry = await emulator.sendCallback('{"event":"action","x":1}');
    expect(entry).toMatchObject({ event: 'action', userId: undefined, state: 'waiting' });
    expect(webhook.events()).toEqual(['action']);
  });

  it('only adds it to the timeline without a webhook', async () => {
    const emulator = await startEmulator();
    expect(await emulator.sendCallback('{"event":"seen"}')).toMatchObject({ state: 'not_sent' });
  });

  it.each([
    ['text', 'seen'],
    ['an array', '[]'],
    ['an object without an event', '{}'],
    ['an event that is not a string', '{"event":7}'],
    ['an object nested too deeply', `{"event":"seen","x":${'['.repeat(500)}${']'.repeat(500)}}`],
    ['an object nested far too deeply', `{"event":"seen","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('rejects %s', async (_, body) => {
    const { emulator } = await startRegistered();
    const before = emulator.timeline.length;
    await expect(emulator.sendCallback(body)).rejects.toThrow(TypeError);
    expect(emulator.timeline).toHaveLength(before);
  });

  it('rejects an unknown option', async () => {
    const emulator = await startEmulator();
    await expect(emulator.sendCallback('{"event":"seen"}', { newTokn: true } as never)).rejects.toThrow(
      /"newToken"/,
    );
  });
});
