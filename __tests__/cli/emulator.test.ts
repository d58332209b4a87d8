import { ViberClient } from '../../lib/index';
import { endProcesses, startProcess } from '../fixtures/processes';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

afterEach(endProcesses);

function cli(args: string[], environment: Record<string, string> = {}) {
  return startProcess('lib/cli/main.ts', args, environment);
}

describe('express-viber emulator', () => {
  it('runs a Viber under the token and the port given, and says where', async () => {
    const emulator = cli(['emulator', '--port', '0', '--token', 'my-token', '--escaped']);
    const apiUrl = /http:\S+/.exec(await emulator.printed(/^API/))?.[0] ?? '';
    await emulator.printed(/^Auth token +my-token$/);
    const client = new ViberClient({ authToken: 'my-token', apiUrl });
    await expect(client.removeWebhook()).resolves.toMatchObject({ status: 0 });
    await expect(new ViberClient({ authToken: 'another', apiUrl }).removeWebhook()).rejects.toMatchObject({
      status: 2,
    });
    const page = /http:\S+/.exec(await emulator.printed(/^Page/))?.[0] ?? '';
    expect(await (await fetch(page)).text()).toContain('<!doctype html>');
  });

  it('takes the token of the environment, and makes one where there is none', async () => {
    const emulator = cli(['emulator', '--port', '0'], { VIBER_AUTH_TOKEN: 'token-of-env' });
    await emulator.printed(/^Auth token +that of VIBER_AUTH_TOKEN$/);
    const apiUrl = /http:\S+/.exec(await emulator.printed(/^API/))?.[0] ?? '';
    const client = new ViberClient({ authToken: 'token-of-env', apiUrl });
    await expect(client.removeWebhook()).resolves.toMatchObject({ status: 0 });
    const empty = cli(['emulator', '--port', '0'], { VIBER_AUTH_TOKEN: '' });
    await empty.printed(/^Auth token +[0-9a-f]{32}$/);
    await cli(['emulator', '--port', '0']).printed(/^Auth token +[0-9a-f]{32}$/);
  });

  it('explains itself, and what is wrong with its arguments', async () => {
    const help = cli(['emulator', '--help']);
    await help.printed(/--allow-host/);
    expect(await help.exited).toEqual([0, null]);
    const wrong = cli(['emulator', '--port', 'eighty']);
    await wrong.printed(/0 to 65535/);
    expect(await wrong.exited).toEqual([1, null]);
    const unknown = cli(['emulater']);
    await unknown.printed(/unknown command.*emulater|Did you mean emulator/);
    expect(await unknown.exited).toEqual([1, null]);
  });

  it('says so when the port is taken', async () => {
    const first = cli(['emulator', '--port', '0', '--token', 't']);
    const port = /:(\d+)/.exec(await first.printed(/^Page/))?.[1] ?? '';
    const second = cli(['emulator', '--port', port, '--token', 't']);
    await second.printed(/EADDRINUSE/);
    expect(await second.exited).toEqual([1, null]);
  });
});
