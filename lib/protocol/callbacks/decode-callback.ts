import { ViberRequestError } from '../../errors';
import { parseExactJson } from '../exact-json';
import type { Recognition } from './recognize';
import { recognize } from './recognize';

// A byte order mark is kept, so that it is refused as JSON.parse refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The callback in a body whose signature has been verified. What is JSON but no callback this package knows
 * comes back as `recognized: false` with the reason: Viber's protocol grows, and nothing of it is refused.
 *
 * @throws {@link ViberRequestError} `invalid_utf8` or `invalid_json`
 */
export function decodeCallback(body: Uint8Array | string): Recognition {
  return recognize(parse(typeof body === 'string' ? body : decodeUtf8(body)));
}

/**
 * The text of a body.
 *
 * @throws {@link ViberRequestError} `invalid_utf8`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new ViberRequestError('invalid_utf8');
  }
}

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    // The parser's own words quote the body, so they are not kept as the cause.
    throw new ViberRequestError('invalid_json');
  }
}
