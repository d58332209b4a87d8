import { CommanderError } from 'commander';
import { stripVTControlCharacters } from 'node:util';
import { createProgram } from '../../lib/cli/program';

/** What a command has printed, without colours, and its exit code. */
export interface CommandEnd {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs `express-viber` in this process, which is quicker than starting one and counts for the coverage.
 *
 * @param printed - called with all of stdout so far whenever something is printed there
 */
export async function runInProcess(
  args: readonly string[],
  environment: Record<string, string> = {},
  printed: (stdout: string) => void = () => undefined,
): Promise<CommandEnd> {
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += stripVTControlCharacters(String(text));
      if (name === 'stdout') printed(texts.stdout);
      return true;
    }),
  );
  const { env, exitCode } = process;
  process.env = { ...env, VIBER_AUTH_TOKEN: '' };
  Reflect.deleteProperty(process.env, 'VIBER_API_URL');
  Object.assign(process.env, environment);
  process.exitCode = 0;
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return { code: process.exitCode, ...texts };
  } catch (error) {
    // main.ts turns it into an exit code.
    if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, ...texts };
    throw error;
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.env = env;
    process.exitCode = exitCode;
  }
}
