import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_EVENTS } from '../../../lib/cli/trigger/sample-callback';
import { createViberEmulator } from '../../../lib/emulator/index';
import type { Callback, ViberWebhookOptions } from '../../../lib/index';
import { ViberWebhook } from '../../../lib/index';
import { closeServers, serve } from '../../fixtures/servers';
import { runInProcess } from '../run-in-process';

const authToken = 'a-token';
const environment = { VIBER_AUTH_TOKEN: authToken };

afterEach(closeServers);

/** Starts a bot that records the callbacks it receives. */
async function startBot(options: Partial<ViberWebhookOptions> = {}) {
  const viber = new ViberWebhook({ authToken, sender: { name: 'Bot' }, ...options });
  const received: Callback[] = [];
  const unrecognized: unknown[] = [];
  viber.on('callback', (callback) => void received.push(callback));
  viber.on('unrecognized', (body) => void unrecognized.push(body));
  return { viber, received, unrecognized, url: `${await serve(viber.middleware())}/viber` };
}

function trigger(...args: string[]) {
  return runInProcess(['trigger', ...args], environment);
}

/** Triggers `conversation_started` at a webhook with the given response. */
async function triggerWelcome(body: string) {
  const listener: RequestListener = (_req, res) => res.end(body);
  return trigger('conversation_started', await serve(listener), '--json');
}

describe('express-viber trigger', () => {
  it.each(SAMPLE_EVENTS)('posts a %s that the bot recognizes', async (event) => {
    const { url, received, unrecognized } = await startBot();
    const { code, stdout, stderr } = await trigger(event, url);
    expect([code, stderr, unrecognized]).toEqual([0, '', []]);
    expect(stdout).toMatch(/^Status {4}200\nDuration {2}\d+ ms\nBody {6}empty\n/);
    const [type, messageType] = event.split(':');
    expect(received).toEqual([expect.objectContaining({ event: type })]);
    expect(received[0]).toMatchObject(messageType === undefined ? {} : { message: { type: messageType } });
  });

  it('posts the given text of the given user, whom the bot replies to through the emulator', async () => {
    const emulator = createViberEmulator({ authToken });
    await emulator.listen();
    const user = emulator.addUser();
    user.subscribed = true;
    const { url, viber } = await startBot({ apiUrl: emulator.apiUrl });
    await viber.setWebhook({ url });
    viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: `> ${message.text}` }));
    const { code } = await trigger('message:text', url, '--text', 'Жэ 😀', '--user', user.id);
    await emulator.close();
    expect(code).toBe(0);
    expect(user.inbox.map(({ message }) => message)).toMatchObject([{ text: '> Жэ 😀' }]);
  });

  it('is no duplicate when it is run again', async () => {
    const { url, received } = await startBot();
    for (let run = 0; run < 2; run += 1) expect((await trigger('seen', url)).code).toBe(0);
    expect(received).toHaveLength(2);
  });

  it('shows a valid welcome message, as text and as JSON', async () => {
    const { url, viber } = await startBot();
    viber.welcome(({ user }) => ({ type: 'text', text: `Hello ${user.id}` }));
    const args = ['conversation_started', url, '--user', 'ann'];
    const { code, stdout } = await trigger(...args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nBody +\{.*"text":"Hello ann".*\}\nWelcome +valid\n$/);
    const { stdout: json } = await trigger(...args, '--json');
    expect(JSON.parse(json)).toMatchObject({
      ok: true,
      event: 'conversation_started',
      status: 200,
      latencyMs: expect.any(Number) as number,
      welcome: { message: { text: 'Hello ann' }, errors: [], warnings: [] },
    });
  });

  it.each([
    ['{"type":"text"}', 1, { errors: ['/text is required but missing'], warnings: [] }],
    ['{"type":"text","text":"a","keybord":1}', 0, { errors: [], warnings: [expect.any(String)] }],
    ['{"status":0}', 0, undefined],
    ['Hello', 0, undefined],
    ['', 0, undefined],
  ])('checks the welcome message %j', async (body, code, welcome) => {
    const result = await triggerWelcome(body);
    expect(result.code).toBe(code);
    const { welcome: checked } = JSON.parse(result.stdout) as { welcome?: object };
    if (welcome === undefined) expect(checked).toBeUndefined();
    else expect(checked).toMatchObject(welcome);
  });

  it.each([
    ['{"type":"text"}', /Welcome +Viber would not show it:\n {2}\/text is required but missing\n/],
    ['{"type":"text","text":"a","keybord":1}', /Welcome +may not be shown as it should:\n {2}\/keybord .*\n/],
    ['', /Body +empty\nWelcome +none: the body is not a message\n/],
  ])('explains the welcome message %j', async (body, expected) => {
    const url = await serve((_req, res) => res.end(body));
    expect((await trigger('conversation_started', url)).stdout).toMatch(expected);
  });

  it('fails unless the response is a 200, and points to doctor', async () => {
    const { url } = await startBot();
    const wrong = await runInProcess(['trigger', 'seen', url], { VIBER_AUTH_TOKEN: 'another' });
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/^Status +401\n.*\nBody +\{.*invalid_signature.*\}\nRun .*doctor/s);
    await closeServers();
    const down = await trigger('seen', url);
    expect([down.code, down.stdout]).toEqual([
      1,
      expect.stringMatching(/^Status +no response \(ECONNREFUSED\)\nDuration +\d+ ms\nRun /),
    ]);
    const slow = await serve(() => undefined);
    const late = await trigger('seen', slow, '--timeout-ms', '50', '--json');
    expect(late.code).toBe(1);
    expect(JSON.parse(late.stdout)).toMatchObject({
      ok: false,
      event: 'seen',
      status: null,
      failure: 'no response within 50 ms',
    });
  });

  it('points to the output of a bot that failed', async () => {
    const url = await serve((_req, res) => res.writeHead(500).end());
    expect((await trigger('seen', url)).stdout).toMatch(
      /^Status +500\n.*\nThe bot failed, or .* its output\.\n$/s,
    );
  });

  it('prints nothing that controls a terminal', async () => {
    const url = await serve((_req, res) => res.end('a\u001b[2Jb\nc'));
    expect((await trigger('seen', url)).stdout).toContain('Body      ab c\n');
  });

  it('warns before it posts to another machine', async () => {
    const { code, stderr } = await trigger('seen', 'http://bot.invalid/viber', '--timeout-ms', '100');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'warning: bot.invalid is not this machine. If the bot there replies, the user will',
    );
  });

  it('needs a token', async () => {
    const { code, stderr } = await runInProcess(['trigger', 'seen', 'http://localhost:1']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: No auth token is set\./)]);
  });

  it.each([
    [['sen', 'http://localhost:1'], /There is no sample of the event "sen"\. Did you mean "seen"\?/],
    [['constructor', 'http://localhost:1'], /There is no sample of the event "constructor"/],
    [['seen'], /The URL is missing/],
    [['http://localhost:1'], /Name an event before the URL/],
    [['seen', 'localhost:1'], /full http or https URL/],
    [['seen', 'http://localhost:1', '--text', 'a'], /Only message:text takes --text/],
    [['webhook', 'http://localhost:1', '--user', 'a'], /webhook has no user/],
    [['seen', 'http://localhost:1', '--file', 'a'], /With --file, leave the event out/],
    [['http://localhost:1', '--file', 'a', '--text', 'b'], /cannot be used with option '--text/],
  ])('rejects %j with exit code 2', async (args, advice) => {
    const { code, stdout, stderr } = await trigger(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(advice);
    expect(stderr).toContain('--help');
  });
});

