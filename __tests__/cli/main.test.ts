import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeViberApi } from '../fixtures/fake-viber-api';
import { endProcesses, startProcess } from '../fixtures/processes';
import { closeServers, serve } from '../fixtures/servers';
import { makeSilentPipe } from './silent-pipe';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

afterEach(async () => {
  await endProcesses();
  await closeServers();
});

function cli(args: string[], environment: Record<string, string> = {}) {
  return startProcess('lib/cli/main.ts', args, { VIBER_AUTH_TOKEN: 'a-token', ...environment });
}

describe('express-viber', () => {
  it('prints its version, and its help if no command is given', async () => {
    const manifest = await readFile(join(__dirname, '../../package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    expect(await cli(['--version']).ended()).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    const { code, stdout, stderr } = await cli([]).ended();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Typical workflow');
  });

  it('reports wrong usage by exit code 2, on stderr and as JSON', async () => {
    const { code, stdout, stderr } = await cli(['account', '--json', '--token=44dafb7e']).ended();
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      error: { code: 'wrong_usage', message: "error: unknown option '--token'" },
    });
    expect(stderr).toContain("error: unknown option '--token'");
  });

  it('prints no password of VIBER_API_URL, as text or as JSON', async () => {
    const environment = { VIBER_API_URL: 'http://me:SECRET@host/?x' };
    const { code, stdout, stderr } = await cli(['account', '--json'], environment).ended();
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { message: expect.stringContaining("value from env 'VIBER_API_URL' is invalid") as string },
    });
    expect(stdout + stderr).not.toContain('SECRET');
  });

  it.each([
    [['account', '--help', '--json'], 'Usage: express-viber account'],
    [['help', 'account', '--json'], 'Usage: express-viber account'],
    [['--version', '--json'], '.'],
  ])('prints nothing but JSON on stdout with --json: %j', async (args, text) => {
    const { code, stdout, stderr } = await cli(args).ended();
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain(text);
  });

  it('lists the commands in JSON if help is requested for an unknown one', async () => {
    const { code, stdout, stderr } = await cli(['help', 'nosuch', '--json']).ended();
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      error: {
        code: 'wrong_usage',
        message:
          'error: missing or unknown command. The commands are demo, emulator, set-webhook, account, remove-webhook, doctor, trigger, replay, send.',
      },
    });
    expect(stderr).toContain('Typical workflow');
  });

  it('reads token and API URL from the environment, and colours its output only if wanted', async () => {
    const api = await FakeViberApi.start();
    const args = ['remove-webhook'];
    const plain = await cli(args, { VIBER_API_URL: api.url, CI: 'true' }).ended();
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(plain.stdout).toMatch(/^Removed\./);
    const coloured = await cli(args, { VIBER_API_URL: api.url, FORCE_COLOR: '1' }).ended();
    expect(coloured.stdout).toBe(plain.stdout.replace('Removed', '\u001b[32mRemoved\u001b[39m'));
    expect(api.calls.map(({ headers }) => headers['x-viber-auth-token'])).toEqual(['a-token', 'a-token']);
  });

  it('reports a missing token and an unreachable API without a stack', async () => {
    const origin = await serve(() => undefined);
    await closeServers();
    const missing = cli(['account'], { VIBER_AUTH_TOKEN: '' });
    const unreachable = cli(['account', '--json', '--api-url', `${origin}/pa`]);
    const { code, stdout, stderr } = await missing.ended();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^error: No auth token is set\.\n {2}Set VIBER_AUTH_TOKEN .*--token-file <path>\. .*admin panel.*\.\n$/,
    );
    const unreached = await unreachable.ended();
    expect([unreached.code, unreached.stderr]).toEqual([1, '']);
    expect(JSON.parse(unreached.stdout)).toMatchObject({
      ok: false,
      error: { code: 'connection_failed', networkCode: 'ECONNREFUSED' },
    });
  });

  it('cancels an API call on Ctrl+C', async () => {
    const api = (await FakeViberApi.start()).reply('hang');
    const command = cli(['set-webhook', 'http://localhost:1/viber', '--api-url', api.url]);
    await api.received(1);
    command.child.kill('SIGINT');
    expect(await command.ended()).toEqual({ code: 130, stdout: '', stderr: 'error: Stopped by SIGINT.\n' });
    expect(api.calls).toHaveLength(1);
  });

  it('ends on Ctrl+C while it waits for the token from a silent pipe', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'viber-cli-'));
    const tokenFile = join(folder, 'pipe');
    makeSilentPipe(tokenFile);
    // The command prints nothing when it begins to read, but reads as soon as it listens for signals.
    const announce = `process.on('newListener',name=>name==='SIGINT'&&setImmediate(console.error,'listens'))`;
    const command = cli(['account', '--token-file', tokenFile], {
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(announce)}`,
    });
    await command.printed(/^listens$/);
    command.child.kill('SIGINT');
    const { stderr } = await command.ended();
    expect(stderr).toBe('listens\nerror: Stopped by SIGINT.\n');
    // A shell reports 130 for it, as for a command that exits by itself.
    expect(command.child.signalCode).toBe('SIGINT');
    await rm(folder, { recursive: true });
  });

  it('ends a replay on Ctrl+C with a summary of what was sent', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'viber-cli-'));
    const file = join(folder, 'recording.jsonl');
    await writeFile(file, '{"event":"seen","timestamp":1000}\n{"event":"seen","timestamp":61000}\n');
    const origin = await serve((_req, res) => res.end());
    const command = cli(['replay', file, origin]);
    await command.printed(/^\[1\/2\]/);
    command.child.kill('SIGINT');
    const { code, stdout, stderr } = await command.ended();
    await rm(folder, { recursive: true });
    expect([code, stderr]).toEqual([130, '']);
    expect(stdout).toMatch(/1 of 2 acknowledged with 200 in .*\nNot sent {2}1\n/);
  });

  it('finishes its work after the reader of its output has gone', async () => {
    const api = await FakeViberApi.start();
    let respond: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (respond = resolve));
    api.reply(async () => {
      await waiting;
      return { json: { status: 0 } };
    });
    const command = cli(['remove-webhook', '--api-url', api.url]);
    await api.received(1);
    command.child.stdout.destroy();
    await once(command.child.stdout, 'close');
    respond();
    expect(await command.ended()).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
