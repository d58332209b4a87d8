import { createProgram, redactValues } from '../../lib/cli/program';
import { runInProcess } from './run-in-process';

const names = createProgram().commands.map((command) => command.name());

describe('createProgram', () => {
  it('has the commands', () => {
    expect(names).toEqual([
      'demo',
      'emulator',
      'set-webhook',
      'account',
      'remove-webhook',
      'doctor',
      'trigger',
      'replay',
      'send',
    ]);
  });

  it('explains the typical workflow, the token and the exit codes', async () => {
    const { code, stdout, stderr } = await runInProcess(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/\$ express-viber demo.*emulator --webhook.*doctor.*set-webhook.*account/s);
    expect(stdout).toContain('VIBER_AUTH_TOKEN');
    expect(stdout).toMatch(
      /Exit codes: 0 .*1 .*2 .*130 after Ctrl\+C\. The\nemulator and the demo exit with 0 after Ctrl\+C/s,
    );
    expect(stdout).toContain('{ "ok": false, "error": { "code", "message", "hint" } }');
    expect(stdout).toMatch(/With --json, stdout contains one JSON document\. It is empty if only the help/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(names)('explains %s with its options and examples', async (name) => {
    const { code, stdout } = await runInProcess([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: express-viber ${name} `));
    const options = ['--json', '--help', ...(name === 'demo' ? [] : ['--token-file <path>'])];
    for (const option of options) expect(stdout).toContain(option);
    expect(stdout).toMatch(new RegExp(`^ {2}\\$ .*express-viber ${name}`, 'm'));
    expect(stdout).not.toMatch(/default: \[\]/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('has no option that takes a token', () => {
    const flags = createProgram().commands.flatMap(({ options }) => options.map(({ long }) => long));
    expect(flags.filter((flag) => flag?.includes('token') === true && flag !== '--token-file')).toEqual([]);
  });

  it.each([
    [['emulater'], /unknown command 'emulater'\s+\(Did you mean emulator\?\)/],
    [['account', '--jsn'], /unknown option '--jsn'\s+\(Did you mean --json\?\)/],
    [['set-webhook'], /missing required argument 'url'/],
    [['set-webhook', 'https://a.example', 'b'], /too many arguments/],
    [
      ['set-webhook', 'https://a.example', '--events', 'sen'],
      /"sen" is not an event\. Did you mean "seen"\?/,
    ],
    [
      ['account', '--api-url', 'chatapi.viber.com'],
      /The URL of --api-url or VIBER_API_URL must be an http or https URL/,
    ],
    [
      ['account', '--api-url', 'http://chatapi.viber.com/pa'],
      /The URL of --api-url or VIBER_API_URL must be https for Viber/,
    ],
    [['emulator', '--port', 'eighty'], /0 to 65535/],
    [['emulator', '--port', '65536'], /0 to 65535/],
    [['emulator', '--port', ''], /0 to 65535/],
    [['replay', 'a', 'ftp://localhost'], /full http or https URL/],
    [['replay', 'a', 'http://localhost', '--speed', '-1'], /number from 0 to/],
    [['replay', 'a', 'http://localhost', '--speed', 'NaN'], /number from 0 to/],
    [['replay', 'a', 'http://localhost', '--max-pause', '1e9'], /number from 0 to/],
    [['replay', 'a', 'http://localhost', '--timeout-ms', '0'], /whole number from 1/],
  ])('rejects %j with exit code 2', async (args, advice) => {
    const { code, stdout, stderr } = await runInProcess(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(advice);
    expect(stderr).toContain('--help');
  });

  it('does not print a token that was passed as an argument', async () => {
    for (const args of [
      ['emulator', '--token=44dafb7e'],
      ['account', '--token', '44dafb7e'],
    ]) {
      const { code, stderr } = await runInProcess(args);
      expect(code).toBe(2);
      expect(stderr).toContain("unknown option '--token'");
      expect(stderr).not.toContain('44dafb7e');
    }
  });
});

describe('a rejected value', () => {
  const SECRET_URL = "http://me:SECRET'@host' is invalid/?x";

  it.each([
    [
      ['account'],
      { VIBER_API_URL: SECRET_URL },
      "option '--api-url <url>' value from env 'VIBER_API_URL' is",
    ],
    [['account', '--api-url', SECRET_URL], {}, "option '--api-url <url>' argument is"],
    [['replay', 'a', SECRET_URL.replace('http', 'ftp')], {}, 'command-argument value is'],
    [['account', '--api-url', `${SECRET_URL}\nSECRET`], {}, "option '--api-url <url>' argument is"],
  ])('is not printed: %j', async (args, environment, message) => {
    const { code, stdout, stderr } = await runInProcess(args, environment);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error: ${message} invalid`);
    expect(stderr).toMatch(/must be an? .*http/);
    expect(stderr).not.toContain('SECRET');
  });
});

describe('redactValues', () => {
  it('removes the value of an unknown option, and nothing else', () => {
    expect(redactValues("error: unknown option '--token=a=b'\n")).toBe("error: unknown option '--token'\n");
    expect(redactValues("error: unknown option '-x'\n")).toBe("error: unknown option '-x'\n");
    expect(redactValues("error: unknown command 'a=b'\n")).toBe("error: unknown command 'a=b'\n");
  });
});
