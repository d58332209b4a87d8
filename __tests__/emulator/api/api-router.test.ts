import { ViberClient } from '../../../lib/index';
import { closeServers, rawExchange } from '../../fixtures/servers';
import {
  callMethod,
  closeEmulators,
  request,
  startEmulator,
  startRegistered,
  startWebhook,
  TOKEN,
  untilCalled,
} from './api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

const sender = { name: 'Bot' };
const text = { type: 'text', text: 'hi', sender };

describe('the REST API', () => {
  it.each([
    'set_webhook',
    'send_message',
    'broadcast_message',
    'get_account_info',
    'get_user_details',
    'get_online',
  ])('responds to %s with HTTP 200, a status and its text, for any body', async (method) => {
    const emulator = await startEmulator();
    for (const body of [{}, { url: 7 }, { receiver: {} }, { ids: [7] }, 'not JSON', '[]', '']) {
      const { httpStatus, contentType, json } = await callMethod(emulator, method, body);
      expect({ httpStatus, contentType }).toEqual({
        httpStatus: 200,
        contentType: expect.stringContaining('application/json') as string,
      });
      expect(json).toMatchObject({
        status: expect.any(Number) as number,
        status_message: expect.stringMatching(/./) as string,
      });
    }
  });

  it.each([
    ['another token', { 'X-Viber-Auth-Token': `${TOKEN}0` }],
    ['an empty token', { 'X-Viber-Auth-Token': '' }],
  ])('responds with 2 if the token is wrong: %s', async (_, headers) => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await callMethod(emulator, 'get_account_info', {}, headers);
    expect({ httpStatus, json }).toEqual({
      httpStatus: 200,
      json: { status: 2, status_message: 'invalidAuthToken' },
    });
  });

  it('accepts the token in the body, in the header, or in both', async () => {
    const emulator = await startEmulator();
    for (const [body, headers] of [
      [{ auth_token: TOKEN }, {}],
      [{ auth_token: null }, { 'X-Viber-Auth-Token': TOKEN }],
      [{ auth_token: TOKEN }, { 'X-Viber-Auth-Token': TOKEN }],
      [{ auth_token: 'YOUR_AUTHENTICATION_TOKEN' }, { 'X-Viber-Auth-Token': TOKEN }],
    ] as [object, Record<string, string>][]) {
      const { json } = await callMethod(emulator, 'get_account_info', body, headers);
      expect(json).toMatchObject({ status: 0, status_message: 'ok' });
    }
    const wrong = await callMethod(emulator, 'get_account_info', { auth_token: 'another' }, {});
    expect(wrong.json).toEqual({ status: 2, status_message: 'invalidAuthToken' });
  });

  it('responds with 2 and missing_auth_token without a token', async () => {
    const emulator = await startEmulator();
    for (const body of [{}, '', { auth_token: null }]) {
      const { httpStatus, json } = await callMethod(emulator, 'get_account_info', body, {});
      expect({ httpStatus, json }).toEqual({
        httpStatus: 200,
        json: { status: 2, status_message: 'missing_auth_token' },
      });
    }
  });

  it('makes a ViberClient with a wrong token reject', async () => {
    const emulator = await startEmulator();
    const stranger = new ViberClient({ authToken: 'another', sender, apiUrl: emulator.apiUrl });
    await expect(stranger.removeWebhook()).rejects.toMatchObject({
      code: 'api_error',
      viberStatus: 2,
      statusName: 'invalidAuthToken',
    });
  });

  it.each([
    ['what is not JSON', '{"receiver":'],
    ['an array', '[]'],
    ['a string', '"text"'],
    ['null', 'null'],
    ['more than 30 KB', JSON.stringify({ ...text, text: 'x'.repeat(31_000) })],
    ['more than 30 KB of few characters', JSON.stringify({ ...text, text: '€'.repeat(10_500) })],
    ['more than 1 MB', JSON.stringify({ ...text, text: 'x'.repeat(1_100_000) })],
    ['JSON that is nested too deeply', '{"a":'.repeat(5000)],
  ])('responds with 3 to %s', async (_, body) => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await callMethod(emulator, 'send_message', body);
    expect(httpStatus).toBe(200);
    expect(json).toMatchObject({ status: 3, status_message: expect.stringMatching(/body/) as string });
  });

  // As they stand in Viber's documentation. [hub]
  it.each([
    ['an equals sign for a colon', '{"type":"text",receiver="01234567890A==","text":"Hi"}', 15],
    ['a missing comma', '{"receiver": "01234567890A==" "min_api_version": 10}', 30],
    ['a comma too many', '{"type":"text",}', 15],
    ['single quotes', "{'type':'text'}", 1],
    ['no end', '{"type":"text"', 14],
  ])('says where the syntax error is: %s', async (_, body, position) => {
    const emulator = await startEmulator();
    const { json } = await callMethod(emulator, 'send_message', body);
    expect(json).toEqual({
      status: 3,
      status_message: expect.stringMatching(
        new RegExp(`^the body is not valid JSON: .* at position ${String(position)}\\b`),
      ) as string,
    });
    // The token may be in the part that cannot be read.
    await expect(callMethod(emulator, 'send_message', body, {})).resolves.toMatchObject({ json });
  });

  it('accepts JSON of any content type, up to 30 KB', async () => {
    const { emulator, user } = await startRegistered();
    const body = { receiver: user.id, ...text, tracking_data: 'x'.repeat(4000), filler: '' };
    body.filler = 'x'.repeat(30 * 1024 - JSON.stringify(body).length);
    const headers = { 'X-Viber-Auth-Token': TOKEN, 'Content-Type': 'application/x-www-form-urlencoded' };
    await expect(callMethod(emulator, 'send_message', body, headers)).resolves.toMatchObject({
      json: { status: 0 },
    });
    await expect(
      callMethod(emulator, 'send_message', { ...body, filler: `${body.filler}x` }, headers),
    ).resolves.toMatchObject({ json: { status: 3 } });
  });

  it.each(['Set_Webhook', 'toString', '__proto__', 'send_message/more', ''])(
    'responds to the unknown method "%s" with 404 and JSON',
    async (method) => {
      const emulator = await startEmulator();
      const { httpStatus, json } = await callMethod(emulator, method);
      expect(httpStatus).toBe(404);
      expect(json).toMatchObject({
        error: 'unknown_method',
        message: expect.stringContaining('get_account_info') as string,
      });
    },
  );

  it('serves get_account_info to GET', async () => {
    const emulator = await startEmulator();
    const url = `${emulator.apiUrl}/get_account_info`;
    const { json } = await request(url, { headers: { 'X-Viber-Auth-Token': TOKEN } });
    expect(json).toMatchObject({ status: 0, name: 'Local bot' });
    const refused = await request(url);
    expect(refused.json).toEqual({ status: 2, status_message: 'missing_auth_token' });
  });

  it('responds to a message for a public chat with a status', async () => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await callMethod(emulator, 'post', { from: 'me', ...text });
    expect({ httpStatus, json }).toEqual({
      httpStatus: 200,
      json: { status: 18, status_message: 'noPublicChat' },
    });
  });

  it.each([
    [7, 'publicAccountBlocked'],
    [12, 'Too many requests'],
    [24, 'noBalance'],
    [123, 'generalError'],
  ])('refuses every call with %i while that is the apiStatus fault', async (status, status_message) => {
    const { emulator, user } = await startRegistered();
    emulator.setFaults({ apiStatus: status });
    for (const method of ['set_webhook', 'send_message', 'get_account_info']) {
      const { httpStatus, json } = await callMethod(emulator, method, {
        ...text,
        receiver: user.id,
        url: '',
      });
      expect({ httpStatus, json }).toEqual({ httpStatus: 200, json: { status, status_message } });
    }
    expect(user.inbox).toEqual([]);
    emulator.setFaults({ apiStatus: 0 });
    await expect(callMethod(emulator, 'send_message', { ...text, receiver: user.id })).resolves.toMatchObject(
      { json: { status: 0 } },
    );
  });

  it('rejects an apiStatus that cannot be a status', async () => {
    const emulator = await startEmulator();
    expect(() => {
      emulator.setFaults({ apiStatus: -1 });
    }).toThrow(/apiStatus must be a whole number/);
  });

  it('responds to other GET requests with JSON that says to POST', async () => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await request(`${emulator.apiUrl}/get_online`);
    expect(httpStatus).toBe(404);
    expect(json).toMatchObject({
      error: 'unknown_method',
      message: expect.stringContaining('POST') as string,
    });
  });
});

