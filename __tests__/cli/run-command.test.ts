import { CommandError } from '../../lib/cli/command-error';
import { runCommand } from '../../lib/cli/run-command';
import type { CapturedOutput } from './run-in-process';
import { captureOutput } from './run-in-process';

let output: CapturedOutput;

beforeEach(() => {
  output = captureOutput();
});

afterEach(() => {
  output.restore();
  process.exitCode = undefined;
});

describe('runCommand', () => {
  it.each([
    ['nothing after success', () => Promise.resolve(true), undefined],
    ['1 after a failure', () => Promise.resolve(false), 1],
    ['1 after an error', () => Promise.reject(new CommandError('refused', 'It was refused.')), 1],
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
      // A second signal has its default effect, in case the command does not stop.
      expect(process.listenerCount(name)).toBe(listeners);
      return Promise.reject(signal.reason as Error);
    });
    expect(process.exitCode).toBe(exitCode);
    expect(JSON.parse(output.stdout)).toEqual({
      ok: false,
      error: { code: 'interrupted', message: `Stopped by ${name}.` },
    });
    expect(process.listenerCount(name)).toBe(listeners);
  });

  it('prints nothing about a command that handles the signal itself', async () => {
    const stopped = (succeeded: boolean) => () => {
      process.emit('SIGINT', 'SIGINT');
      return Promise.resolve(succeeded);
    };
    await runCommand({}, stopped(false));
    expect(process.exitCode).toBe(130);
    process.exitCode = undefined;
    await runCommand({}, stopped(true));
    expect(process.exitCode).toBeUndefined();
    expect(output).toMatchObject({ stdout: '', stderr: '' });
  });
});
