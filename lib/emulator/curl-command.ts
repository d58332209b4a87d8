import { signedRequest } from '../delivery/signed-request';
import { parseSentBody } from './chat/send-body';
import type { EmulatorState } from './emulator-state';

/**
 * A command for a POSIX shell that posts a body to the webhook, signed as Viber signs it. It contains the signature of
 * this body, but not the token.
 *
 * @throws `TypeError` if the body is not a JSON object with an event, `Error` if no webhook is registered
 */
export function curlCommand({ registration, settings }: EmulatorState, body: string): string {
  parseSentBody(body);
  if (registration === undefined) throw new Error('No webhook is registered, so there is no URL to post to.');
  const { authToken } = settings;
  const signed = signedRequest(registration.url, body, authToken, { userAgent: 'express-viber emulator' });
  return [
    'curl --include --globoff',
    quoted(signed.url),
    ...Object.entries(signed.headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ');
}

/** Within single quotes, a shell interprets nothing. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
