import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEventList } from '../../../lib/cli/commands/set-webhook';
import { setWebhookHint } from '../../../lib/client/api-hints';
import type { ViberEmulator } from '../../../lib/emulator/index';
import { createViberEmulator } from '../../../lib/emulator/index';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { closeServers } from '../../fixtures/servers';
import { runInProcess } from '../run-in-process';

const URL = 'https://bot.example.com/viber';
const environment = { VIBER_AUTH_TOKEN: 'a-token' };

let api: FakeViberApi;
let emulator: ViberEmulator | undefined;

beforeEach(async () => {
  api = await FakeViberApi.start();
});

afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
  await closeServers();
});

function setWebhook(...args: string[]) {
  return runInProcess(['set-webhook', '--api-url', api.url, URL, ...args], environment);
}

describe('express-viber set-webhook', () => {
  it('registers all events by default, and prints what Viber registered', async () => {
    const { code, stdout, stderr } = await setWebhook();
    expect([code, stderr]).toEqual([0, '']);
    expect(api.bodies).toEqual([{ url: URL, send_name: false, send_photo: false }]);
    expect(api.calls[0]).toMatchObject({
      path: '/pa/set_webhook',
      headers: { 'x-viber-auth-token': 'a-token' },
    });
    expect(stdout).toBe(
      `Registered  ${URL}\n` +
        'Events      subscribed, unsubscribed, webhook, message, client_status\n' +
        'Names       not requested (--send-name)\n' +
        'Photos      not requested (--send-photo)\n',
    );
  });

  it('explains that a welcome needs conversation_started, with an example that includes it', async () => {
    const { stdout } = await runInProcess(['set-webhook', '--help']);
    expect(stdout).toMatch(/welcome message needs conversation_started/);
    const examples = stdout
      .replaceAll('\\\n', '')
      .split('\n')
      .filter((line) => /^ +\$ .* --events /.test(line));
    expect(examples).toEqual([expect.stringContaining('--events conversation_started,delivered,seen')]);
  });

  it.each([
    ['delivered,seen', { event_types: ['delivered', 'seen'] }],
    ['none', { event_types: [] }],
    ['all', {}],
  ])('registers --events %s', async (events, filter) => {
    const { code, stderr } = await setWebhook('--events', events, '--send-name', '--send-photo');
    expect([code, stderr]).toEqual([0, '']);
    expect(api.bodies).toEqual([{ url: URL, ...filter, send_name: true, send_photo: true }]);
  });

  it('prints the same as one line of JSON', async () => {
    const { code, stdout, stderr } = await setWebhook('--json', '--send-name');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      url: URL,
      event_types: ['subscribed', 'unsubscribed', 'webhook', 'message', 'client_status'],
      send_name: true,
      send_photo: false,
    });
  });

  it('copes with a response without events, and with hostile ones', async () => {
    api.reply({ json: { status: 0 } }, { json: { status: 0, event_types: ['seen\u001b[2J\n'] } });
    expect((await setWebhook()).stdout).toContain('Events      Viber listed none\n');
    expect((await setWebhook()).stdout).toMatch(/^Events {6}seen ?$/m);
  });

  it('prints why Viber refused, and what to do', async () => {
    const status_message = 'Result: HTTP/1.1 404';
    const hint = String(setWebhookHint('invalidUrl', status_message));
    api.reply({ json: { status: 1, status_message } });
    const { code, stdout, stderr } = await setWebhook();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'error: Viber refused set_webhook: status 1 (invalidUrl), "Result: HTTP/1.1 404".\n' + `  ${hint}\n`,
    );
    const asJson = await setWebhook('--json');
    expect([asJson.code, asJson.stderr]).toEqual([1, '']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      ok: false,
      error: { code: 'api_error', viberStatus: 1, hint },
    });
  });

  it('reports a wrong or missing token', async () => {
    emulator = createViberEmulator({ authToken: 'another-token' });
    await emulator.listen();
    const args = ['set-webhook', 'http://localhost:1/viber', '--json', '--api-url', emulator.apiUrl];
    const wrong = await runInProcess(args, environment);
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      ok: false,
      error: { viberStatus: 2, code: 'api_error' },
    });
    expect(wrong.stdout).not.toContain('a-token');
    const missing = await runInProcess(args);
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'missing_auth_token' } });
    expect(emulator.registration).toBeUndefined();
  });

  it('prefers the token from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'viber-cli-'));
    await writeFile(join(folder, 'token'), 'of-the-file\n');
    expect((await setWebhook('--token-file', join(folder, 'token'))).code).toBe(0);
    expect(api.calls[0]?.headers).toHaveProperty('x-viber-auth-token', 'of-the-file');
    await rm(folder, { recursive: true });
  });

  it('rejects a URL that Viber cannot call, without a request to Viber', async () => {
    const { code, stderr } = await runInProcess(['set-webhook', 'http://localhost:3000/viber'], environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: Viber cannot reach "localhost".*a tunnel, or the emulator.*--api-url\. See docs\/getting-started\.md#public-address\.\n$/,
    );
  });
});

describe('parseEventList', () => {
  it.each([
    ['all', {}],
    ['none', { eventTypes: [] }],
    ['seen', { eventTypes: ['seen'] }],
    ['delivered,seen', { eventTypes: ['delivered', 'seen'] }],
    ['delivered, seen,delivered', { eventTypes: ['delivered', 'seen'] }],
    ['message,conversation_started', { eventTypes: ['message', 'conversation_started'] }],
  ])('parses %s', (text, filter) => {
    expect(parseEventList(text)).toEqual(filter);
  });

  it.each([
    ['delivered,sen', 'Did you mean "seen"?'],
    ['Seen', 'Did you mean "seen"?'],
    ['nothing-like-it', 'Expected one of '],
    ['all,seen', '"all" cannot be combined'],
    ['seen,none', '"none" cannot be combined'],
    ['seen,', 'A name is missing'],
    ['', 'A name is missing'],
  ])('rejects "%s", and says what to write', (text, advice) => {
    expect(() => parseEventList(text)).toThrow(advice);
  });
});
