import { describeUnless } from '../fixtures/describe-unless';
import { closeServers } from '../fixtures/servers';
import { closeEmulators, startEmulator, startRegistered, TOKEN } from './api/api-fixture';
import { AUTH_TOKEN, startBot } from './echo-bot';
import { MISSING_CURL, runInShell } from './shell';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

describeUnless(MISSING_CURL, 'curlCommand, run in a shell', () => {
  it.each([
    ['quotes', `It's a "quoted" word: ''`],
    ['what a shell expands', '$HOME `id` $(id) \\ ! * ; & | > {a,b} [a-b]'],
    ['line breaks and other scripts', 'one\ntwo\r\n\t你好 🍵 שלום'],
    ['what curl reads from files', '@/etc/passwd'],
  ])('posts the exact body from a shell: %s', async (_, text) => {
    const { emulator, webhook, user } = await startRegistered();
    await user.send(text);
    const [sent] = webhook.calls;
    const command = emulator.curlCommand(sent?.body ?? '');
    expect(command).not.toContain(TOKEN);
    const { stdout } = await runInShell(command);
    expect(stdout).toContain('HTTP/1.1 200');
    const again = webhook.calls.at(-1);
    expect([again?.method, again?.path, again?.body]).toEqual(['POST', sent?.path, sent?.body]);
    for (const name of ['x-viber-content-signature', 'content-type'])
      expect(again?.headers[name]).toBe(sent?.headers[name]);
  });

  it('is verified by a bot', async () => {
    const emulator = await startEmulator({ authToken: AUTH_TOKEN });
    const received: string[] = [];
    await startBot(emulator, {
      prepare: (viber) => viber.on('seen', ({ user_id }) => received.push(user_id)),
    });
    const body = '{"event":"seen","timestamp":1,"message_token":2,"user_id":"from curl"}';
    await runInShell(emulator.curlCommand(body));
    expect(received).toEqual(['from curl']);
  });
});

describe('curlCommand', () => {
  it('needs a webhook, and a callback', async () => {
    const emulator = await startEmulator();
    expect(() => emulator.curlCommand('{"event":"seen"}')).toThrow(/No webhook is registered/);
    expect(() => emulator.curlCommand("'; rm -rf /")).toThrow(TypeError);
  });
});
