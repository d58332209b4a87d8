import type { Command } from 'commander';
import { CommandError } from './command-error';
import { readInputFile } from './input-file';

const HOW_TO_SET =
  "Set VIBER_AUTH_TOKEN to your bot's token, or name a file that contains only the token: --token-file <path>.";

// That administrators find it in both places is documented. [doc]
const WHERE_TO_FIND =
  "The bot's administrators find it on its edit info screen in Viber and in the Viber admin panel; see " +
  'docs/getting-started.md#token. With the emulator, any text will do, if the bot has the same.';

/** Where a command finds the auth token. */
export interface TokenOptions {
  /** Path of a file that contains only the token. */
  tokenFile?: string;
}

/** Adds `--token-file`. No option takes the token itself: arguments appear in process lists and shell histories. */
export function addTokenOption(command: Command): Command {
  return command.option(
    '--token-file <path>',
    'file that contains only the auth token (default: the environment variable VIBER_AUTH_TOKEN)',
  );
}

/**
 * Reads the token from the file, or from `VIBER_AUTH_TOKEN` if no file is named.
 *
 * @throws {@link CommandError} if the token is missing or invalid; it never contains the token
 */
export async function readAuthToken(options: TokenOptions, signal: AbortSignal): Promise<string> {
  const token = await findAuthToken(options, signal);
  if (token !== undefined) return token;
  throw new CommandError('missing_auth_token', 'No auth token is set.', `${HOW_TO_SET} ${WHERE_TO_FIND}`);
}

/**
 * Like {@link readAuthToken}, but resolves to `undefined` if no token is set.
 *
 * @throws {@link CommandError} if the file cannot be read or the token is invalid
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
  const bytes = await readInputFile(
    path,
    signal,
    // Without the path: it may be the token, given by mistake.
    (code) =>
      new CommandError('unreadable_token_file', `The token file cannot be read: ${code}.`, HOW_TO_SET),
  );
  return bytes
    .toString()
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '');
}

function checkedToken(token: string, source: string): string {
  const problem = tokenProblem(token);
  if (problem === undefined) return token;
  throw new CommandError(
    'invalid_auth_token',
    `${source} ${problem}`,
    'It must contain only the token, exactly as the Viber admin panel shows it, dashes included.',
  );
}

// A token can match several: the most specific ones come first.
function tokenProblem(token: string): string | undefined {
  if (token.trim() === '') return 'is empty.';
  if (/^(?:export\s+)?[A-Za-z_]\w*\s*=/.test(token)) return 'contains NAME=value: leave only the value.';
  if (/[\r\n]/.test(token)) return 'contains more than one line.';
  if (/["'`]/.test(token)) return 'contains a quotation mark, which is not part of the token.';
  if (/\s/.test(token)) return 'contains white space.';
  if (!/^[\x21-\x7e]+$/.test(token)) return 'contains characters that no token has: save it as plain text.';
  return undefined;
}
