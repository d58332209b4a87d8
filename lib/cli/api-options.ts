import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { checkedApiUrl, VIBER_API_URL } from '../client/api-url';
import type { ViberClientOptions } from '../client/client-options';
import { ViberClient } from '../client/viber-client';
import type { TokenOptions } from './auth-token';
import { addTokenOption, readAuthToken } from './auth-token';
import { addJsonOption } from './run-command';

/** The options of every command that calls Viber's API. */
export interface ApiOptions extends TokenOptions {
  apiUrl: string;
  json?: true;
}

/** Adds the options of {@link ApiOptions}. */
export function addApiOptions(command: Command): Command {
  const apiUrl = new Option('--api-url <url>', "base URL of the API, for example the emulator's")
    .env('VIBER_API_URL')
    .default(VIBER_API_URL)
    .argParser(parseApiUrl);
  return addJsonOption(addTokenOption(command).addOption(apiUrl));
}

/**
 * Creates a client from the options of a command.
 *
 * @param further - options of the client
 * @throws {@link CommandError} if there is no valid token
 */
export async function createClient(
  options: ApiOptions,
  signal: AbortSignal,
  further: Pick<ViberClientOptions, 'messageChecks'> = {},
): Promise<ViberClient> {
  const authToken = await readAuthToken(options, signal);
  return new ViberClient({ authToken, apiUrl: options.apiUrl, ...further });
}

function parseApiUrl(text: string): string {
  try {
    return checkedApiUrl(text, 'The URL of --api-url or VIBER_API_URL');
  } catch (error) {
    throw new InvalidArgumentError((error as TypeError).message);
  }
}
