import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatedUser, ViberEmulator } from '../../../lib/emulator/index';
import { createViberEmulator } from '../../../lib/emulator/index';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { closeServers, serve } from '../../fixtures/servers';
import { runInProcess } from '../run-in-process';

const environment = { VIBER_AUTH_TOKEN: 'a-token' };
const CHARGE = /Viber may charge for this message \(about EUR 0\.01 to 0\.02\), unless it is in a session/;

let folder: string;
let emulator: ViberEmulator;
let user: EmulatedUser;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'viber-send-'));
  emulator = createViberEmulator({ authToken: 'a-token' });
  await emulator.listen();
  const api = { 'X-Viber-Auth-Token': 'a-token' };
  const body = JSON.stringify({ url: await serve((_req, res) => res.end()) });
  await fetch(`${emulator.apiUrl}/set_webhook`, { method: 'POST', headers: api, body });
  user = emulator.addUser();
  await user.send('Hello');
});

afterEach(async () => {
  await emulator.close();
  await closeServers();
  await rm(folder, { recursive: true });
});

function send(...args: string[]) {
  return runInProcess(['send', ...args, '--api-url', emulator.apiUrl], environment);
}

/** Sends through an API that is not on this machine for the command. The proxy is the fake, which plays it. */
function sendAway(api: FakeViberApi, ...args: string[]) {
  const apiUrl = 'http://viber-api.invalid/pa';
  return runInProcess(['send', ...args, '--api-url', apiUrl], { ...environment, HTTP_PROXY: api.origin });
}

async function messageFile(content: unknown): Promise<string> {
  const path = join(folder, 'message.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('express-viber send', () => {
  it('sends a text to a user of the emulator without asking, and says what it costs', async () => {
    const { code, stdout, stderr } = await send(user.id, 'Your order is ready', '--sender', 'Shop');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Sent {5}message token \d{19}\nBilling {2}billing_status \d: [a-z ,]+\n$/);
    expect(user.inbox.map(({ message }) => message)).toEqual([
      { type: 'text', text: 'Your order is ready', sender: { name: 'Shop' } },
    ]);
  });

  it('sends a recorded request to the receiver of the command line, with the token of the command', async () => {
    const sender = { name: 'Own' };
    const recorded = { auth_token: '(hidden)', receiver: 'another' };
    const path = await messageFile({ ...recorded, type: 'url', media: 'https://a.example', sender });
    const { code, stdout } = await send(user.id, '--message', path, '--sender', 'Shop', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ok: true,
      message_token: expect.stringMatching(/^\d{19}$/) as string,
      billing_status: expect.any(Number) as number,
      warnings: [],
    });
    expect(user.inbox.map(({ message }) => message)).toMatchObject([{ type: 'url', sender }]);
  });

  it('warns of what looks wrong, and sends it', async () => {
    const path = await messageFile({ type: 'text', text: 'SECRET', keybord: {} });
    const { code, stdout, stderr } = await send(user.id, '--message', path, '--json');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: \/sender is missing.*\nwarning: \/keybord is not a known field/);
    expect((JSON.parse(stdout) as { warnings: string[] }).warnings).toHaveLength(2);
    expect(user.inbox).toHaveLength(1);
    expect(stderr + stdout).not.toContain('SECRET');
  });

  it.each([
    [{ type: 'text' }, 'invalid_message'],
    [{ type: 'text', text: 'a'.repeat(7001) }, 'invalid_message'],
    [{ type: 'unknown', text: 'a'.repeat(30_700) }, 'invalid_message'],
    ['{"type":', 'invalid_message_file'],
    ['[]', 'invalid_message_file'],
  ])('sends nothing that Viber would refuse', async (content, code) => {
    const result = await send(user.id, '--message', await messageFile(content), '--json');
    expect(result.code).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({ ok: false, error: { code } });
    expect(user.inbox).toEqual([]);
  });

  it('counts the receiver among the bytes that Viber accepts', async () => {
    const path = await messageFile({ type: 'url', media: 'a'.repeat(1000), tracking_data: 'b'.repeat(4000) });
    const { code, stderr } = await send('c'.repeat(30_000), '--message', path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/the message with its receiver has \d+ bytes/);
  });

  it('reports a missing file, a missing token, and what Viber refuses', async () => {
    const missing = await send(user.id, '--message', join(folder, 'none'), '--json');
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: 'unreadable_message' } });
    const untold = await runInProcess(['send', user.id, 'Hi', '--json']);
    expect(JSON.parse(untold.stdout)).toMatchObject({ error: { code: 'missing_auth_token' } });
    await user.unsubscribe();
    const refused = await send(user.id, 'Hi', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'api_error', viberStatus: 6 } });
  });

  it('sends nothing through a distant API where nobody can confirm, but says why', async () => {
    const api = await FakeViberApi.start();
    const { code, stdout, stderr } = await sendAway(api, 'ann', 'SECRET', '--sender', 'Shop');
    expect([code, stdout, api.calls]).toEqual([1, '', []]);
    expect(stderr).toMatch(/^error: The message was not sent\. Viber may charge.*\n {2}Add --yes to send it/);
    expect(stderr).not.toContain('SECRET');
    const asJson = await sendAway(api, 'ann', 'hello', '--json');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { code: 'not_confirmed' } });
    expect(api.calls).toEqual([]);
  });

  it('sends with --yes, and says that it may be charged', async () => {
    const api = await FakeViberApi.start();
    api.reply(
      { text: '{"status":0,"message_token":4912661846655238145,"billing_status":5}' },
      { json: { status: 0 } },
    );
    const { code, stdout, stderr } = await sendAway(api, 'ann', 'hello', '--sender', 'Shop', '--yes');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Sent +message token 4912661846655238145\nBilling +billing_status 5: outside a session, charged\n$/,
    );
    expect(stderr).toMatch(CHARGE);
    expect(api.calls.map(({ path, body }) => [path, body])).toEqual([
      [
        'http://viber-api.invalid/pa/send_message',
        { receiver: 'ann', type: 'text', text: 'hello', sender: { name: 'Shop' } },
      ],
    ]);
    const bare = await sendAway(api, 'ann', 'hello', '--yes');
    expect([bare.code, bare.stdout]).toEqual([0, 'Sent  message token unknown\n']);
  });

  it('says in its help what is charged, and when it asks', async () => {
    const { stdout } = await runInProcess(['send', '--help']);
    expect(stdout).toMatch(/charges.*EUR 0\.01 to 0\.02.*24 hours.*asks.*without --yes/s);
  });

  it.each([
    [['ann'], /give either a text or --message/],
    [['ann', 'text', '--message', 'a'], /give either a text or --message/],
    [['', 'text'], /user id is empty/],
    [[], /missing required argument 'user-id'/],
  ])('rejects %j with exit code 2', async (args, advice) => {
    const { code, stdout, stderr } = await send(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(advice);
  });
});
