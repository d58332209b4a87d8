import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ViberClient, ViberWebhook } from '../../../lib/index';
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

async function isTokenOf(apiUrl: string, authToken: string): Promise<boolean> {
  const removal = new ViberClient({ authToken, apiUrl }).removeWebhook();
  return removal.then(
    () => true,
    () => false,
  );
}

describe('express-viber emulator', () => {
  it('runs with the token from the environment, and prints its URLs, until Ctrl+C', async () => {
    const emulator = cli(['emulator', '--port', '0', '--escaped'], { VIBER_AUTH_TOKEN: 'token-of-env' });
    const apiUrl = /http:\S+/.exec(await emulator.printed(/^API/))?.[0] ?? '';
    await emulator.printed(/^Auth token +from VIBER_AUTH_TOKEN$/);
    expect(await isTokenOf(apiUrl, 'token-of-env')).toBe(true);
    expect(await isTokenOf(apiUrl, 'another')).toBe(false);
    const page = /http:\S+/.exec(await emulator.printed(/^Page/))?.[0] ?? '';
    expect(await (await fetch(page)).text()).toContain('<!doctype html>');
    emulator.child.kill('SIGINT');
    const { code, stdout } = await emulator.ended();
    expect(code).toBe(0);
    expect(stdout).not.toContain('token-of-env');
  });

  it('generates a token if none is set, and prints one line of JSON with --json', async () => {
    const { code, stdout, isItsToken } = await runUntilStopped(['--json'], (text) => {
      const { page, apiUrl, authToken, ...rest } = JSON.parse(text) as Record<string, string>;
      expect(rest).toEqual({ ok: true });
      expect(apiUrl).toBe(`${String(page)}/pa`);
      expect(authToken).toMatch(/^[0-9a-f]{32}$/);
      return isTokenOf(String(apiUrl), String(authToken));
    });
    expect([code, isItsToken]).toEqual([0, true]);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    const other = await runUntilStopped([], (text) =>
      Promise.resolve(/^Auth token +[0-9a-f]{32}$/m.test(text)),
    );
    expect(other.isItsToken).toBe(true);
  });

  it('reads the token from a file, and does not print it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'viber-cli-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'secret-of-file\n');
    const { code, stdout, isItsToken } = await runUntilStopped(['--token-file', tokenFile], (text) =>
      isTokenOf(/^API +(\S+)$/m.exec(text)?.[1] ?? '', 'secret-of-file'),
    );
    await rm(folder, { recursive: true });
    expect([code, isItsToken]).toEqual([0, true]);
    expect(stdout).toMatch(/^Auth token +from the token file$/m);
    expect(stdout).not.toContain('secret-of-file');
  });

  it.each([
    ['--host', '0.0.0.0'],
    ['--allow-host', 'bot.tunnel.example'],
  ])('warns that others can sign callbacks with %s %s, unless the token is a new one', async (...args) => {
    const emulator = cli(['emulator', '--port', '0', ...args], { VIBER_AUTH_TOKEN: 'a-token' });
    await emulator.printed(/^Press/);
    emulator.child.kill('SIGINT');
    const { code, stderr } = await emulator.ended();
    expect([code, stderr]).toEqual([
      0,
      'warning: Whoever opens the page can sign callbacks with this token. Do not use that of a real bot.\n',
    ]);
    const { stderr: withoutToken } = await runUntilStopped(args, () => Promise.resolve(true));
    expect(withoutToken).toBe('');
  });

  it('registers the bot of --webhook once it is up, and again after a restart of its own', async () => {
    const bot = new ViberWebhook({ authToken: 'a-token' });
    const checks: unknown[] = [];
    bot.on('webhook', (callback) => void checks.push(callback));
    const { port } = new URL(await serve(() => undefined));
    await closeServers();
    const url = `http://localhost:${port}/viber`;
    const args = ['emulator', '--port', '0', '--webhook', url];
    const first = cli(args, { VIBER_AUTH_TOKEN: 'a-token' });
    await first.printed(/^Waiting for the bot at http\S+: nothing listens there\.$/);
    const server = createServer(bot.middleware()).listen(Number(port), '127.0.0.1');
    await first.printed(new RegExp(`^Registered ${url}\\.$`));
    first.child.kill('SIGINT');
    expect((await first.ended()).code).toBe(0);

    const second = cli([...args, '--json'], { VIBER_AUTH_TOKEN: 'a-token' });
    await second.printed(/^Registered /);
    second.child.kill('SIGINT');
    const { code, stdout, stderr } = await second.ended();
    server.close();
    expect([code, stderr]).toEqual([0, `Registered ${url}.\n`]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    expect(checks).toHaveLength(4);
  });

  it.each([
    ['localhost:3000/viber', /not a full URL/],
    ['http://localhost:3000/viber?bot=1', /query string or fragment/],
    ['http://me:SECRET@localhost:3000/viber', /user name or password/],
  ])('rejects --webhook %s', async (url, problem) => {
    const { code, stderr } = await runInProcess(['emulator', '--webhook', url]);
    expect(code).toBe(2);
    expect(stderr).toMatch(problem);
    expect(stderr).not.toContain('SECRET');
  });

  it('reports that the port is in use', async () => {
    const { port } = new URL(await serve(() => undefined));
    const { code, stdout } = await runInProcess(['emulator', '--port', port, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'EADDRINUSE' } });
  });
});

/** Runs the emulator until `check` has examined what it printed when it was ready. */
async function runUntilStopped(args: string[], check: (stdout: string) => Promise<boolean>) {
  let checking: Promise<boolean> | undefined;
  const end = await runInProcess(['emulator', '--port', '0', ...args], {}, (stdout) => {
    if (!/Ctrl\+C|^\{/.test(stdout)) return;
    checking ??= check(stdout).finally(() => process.emit('SIGTERM', 'SIGTERM'));
  });
  return { ...end, isItsToken: await checking };
}
