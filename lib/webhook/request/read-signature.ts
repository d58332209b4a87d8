import { SIGNATURE_HEADER } from '../../protocol/signature';

type TextValue = string | readonly string[] | undefined;

/** Headers as Node, `fetch` or a serverless platform gives them. */
export type RequestHeaders = Headers | Readonly<Record<string, TextValue>> | null | undefined;

/** A query as a platform gives it: its text, `URLSearchParams`, or an object of parameters. */
export type RequestQuery = string | URLSearchParams | Readonly<Record<string, TextValue>> | null | undefined;

/**
 * Reads the signature of a callback from the `X-Viber-Content-Signature` header, or from the `sig` query parameter if a host
 * has dropped the header. Use it with `receive`, on hosts without `node:http` or the Fetch API.
 *
 * @param headers - header names in any case
 * @param query - the text after the first `?`, `URLSearchParams`, or an object of parameters
 * @returns the signature; `undefined` if there is none. If there are several, they are joined by commas, and the result
 * matches no body.
 *
 * @example const signature = readSignature(event.headers, event.rawQueryString);
 */
export function readSignature(headers: RequestHeaders, query: RequestQuery): string | undefined {
  const header = readHeader(headers);
  if (header !== undefined && header !== '') return header;
  const values = readSig(query);
  return values.length === 0 ? undefined : values.join();
}

/** Returns the query of a request's URL: all that follows the first `?`. */
export function queryOf(url = ''): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

function readHeader(headers: RequestHeaders): string | undefined {
  if (headers === undefined || headers === null) return undefined;
  if (isFetchHeaders(headers)) return headers.get(SIGNATURE_HEADER) ?? undefined;
  const value = textOf(headers[SIGNATURE_HEADER]);
  if (value !== undefined) return value;
  const name = Object.keys(headers).find(
    (candidate) => candidate.toLowerCase() === SIGNATURE_HEADER && textOf(headers[candidate]) !== undefined,
  );
  return name === undefined ? undefined : textOf(headers[name]);
}

// `instanceof` would miss the class of a polyfill, and fail in a test environment that has no such class.
function isFetchHeaders(headers: NonNullable<RequestHeaders>): headers is Headers {
  return typeof headers.get === 'function';
}

function readSig(query: RequestQuery): string[] {
  if (typeof query !== 'object' || query === null) return new URLSearchParams(query ?? '').getAll('sig');
  if (query instanceof URLSearchParams) return query.getAll('sig');
  const sig = textOf(query['sig']);
  return sig === undefined ? [] : [sig];
}

// Some platforms have null where their types say undefined.
function textOf(value: TextValue | null): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