describe('a broken request', () => {
  it('of 2 MB gets a response at once, and the emulator keeps working', async () => {
    const emulator = await startEmulator();
    const started = performance.now();
    const { httpStatus, json } = await callMethod(emulator, 'send_message', 'x'.repeat(2_000_000));
    expect(httpStatus).toBe(200);
    expect(json).toMatchObject({ status: 3, status_message: expect.stringMatching(/body/) as string });
    expect(performance.now() - started).toBeLessThan(4000);
    await expect(callMethod(emulator, 'get_account_info')).resolves.toMatchObject({ json: { status: 0 } });
  });

  it.each([
    ['an unknown charset', { 'Content-Type': 'application/json; charset=klingon' }, '{}'],
    ['an unknown encoding', { 'Content-Encoding': 'klingon' }, '{}'],
    ['invalid gzip', { 'Content-Encoding': 'gzip' }, '{}'],
  ])('with %s gets a response', async (_, headers, body) => {
    const emulator = await startEmulator();
    await expect(
      callMethod(emulator, 'get_account_info', body, { 'X-Viber-Auth-Token': TOKEN, ...headers }),
    ).resolves.toMatchObject({ httpStatus: 200, json: { status: 3 } });
  });

  it('may be cut off in the middle of its body', async () => {
    const emulator = await startEmulator();
    const { port } = new URL(emulator.url);
    await rawExchange(
      `http://127.0.0.1:${port}`,
      `POST /pa/send_message HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf`,
      'destroy',
    );
    await expect(callMethod(emulator, 'get_account_info')).resolves.toMatchObject({ json: { status: 0 } });
  });

  it('may be cut off during the check call', async () => {
    const emulator = await startEmulator();
    const webhook = await startWebhook('hang');
    const arrived = untilCalled(webhook.calls);
    const aborter = new AbortController();
    const call = fetch(`${emulator.apiUrl}/set_webhook`, {
      method: 'POST',
      headers: { 'X-Viber-Auth-Token': TOKEN },
      body: JSON.stringify({ url: webhook.url }),
      signal: aborter.signal,
    });
    await arrived;
    aborter.abort();
    await expect(call).rejects.toThrow(/abort/);
    await expect(callMethod(emulator, 'get_account_info')).resolves.toMatchObject({ json: { status: 0 } });
  });
});
