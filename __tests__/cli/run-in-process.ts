import { CommanderError } from 'commander';
import { stripVTControlCharacters } from 'node:util';
import { createProgram } from '../../lib/cli/program';

/** What was printed, without colours, since {@link captureOutput} was called. */
export interface CapturedOutput {
  stdout: string;
  stderr: string;
  restore: () => void;
}

/**
 * Captures stdout and stderr instead of printing.
 *
 * @param onStdout - called with all of stdout so far whenever something is printed there
 */
export function captureOutput(onStdout: (stdout: string) => void = () => undefined): CapturedOutput {
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      output[name] += stripVTControlCharacters(String(text));
      if (name === 'stdout') onStdout(output.stdout);
      return true;
    }),
  );
  const restore = () => {
    for (const spy of spies) spy.mockRestore();
  };
  const output = { stdout: '', stderr: '', restore };
  return output;
}

/** What a command printed, without colours, and its exit code. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs `express-viber` in this process, which is quicker than starting another one and counts towards coverage.
 *
 * @param onStdout - as for {@link captureOutput}
 */
export async function runInProcess(
  args: readonly string[],
  environment: Record<string, string> = {},
  onStdout?: (stdout: string) => void,
): Promise<CommandResult> {
  const output = captureOutput(onStdout);
  const printed = () => ({ stdout: output.stdout, stderr: output.stderr });
  const { env, exitCode } = process;
  process.env = { ...env, VIBER_AUTH_TOKEN: '' };
  Reflect.deleteProperty(process.env, 'VIBER_API_URL');
  Object.assign(process.env, environment);
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return { code: process.exitCode, ...printed() };
  } catch (error) {
    // main.ts turns it into an exit code.
    if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, ...printed() };
    throw error;
  } finally {
    output.restore();
    process.env = env;
    process.exitCode = exitCode;
  }
}
