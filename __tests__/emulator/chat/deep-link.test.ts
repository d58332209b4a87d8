import { closeServers } from '../../fixtures/servers';
import { closeEmulators, startEmulator, startRegistered } from '../api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

describe('openLink', () => {
  it.each([
    ['viber://pa?chatURI=localbot&context=poster', 'poster'],
    ['viber://pa?chatURI=localbot&context=caf%C3%A9%20%26%20tea&text=hi', 'café & tea'],
    ['viber://pa?chatURI=localbot', undefined],
  ])('starts a conversation with the context of %s', async (link, context) => {
    const { webhook, user } = await startRegistered();
    await user.openLink(link);
    expect(webhook.calls[0]?.json).toMatchObject({ event: 'conversation_started' });
    expect(webhook.calls[0]?.json['context']).toBe(context);
  });

  it.each([
    ['a context', 'poster', /looks like viber:\/\/pa\?chatURI=localbot/],
    ['a web address', 'https://example.com/?chatURI=localbot', /looks like/],
    ['another kind of link', 'viber://chat?chatURI=localbot', /looks like/],
    ['a link to another bot', 'viber://pa?chatURI=teahouse', /to "teahouse".*"localbot"/],
    ['a link to no bot', 'viber://pa?context=poster', /to "null"/],
  ])('rejects %s', async (_, link, message) => {
    const emulator = await startEmulator();
    const user = emulator.addUser();
    await expect(user.openLink(link)).rejects.toThrow(TypeError);
    await expect(user.openLink(link)).rejects.toThrow(message);
    expect(emulator.timeline).toEqual([]);
  });
});
