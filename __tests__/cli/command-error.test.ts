import { CommandError, printError } from '../../lib/cli/command-error';
import { ViberApiError, ViberConnectionError } from '../../lib/index';
import type { CapturedOutput } from './run-in-process';
import { captureOutput } from './run-in-process';

let output: CapturedOutput;

beforeEach(() => {
  output = captureOutput();
});

afterEach(() => {
  output.restore();
});

const refusal = new ViberApiError({
  method: 'set_webhook',
  viberStatus: 1,
  statusMessage: 'Result: \u001b[31mHTTP/1.1 404',
  hint: 'The path does not exist.',
});

describe('printError', () => {
  it('prints the message on stderr, and the hint once, below it', () => {
    printError(refusal, false);
    expect(output).toMatchObject({
      stdout: '',
      stderr:
        'error: Viber refused set_webhook: status 1 (invalidUrl), "Result: HTTP/1.1 404".\n' +
        '  The path does not exist.\n',
    });
  });

  it('prints an error with all its fields as JSON on stdout, and the hint in a field of its own', () => {
    printError(refusal, true);
    expect(output.stderr).toBe('');
    expect(JSON.parse(output.stdout)).toEqual({
      ok: false,
      error: {
        code: 'api_error',
        message: 'Viber refused set_webhook: status 1 (invalidUrl), "Result: \u001b[31mHTTP/1.1 404".',
        method: 'set_webhook',
        viberStatus: 1,
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
  ])('prints no stack of an expected error: %s', (error, code) => {
    printError(error, false);
    expect(output.stderr).toContain(error.message);
    expect(output.stderr).not.toContain('    at ');
    printError(error, true);
    expect(JSON.parse(output.stdout)).toMatchObject({ ok: false, error: { code } });
  });

  it('prints the stack of an unexpected error, but not in JSON', () => {
    printError(new RangeError('a bug'), false);
    expect(output.stderr).toMatch(/error: a bug\n.*RangeError: a bug\n +at /s);
    printError(new RangeError('a bug'), true);
    printError('thrown text', true);
    expect(output.stdout).toBe(
      '{"ok":false,"error":{"code":"unexpected","message":"a bug"}}\n' +
        '{"ok":false,"error":{"code":"unexpected","message":"thrown text"}}\n',
    );
  });
});
