import type { Demo } from '../../../lib/cli/demo/start-demo';
import { startDemo } from '../../../lib/cli/demo/start-demo';
import { closeServers, serve } from '../../fixtures/servers';

let demo: Demo | undefined;

afterEach(async () => {
  await demo?.close();
  demo = undefined;
  await closeServers();
});

describe('startDemo', () => {
  it('starts an emulator and a bot that chat: welcome, echo, delivered and seen, all acknowledged', async () => {
    const lines: string[] = [];
    demo = await startDemo({ port: 0, log: (line) => void lines.push(line) });
    const { page } = demo;
    const state = await emulatorState(page);
    const [user] = state.users;
    expect(user?.chat[0]).toMatchObject({
      from: 'bot',
      isWelcome: true,
      message: { text: expect.stringContaining('You') as string },
    });

    const act = async (action: string, fields: object) => {
      const body = JSON.stringify({ user: user?.id, ...fields });
      const headers = { 'Content-Type': 'application/json' };
      expect((await fetch(`${page}/control/${action}`, { method: 'POST', headers, body })).status).toBe(200);
    };
    for (const text of ['hello', 'constructor', 'picture', 'carousel', 'keyboard'])
      await act('send', { message: { type: 'text', text } });
    await act('tap', { button: { ActionType: 'share-phone', ActionBody: 'phone' } });
    await act('tap', { button: { ActionType: 'location-picker', ActionBody: 'location' } });
    await act('see', {});

    const { users, timeline } = await emulatorState(page);
    const types = users[0]?.chat.filter(({ from }) => from === 'bot').map(({ message }) => message.type);
    expect(types).toEqual(['text', 'text', 'text', 'picture', 'rich_media', 'text', 'text', 'location']);
    expect(timeline.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual(
      timeline.map(() => [200]),
    );
    const events = new Set(timeline.map(({ event }) => event));
    expect(events).toEqual(new Set(['webhook', 'conversation_started', 'message', 'delivered', 'seen']));
    expect(lines.map((line) => line.split(' ')[0])).toContain('seen');
  });

  it('logs what fails in the bot', async () => {
    const lines: string[] = [];
    demo = await startDemo({ port: 0, log: (line) => void lines.push(line) });
    const { page } = demo;
    const [user] = (await emulatorState(page)).users;
    const headers = { 'Content-Type': 'application/json' };
    const faults = JSON.stringify({ faults: { apiStatus: 7 } });
    await fetch(`${page}/control/faults`, { method: 'POST', headers, body: faults });
    const body = JSON.stringify({ user: user?.id, message: { type: 'text', text: 'SECRET' } });
    await fetch(`${page}/control/send`, { method: 'POST', headers, body });
    expect(lines).toContainEqual(expect.stringMatching(/^error /));
    expect(lines.join()).not.toContain('SECRET');
  });

  it('rejects if the port is in use', async () => {
    const { port } = new URL(await serve(() => undefined));
    await expect(startDemo({ port: Number(port), log: () => undefined })).rejects.toThrow('already in use');
  });
});

interface State {
  users: { id: string; chat: { from: string; isWelcome?: boolean; message: { type: string } }[] }[];
  timeline: { event: string; attempts: { status: number }[] }[];
}

/** The initial state that an emulator sends to its page. */
async function emulatorState(url: string): Promise<State> {
  const response = await fetch(`${url}/control/events`);
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.includes('\n\n')) break;
  }
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '') as State;
}