describe('express-viber trigger --file', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'viber-trigger-'));
    file = join(folder, 'body.json');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('posts the body as it is, byte for byte, with a new signature', async () => {
    const { url, received } = await startBot();
    await writeFile(file, '{"event":"seen", "message_token":4912661846655238145, "user_id":"ann"}');
    const { code } = await trigger('--file', file, url);
    expect(code).toBe(0);
    expect(received).toEqual([{ event: 'seen', message_token: '4912661846655238145', user_id: 'ann' }]);
  });

  it('checks the welcome message of a recorded conversation_started', async () => {
    const { url, viber } = await startBot();
    viber.welcome(() => ({ type: 'text', text: 'Hello' }));
    const body = { event: 'conversation_started', message_token: 1, user: { id: 'ann' } };
    await writeFile(file, JSON.stringify(body, undefined, 2));
    expect((await trigger('--file', file, url)).stdout).toMatch(/Welcome +valid/);
  });

  it('sends nothing from a file that is not one callback', async () => {
    const { url, received } = await startBot();
    await writeFile(file, '{"event":"seen"}\n{"event":"seen"}\n');
    const { code, stderr } = await trigger('--file', file, url);
    expect([code, received]).toEqual([1, []]);
    expect(stderr).toMatch(/contains 2 callbacks, so nothing was sent\.\n.*express-viber replay/);
    await writeFile(file, '{"event":');
    expect((await trigger('--file', file, url)).stderr).toContain('nothing was sent: line 1');
    const missing = await trigger('--file', join(folder, 'none'), url, '--json');
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'unreadable_recording' } });
  });
});
