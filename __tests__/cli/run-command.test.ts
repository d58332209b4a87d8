import { stripVTControlCharacters } from 'node:util';
import { CommandError } from '../../lib/cli/command-error';
import { reportError, runCommand } from '../../lib/cli/run-command';
import { ViberApiError, ViberConnectionError } from '../../lib/index';

let texts: { stdout: string; stderr: string };

beforeEach(() => {
  texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += stripVTControlCharacters(String(text));
      return true;
    });
  }
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

const refusal = new ViberApiError({
  method: 'set_webhook',
  status: 1,
  statusMessage: 'Result: \u001b[31mHTTP/1.1 404',
  hint: 'The path does not exist.',
});

describe('reportError', () => {
  it('says an error as a sentence on stderr, and its hint once, below it', () => {
    reportError(refusal, false);
    expect(texts).toEqual({
      stdout: '',
      stderr:
        'error: Viber refused set_webhook: status 1 (invalidUrl), "Result: HTTP/1.1 404".\n' +
        '  The path does not exist.\n',
    });
  });

  it('gives an error with all its fields as JSON on stdout', () => {
    reportError(refusal, true);
    expect(texts.stderr).toBe('');
    expect(JSON.parse(texts.stdout)).toEqual({
      ok: false,
      error: {
        code: 'api_error',
        message: refusal.message,
        method: 'set_webhook',
        status: 1,
        statusName: 'invalidUrl',
        statusMessage: 'Result: \u001b[31mHTTP/1.1 404',
        hint: 'The path does not exist.',
      },
    });
  });

  it.each([
    [new ViberConnectionError('send_message', 'it hangs'), 'connection_failed'],
    [new CommandError('missing_auth_token', 'No auth token is set.', 'Set one.'), 'missing_auth_token'],
    [
      Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', syscall: 'listen', port: 1 }),
      'EADDRINUSE',
    ],
  ])('shows no stack of what is to be expected: %s', (error, code) => {
    reportError(error, false);
    expect(texts.stderr).toContain(error.message);
    expect(texts.stderr).not.toContain('    at ');
    reportError(error, true);
    expect(JSON.parse(texts.stdout)).toMatchObject({ ok: false, error: { code } });
  });

  it('shows the stack of what nobody expects, but not in JSON', () => {
    reportError(new RangeError('a fault'), false);
    expect(texts.stderr).toMatch(/error: a fault\n.*RangeError: a fault\n +at /s);
    reportError(new RangeError('a fault'), true);
    reportError('thrown text', true);
    expect(texts.stdout).toBe(
      '{"ok":false,"error":{"code":"unexpected","message":"a fault"}}\n' +
        '{"ok":false,"error":{"code":"unexpected","message":"thrown text"}}\n',
    );
  });
});

describe('runCommand', () => {
  it.each([
    ['nothing where all is well', () => Promise.resolve(true), undefined],
    ['1 where not all is well', () => Promise.resolve(false), 1],
    ['1 after an error', () => Promise.reject(refusal), 1],
  ])('sets the exit code to %s', async (_, command, exitCode) => {
    await runCommand({}, command);
    expect(process.exitCode).toBe(exitCode);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('aborts on %s, once, and ends with %i', async (name, exitCode) => {
    const listeners = process.listenerCount(name);
    await runCommand({ json: true }, (signal) => {
      expect(process.listenerCount(name)).toBe(listeners + 1);
      process.emit(name, name);
      // Another one has its usual effect, should the command not stop.
      expect(process.listenerCount(name)).toBe(listeners);
      return Promise.reject(signal.reason as Error);
    });
    expect(process.exitCode).toBe(exitCode);
    expect(JSON.parse(texts.stdout)).toEqual({
      ok: false,
      error: { code: 'interrupted', message: `Stopped by ${name}.` },
    });
    expect(process.listenerCount(name)).toBe(listeners);
  });

  it('leaves the word to a command that ends by itself when it is stopped', async () => {
    const stopped = (isWell: boolean) => () => {
      process.emit('SIGINT', 'SIGINT');
      return Promise.resolve(isWell);
    };
    await runCommand({}, stopped(false));
    expect(process.exitCode).toBe(130);
    process.exitCode = undefined;
    await runCommand({}, stopped(true));
    expect(process.exitCode).toBeUndefined();
    expect(texts).toEqual({ stdout: '', stderr: '' });
  });
});
