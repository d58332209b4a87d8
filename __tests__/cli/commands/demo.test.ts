import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { endProcesses, startProcess } from '../../fixtures/processes';
import { closeServers, serve } from '../../fixtures/servers';
import { runInProcess } from '../run-in-process';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

afterEach(async () => {
  await endProcesses();
  await closeServers();
});

function cli(args: string[], environment: Record<string, string> = {}) {
  return startProcess('lib/cli/main.ts', args, environment);
}

/** Starts Node with `express` hidden, as where nobody has installed the peer dependency. */
const WITHOUT_EXPRESS = `
  import Module from 'node:module';
  const load = Module._load;
  Module._load = (name, ...rest) => {
    if (name !== 'express') return load.call(Module, name, ...rest);
    throw Object.assign(new Error("Cannot find module 'express'"), { code: 'MODULE_NOT_FOUND' });
  };`;

describe('express-viber demo', () => {
  it('serves the page of a bot that has welcomed its user, until Ctrl+C', async () => {
    const demo = cli(['demo', '--port', '0']);
    const page = /http:\S+/.exec(await demo.printed(/^Open http.*Press Ctrl\+C to stop\.$/))?.[0] ?? '';
    expect(await (await fetch(page)).text()).toContain('<!doctype html>');
    await demo.printed(/^delivered \d{19}$/);
    demo.child.kill('SIGINT');
    expect(await demo.ended()).toMatchObject({ code: 0, stderr: '' });
  });

  it('prints one line of JSON with --json, and reaches its emulator past a proxy of the environment', async () => {
    const proxy = await FakeViberApi.start();
    const environment = { HTTP_PROXY: proxy.origin, no_proxy: 'internal.example.com' };
    let page: Promise<number> | undefined;
    const { code, stdout, stderr } = await runInProcess(
      ['demo', '--port', '0', '--json'],
      environment,
      (text) => {
        const { page: url } = JSON.parse(text) as { page: string };
        page ??= fetch(url)
          .then(({ status }) => status)
          .finally(() => process.emit('SIGTERM', 'SIGTERM'));
      },
    );
    expect([code, await page]).toEqual([0, 200]);
    const { page: url, ...rest } = JSON.parse(stdout) as { page: string };
    expect(rest).toEqual({ ok: true, apiUrl: `${url}/pa` });
    expect(stderr).toMatch(/^delivered /);
    expect(proxy.calls).toEqual([]);
  });

  it('reports that the port is in use', async () => {
    const { port } = new URL(await serve(() => undefined));
    const { code, stdout, stderr } = await runInProcess(['demo', '--port', port]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `error: Port ${port} is already in use. Choose another port, or 0 for any free one.\n`,
    );
  });

  it.each(['demo', 'emulator'])('says that %s needs Express where it is missing', async (name) => {
    const hook = `--import data:text/javascript,${encodeURIComponent(WITHOUT_EXPRESS)}`;
    const { code, stdout, stderr } = await cli([name, '--port', '0'], { NODE_OPTIONS: hook }).ended();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      'error: The emulator needs Express, which is not installed.\n' +
        '  Express is a peer dependency of express-viber. Install it in the same folder: npm install express\n',
    );
  });
});
