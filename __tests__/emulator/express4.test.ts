import { createViberEmulator } from '../../lib/emulator';
import { closeServers } from '../fixtures/servers';
import { startBot } from './echo-bot';

// What an application with Express 4 has; the other suites run on 5.
jest.mock('express', () => jest.requireActual<object>('express4'));

afterEach(closeServers);

describe('the emulator in an application with Express 4', () => {
  it('serves the API, the control routes and the page', async () => {
    const emulator = createViberEmulator({ authToken: 'emulated-token' });
    try {
      const page = await emulator.listen();
      await startBot(emulator, {
        prepare: (viber) => {
          viber.welcome(() => ({ type: 'text', text: 'Hello' }));
          viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
        },
      });
      expect(emulator.registration).toMatchObject({ url: expect.stringMatching(/\/viber$/) as string });
      const { id } = (await control(page, 'add-user', {})) as { id: string };
      await control(page, 'open-chat', { user: id });
      await control(page, 'send', { user: id, message: { type: 'text', text: 'Anybody?' } });
      expect(emulator.users[0]?.inbox.map(({ message }) => message)).toMatchObject([
        { text: 'Hello' },
        { text: 'Anybody?' },
      ]);
      await expect(control(page, 'send', { user: 'nobody' })).resolves.toMatchObject({
        error: 'bad_request',
      });
      expect(await (await fetch(page)).text()).toContain('<!doctype html>');
    } finally {
      await emulator.close();
    }
  });
});

async function control(page: string, action: string, fields: object): Promise<unknown> {
  const response = await fetch(`${page}/control/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
  });
  return response.json();
}
