import type { Command } from 'commander';
import { CommandError } from './command-error';
import { readWhole } from './read-whole';

const HOW_TO_SET =
  'Set VIBER_AUTH_TOKEN to the token of the bot, or name a file that holds it and nothing else: --token-file <path>.';

/** Where a command has its token from. */
export interface TokenOptions {
  /** Path of a file that holds the token alone. */
  tokenFile?: string;
}

/** Adds `--token-file`. There is no option for the token itself: arguments show in process lists and shell histories. */
export function addTokenOption(command: Command): Command {
  return command.option(
    '--token-file <path>',
    'file that holds the auth token alone (default: the environment variable VIBER_AUTH_TOKEN)',
  );
}

/**
 * The token of the file, else that of `VIBER_AUTH_TOKEN`; without either an error that says how to set it.
 *
 * @throws {@link CommandError}, without the token
 */
export async function readAuthToken(options: TokenOptions, signal: AbortSignal): Promise<string> {
  const token = await findAuthToken(options, signal);
  if (token === undefined) throw new CommandError('missing_auth_token', 'No auth token is set.', HOW_TO_SET);
  return token;
}

/**
 * As {@link readAuthToken}, but `undefined` where neither is set.
 *
 * @throws {@link CommandError} for a file that cannot be read, or what is not a token
 */
export async function findAuthToken(
  { tokenFile }: TokenOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { VIBER_AUTH_TOKEN = '' } = process.env;
  if (tokenFile !== undefined) return checkedToken(await readTokenFile(tokenFile, signal), 'The token file');
  return VIBER_AUTH_TOKEN === '' ? undefined : checkedToken(VIBER_AUTH_TOKEN, 'VIBER_AUTH_TOKEN');
}

async function readTokenFile(path: string, signal: AbortSignal): Promise<string> {
  try {
    const bytes = await readWhole(path, signal);
    return bytes
      .toString()
      .replace(/^\uFEFF/, '')
      .replace(/\r?\n$/, '');
  } catch (error) {
    signal.throwIfAborted();
    const code = String((error as NodeJS.ErrnoException).code);
    // Without the path: somebody may have written the token there.
    throw new CommandError('unreadable_token_file', `The token file cannot be read: ${code}.`, HOW_TO_SET);
  }
}

function checkedToken(token: string, source: string): string {
  const problem = problemOf(token);
  if (problem === undefined) return token;
  throw new CommandError(
    'invalid_auth_token',
    `${source} ${problem}`,
    'The token stands alone, as the Viber admin panel shows it, with its dashes.',
  );
}

// The first that fits, so from what explains most to what explains least.
function problemOf(token: string): string | undefined {
  if (token.trim() === '') return 'is empty.';
  if (/^(?:export\s+)?[A-Za-z_]\w*\s*=/.test(token)) return 'holds NAME=value: leave only the value.';
  if (/[\r\n]/.test(token)) return 'holds more than one line.';
  if (/["'`]/.test(token)) return 'holds a quotation mark, which is no part of the token.';
  if (/\s/.test(token)) return 'holds white space.';
  if (!/^[\x21-\x7e]+$/.test(token)) return 'holds characters that no token has: is it saved as plain text?';
  return undefined;
}
