import { ViberRequestError } from '../../errors';
import { parseExactJson } from '../exact-json';
import type { Recognition } from './recognize';
import { recognize } from './recognize';

// The decoder keeps a byte order mark, so that it is rejected as it is by JSON.parse.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a callback. Verify its signature first. JSON that is not a callback this package knows is returned with
 * `recognized: false` and the reason, since Viber may add events at any time.
 *
 * @example
 * const recognition = decodeCallback(body);
 * if (recognition.recognized && recognition.callback.event === 'message') {
 *   console.log(recognition.callback.message.type);
 * }
 *
 * @throws {@link ViberRequestError} `invalid_utf8` or `invalid_json`
 */
export function decodeCallback(body: Uint8Array | string): Recognition {
  return recognize(parse(typeof body === 'string' ? body : decodeUtf8(body)));
}

/**
 * Decodes the bytes of a body.
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
    // The parser's error quotes the body, so it is not kept as the cause.
    throw new ViberRequestError('invalid_json');
  }
}
