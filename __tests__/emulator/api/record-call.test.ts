import { closeServers } from '../../fixtures/servers';
import {
  callMethod,
  closeEmulators,
  startEmulator,
  startRegistered,
  startWebhook,
  TOKEN,
} from './api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const HELLO = { type: 'text', text: 'Hello', sender: { name: 'Bot' } };

describe('apiCalls', () => {
  it('has each call with its response, in one count with the callbacks it causes', async () => {
    const { emulator, user } = await startRegistered();
    const body = JSON.stringify({ receiver: user.id, ...HELLO });
    const { text } = await callMethod(emulator, 'send_message', body);
    const call = emulator.apiCalls.at(-1);
    expect(call).toEqual({
      id: 4,
      method: 'send_message',
      userId: user.id,
      requestBody: body,
      createdAt: expect.any(Number) as number,
      state: 'accepted',
      status: 0,
      statusMessage: 'ok',
      responseBody: text,
      latencyMs: expect.any(Number) as number,
      errors: [],
      warnings: [],
    });
    expect(emulator.apiCalls.map(({ id, method }) => [id, method])).toEqual([
      [1, 'set_webhook'],
      [4, 'send_message'],
    ]);
    expect(emulator.timeline.map(({ id, event }) => [id, event])).toEqual([
      [2, 'webhook'],
      [3, 'subscribed'],
      [5, 'delivered'],
    ]);
  });

  it('has what is wrong with a message, whether the API refuses it or not', async () => {
    const { emulator, user } = await startRegistered();
    await callMethod(emulator, 'send_message', { receiver: user.id, ...HELLO, keybord: {} });
    await callMethod(emulator, 'broadcast_message', { broadcast_list: [user.id], type: 'text' });
    await callMethod(emulator, 'get_user_details', { id: user.id, keybord: {} });
    expect(emulator.apiCalls.slice(1)).toMatchObject([
      { state: 'accepted', errors: [], warnings: [{ path: '/keybord', rule: 'unknown-field' }] },
      { state: 'refused', status: 4, userId: undefined, errors: [{ path: '/text' }], warnings: [] },
      { state: 'accepted', userId: user.id, errors: [], warnings: [] },
    ]);
  });

  it('has a refused call with the status and the text', async () => {
    const emulator = await startEmulator();
    await callMethod(emulator, 'get_account_info', {}, {});
    await callMethod(emulator, 'send_message', { receiver: 'nobody', ...HELLO });
    await callMethod(emulator, 'get_online', '{"ids":');
    expect(emulator.apiCalls).toMatchObject([
      { state: 'refused', status: 2, statusMessage: 'missing_auth_token' },
      { state: 'refused', status: 10, statusMessage: 'webhookNotSet' },
      { state: 'refused', requestBody: '{"ids":', statusMessage: expect.stringMatching(/JSON/) as string },
    ]);
  });

  it('has a call that waits for the webhook as pending', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook('hang');
    const registering = callMethod(emulator, 'set_webhook', { url: webhook.url }).catch(() => undefined);
    while (webhook.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(emulator.apiCalls).toMatchObject([
      { method: 'set_webhook', state: 'pending', status: undefined, latencyMs: undefined, responseBody: '' },
    ]);
    await emulator.close();
    await registering;
  });

  it('has calls of unknown methods and with unreadable bodies', async () => {
    const emulator = await startEmulator();
    await callMethod(emulator, 'sendMessage');
    await callMethod(emulator, '%ff');
    await callMethod(emulator, `${'x'.repeat(1000)}/y`);
    await callMethod(emulator, 'send_message', 'x'.repeat(2_000_000));
    expect(emulator.apiCalls).toMatchObject([
      { method: 'sendMessage', state: 'refused', status: undefined },
      { method: '%ff', state: 'refused', statusMessage: expect.stringMatching(/^POST to one of/) as string },
      { method: 'x'.repeat(100), state: 'refused' },
      { method: 'send_message', state: 'refused', status: 3, requestBody: '' },
    ]);
  });

  it('keeps 64 KB of a body', async () => {
    const emulator = await startEmulator();
    await callMethod(emulator, 'send_message', `{"text":"${'x'.repeat(200_000)}"}`);
    expect(emulator.apiCalls[0]?.requestBody).toHaveLength(64 * 1024);
  });

  it.each<[string, string, Record<string, string>]>([
    ['in the header', '{"type":"text"}', { 'X-Viber-Auth-Token': TOKEN }],
    ['in the body', JSON.stringify({ auth_token: TOKEN, type: 'text' }), {}],
    ['of another bot in the body', `{"auth_token": "another-${TOKEN}"}`, {}],
    ['with quotes in it', String.raw`{"auth_token":"x\"${TOKEN}\"y","type":"text"}`, {}],
    ['in a text', JSON.stringify({ auth_token: TOKEN, type: 'text', text: `It is ${TOKEN}.` }), {}],
    ['in JSON that is cut off', `{"auth_token":"${TOKEN}`, {}],
    ['in JSON that is malformed', `{"auth_token":"another-token",}`, {}],
    ['in a form', 'auth_token=another-token&type=text', {}],
    ['in JSON with single quotes', "{'auth_token': 'another-token'}", {}],
    ['in place of a receiver', JSON.stringify({ receiver: TOKEN, type: 'text', text: 'Hello' }), {}],
    ['before 64 KB of text', `{"auth_token":"${TOKEN}","text":"${'x'.repeat(100_000)}"}`, {}],
    ['across the end of what is kept', `${'x'.repeat(64 * 1024 - 20)}${TOKEN}`, {}],
  ])('never has a token: %s', async (_, body, headers) => {
    const emulator = await startEmulator();
    await callMethod(emulator, 'send_message', body, headers);
    const kept = JSON.stringify(emulator.apiCalls);
    expect(kept).not.toContain(TOKEN.slice(0, 12));
    expect(kept).not.toContain('another-');
    const saved = await fetch(`${emulator.url}/control/timeline.jsonl`).then((response) => response.text());
    expect(saved).not.toContain(TOKEN.slice(0, 12));
  });

  it('keeps JSON valid whose text mentions a token', async () => {
    const emulator = await startEmulator();
    const text = 'Set auth_token=abc, please';
    await callMethod(emulator, 'send_message', { auth_token: null, ...HELLO, text });
    const { requestBody = '' } = emulator.apiCalls[0] ?? {};
    expect(JSON.parse(requestBody)).toEqual({
      auth_token: null,
      ...HELLO,
      text: 'Set auth_token=(hidden), please',
    });
  });

  it('keeps the text of a body as it is apart from the token', async () => {
    const emulator = await startEmulator();
    const body = `{ "auth_token": "${TOKEN}", "min_api_version": 1.0,  "text": "caf\\u00e9" }`;
    await callMethod(emulator, 'send_message', body, {});
    expect(emulator.apiCalls[0]?.requestBody).toBe(body.replace(TOKEN, '(hidden)'));
  });
});
