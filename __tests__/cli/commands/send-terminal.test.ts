import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '../../fixtures/conditions';
import { describeUnless } from '../../fixtures/describe-unless';
import { FakeViberApi } from '../../fixtures/fake-viber-api';
import { closeServers } from '../../fixtures/servers';

jest.setTimeout(60_000); // a process that compiles TypeScript takes a while to start

const root = join(__dirname, '../../..');
const command = [process.execPath, '--import', 'tsx', 'lib/cli/main.ts', 'send', 'ann'];

let api: FakeViberApi;
let children: ChildProcess[] = [];

beforeEach(async () => {
  api = await FakeViberApi.start();
  api.reply({ json: { status: 0, message_token: 1 } });
});

afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill();
    await once(child, 'exit');
  }
  children = [];
  await closeServers();
});

/** Starts a process whose stdin the test writes. The API is not on this machine for it: the fake plays its proxy. */
function start(file: string, args: string[]) {
  const child = spawn(file, args, {
    cwd: root,
    env: {
      ...process.env,
      NO_COLOR: '1',
      VIBER_AUTH_TOKEN: 'a-token',
      VIBER_API_URL: 'http://viber-api.invalid/pa',
      HTTP_PROXY: api.origin,
    },
  });
  children.push(child);
  const exited = once(child, 'close') as Promise<[number | null]>;
  const run = { child, output: '', exited };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (run.output += text));
  }
  return run;
}

// It gives the command a terminal. That of other systems takes other options.
const hasScript = String(spawnSync('script', ['--version']).stdout).includes('util-linux');
const missing = hasScript ? undefined : 'the script command of util-linux is not installed';

describeUnless(missing, 'express-viber send on a terminal', () => {
  function startOnTerminal(...args: string[]) {
    const line = [...command, ...args].map((word) => `'${word}'`).join(' ');
    return start('script', ['--quiet', '--return', '--command', line, '/dev/null']);
  }

  it.each([
    ['y\n', 0, /Sent +message token 1\r\n$/],
    ['yes\n', 0, /Sent +message token 1\r\n$/],
    ['\n', 1, /error: The message was not sent\.\r\n$/],
    ['no\n', 1, /error: The message was not sent\.\r\n$/],
    ['\u0004', 1, /error: The message was not sent\.\r\n$/], // Ctrl+D
    ['\u0003', 130, /error: Stopped by SIGINT\.\r\n$/], // Ctrl+C
  ])('asks before it sends, and is told %j', async (reply, code, end) => {
    const run = startOnTerminal('hello', '--sender', 'Shop');
    await until(() => run.output.includes('Send it to ann? [y/N] '));
    expect(run.output).toMatch(/^Viber may charge for this message/);
    expect(api.calls).toEqual([]);
    run.child.stdin.write(reply);
    expect(await run.exited).toEqual([code, null]);
    expect(run.output).toMatch(end);
    expect(api.calls).toHaveLength(code === 0 ? 1 : 0);
  });

  it('does not ask with --yes', async () => {
    const run = startOnTerminal('hello', '--sender', 'Shop', '--yes');
    expect(await run.exited).toEqual([0, null]);
    expect(run.output).not.toContain('[y/N]');
    expect(api.calls).toHaveLength(1);
  });
});

describe('express-viber send --message -', () => {
  const [file = '', ...args] = command;

  it('sends the message of stdin with --yes', async () => {
    const run = start(file, [...args, '--message', '-', '--yes']);
    run.child.stdin.end('{"type":"text","text":"Жэ 😀","sender":{"name":"Shop"}}');
    expect(await run.exited).toEqual([0, null]);
    expect(api.bodies).toEqual([{ receiver: 'ann', type: 'text', text: 'Жэ 😀', sender: { name: 'Shop' } }]);
  });

  it('sends nothing without --yes, since nobody can confirm', async () => {
    const run = start(file, [...args, '--message', '-']);
    run.child.stdin.end('{"type":"text","text":"SECRET"}');
    expect(await run.exited).toEqual([1, null]);
    expect(run.output).toMatch(/error: The message was not sent\..*\n {2}Add --yes/);
    expect(run.output).not.toContain('SECRET');
    expect(api.calls).toEqual([]);
  });
});
