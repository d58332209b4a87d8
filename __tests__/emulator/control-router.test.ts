import { closeServers } from '../fixtures/servers';
import { closeEmulators, request, startEmulator } from './api/api-fixture';

afterEach(async () => {
  await closeEmulators();
  await closeServers();
});

describe('/control', () => {
  async function control(url: string, action: string, body: string) {
    const headers = { 'Content-Type': 'application/json' };
    return request(`${url}/control/${action}`, { method: 'POST', headers, body });
  }

  it.each([
    ['malformed JSON', 'send', '{"user":', 400],
    ['JSON that is not an object', 'send', '7', 400],
    ['an unknown user', 'send', '{"user":"nobody","message":{"type":"text","text":"hi"}}', 400],
    ['a user that is not a string', 'tap', '{"user":{"id":"me"}}', 400],
    ['the name of a prototype as the user', 'see', '{"user":"__proto__"}', 400],
    ['no user', 'subscribe', '{}', 400],
    ['a callback without an event', 'send-callback', '{"body":"{}"}', 400],
    ['a callback that is not a string', 'send-callback', '{"body":{"event":"seen"}}', 400],
    ['no callback to write as curl', 'curl', '{}', 400],
    ['a callback to write as curl without a webhook', 'curl', '{"body":"{\\"event\\":\\"seen\\"}"}', 400],
    ['an unknown fault', 'faults', '{"faults":{"offlin":true}}', 400],
    ['faults that are not an object', 'faults', '{"faults":[true]}', 400],
    ['a fault of the wrong type', 'faults', '{"faults":{"slowMs":"500"}}', 400],
    ['a negative delay', 'faults', '{"faults":{"slowMs":-1}}', 400],
    ['no faults', 'faults', '{}', 400],
    ['2 MB', 'send', JSON.stringify({ user: 'x'.repeat(2_000_000) }), 413],
    ['an unknown action', 'no-such-action', '{}', 404],
    ['the name of an inherited property', 'toString', '{}', 404],
    ['no action', '', '{}', 404],
  ])('rejects %s and keeps working', async (_, action, body, status) => {
    const emulator = await startEmulator();
    const { httpStatus, json } = await control(emulator.url, action, body);
    expect(httpStatus).toBe(status);
    if (status < 404)
      expect(json).toEqual({ error: 'bad_request', message: expect.stringMatching(/./) as string });
    expect(emulator.faults).toMatchObject({ offline: false, slowMs: 0 });
    await expect(control(emulator.url, 'add-user', '{}')).resolves.toMatchObject({ httpStatus: 200 });
    expect(emulator.users).toHaveLength(1);
  });

  it.each([
    ['arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
  ])('rejects a message with %s nested 100,000 deep, and still shows the page', async (_, nested) => {
    const { url } = await startEmulator();
    const { json: added } = await control(url, 'add-user', '{}');
    const body = `{"user":${JSON.stringify(added?.['id'])},"message":{"type":"text","text":"hi","x":${nested}}}`;
    const { httpStatus, json } = await control(url, 'send', body);
    expect(httpStatus).toBe(400);
    expect(json).toMatchObject({ message: 'The message is nested too deeply.' });
    const stream = await fetch(`${url}/control/events`);
    for await (const chunk of stream.body ?? []) {
      expect(Buffer.from(chunk as Uint8Array).toString()).toContain('event: state');
      break;
    }
    expect.assertions(3);
  });

  it('opens the chat by a deep link, and rejects one to another bot', async () => {
    const { url, users, timeline } = await startEmulator().then((emulator) => {
      emulator.addUser();
      return emulator;
    });
    const open = (link: string) => control(url, 'open-chat', JSON.stringify({ user: users[0]?.id, link }));
    expect((await open('viber://pa?chatURI=localbot&context=poster')).httpStatus).toBe(200);
    expect(timeline.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([{ context: 'poster' }]);
    const { httpStatus, json } = await open('viber://pa?chatURI=teahouse');
    expect([httpStatus, json?.['message']]).toEqual([400, expect.stringContaining('"teahouse"')]);
  });

  it('names the most similar fault', async () => {
    const { url } = await startEmulator();
    const { json } = await control(url, 'faults', '{"faults":{"offlin":true}}');
    expect(json?.['message']).toContain('Did you mean "offline"?');
  });
});
