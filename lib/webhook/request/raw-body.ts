import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';
import { ViberBodyParsedError, ViberRequestError } from '../../errors';
import { parsedBodyAdvice } from './parsed-body-advice';
import { ENCODING_ADVICE, readStream } from './read-stream';
import type { BodyParserReader } from './read-with-body-parser';
import { bodyParserReader } from './read-with-body-parser';

/** Reads the exact bytes of a request, which must arrive within `timeoutMs`. */
export type RawBodyReader = (
  req: IncomingMessage,
  res: ServerResponse,
  timeoutMs: number,
) => Uint8Array | Promise<Uint8Array>;

/** The HTTP/2 error code NO_ERROR. A server that has responded uses it to refuse the rest of a body. */
const HTTP2_NO_ERROR = 0;

interface WithBody {
  body?: unknown;
  rawBody?: unknown;
}

/**
 * Makes a reader that takes the bytes that other middleware has kept in `req.rawBody` or `req.body`. If there are none, it
 * reads them itself, whatever the content type. It never serializes a parsed body to guess the bytes.
 *
 * The reader throws or rejects with {@link ViberRequestError} if the request is at fault, and with
 * {@link ViberBodyParsedError} if the application is.
 */
export function rawBodyReader(limitBytes: number): RawBodyReader {
  let readWithBodyParser: BodyParserReader | undefined;

  return function readRawBody(req, res, timeoutMs) {
    const { rawBody, body } = req as WithBody;
    const kept = asBytes(rawBody) ?? asBytes(body);
    // Some hosts prepare an empty rawBody before they fill it, so an empty one counts only after the request was read.
    if (kept !== undefined && (kept.byteLength > 0 || req.readableEnded)) {
      if (kept.byteLength > limitBytes) throw new ViberRequestError('body_too_large');
      return kept;
    }
    if (req.readableDidRead || isParsed(body)) {
      throw new ViberBodyParsedError(parsedBodyAdvice(req, res));
    }
    if (req.readableEncoding !== null) throw new ViberBodyParsedError(ENCODING_ADVICE);
    if (isOver(req)) throw new ViberRequestError('incomplete_body');
    if (req.httpVersionMajor > 1) return readHttp2(req, limitBytes, timeoutMs);
    if (isPlain(req, limitBytes)) return readStream(req, { limitBytes });
    readWithBodyParser ??= bodyParserReader(limitBytes);
    // If there is no body, body-parser leaves `req.body` as other middleware has set it.
    return readWithBodyParser(req, res).then(() => asBytes((req as WithBody).body) ?? new Uint8Array());
  };
}

function asBytes(body: unknown): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body;
  return typeof body === 'string' ? Buffer.from(body) : undefined;
}

// The parsers of Express 4 set an empty object where they read nothing.
function isParsed(body: unknown): boolean {
  if (body === undefined || body === null || asBytes(body) !== undefined) return false;
  return typeof body !== 'object' || Object.keys(body).length > 0;
}

/** Whether the request has ended or was aborted, so that no more of its events will come. HTTP/2 never destroys a request. */
function isOver(req: IncomingMessage): boolean {
  if (req.destroyed || req.readableEnded) return true;
  return req.httpVersionMajor > 1 && (req as { aborted?: boolean }).aborted === true;
}

/**
 * Whether {@link readStream} can read an HTTP/1 request: its length is known and within the limit, and it has no encoding.
 * All of Viber's requests are like that. body-parser, which costs several times as much, reads the others, and would read
 * these to the same effect.
 */
function isPlain(req: IncomingMessage, limitBytes: number): boolean {
  const { headers } = req;
  return (
    Number(headers['content-length']) <= limitBytes &&
    headers['content-encoding'] === undefined &&
    headers['transfer-encoding'] === undefined
  );
}

/**
 * Reads the body of an HTTP/2 request. body-parser would treat a body without Content-Length as empty, and HTTP/2 servers do
 * not limit the time that a body may take.
 */
async function readHttp2(req: IncomingMessage, limitBytes: number, timeoutMs: number): Promise<Uint8Array> {
  try {
    rejectEncoded(req.headers['content-encoding']);
    // Before it arrives; without a Content-Length, readStream notices it once it has.
    if (Number(req.headers['content-length']) > limitBytes) throw new ViberRequestError('body_too_large');
    return await readStream(req, { limitBytes, timeoutMs });
  } catch (error) {
    // Until the response has gone out, the rest of the body is read and dropped. After that, it is refused.
    req.on('error', () => undefined).resume();
    const { stream } = req as { stream?: ServerHttp2Stream };
    stream?.once('finish', () => {
      stream.close(HTTP2_NO_ERROR);
    });
    throw error;
  }
}

/** @throws {@link ViberRequestError} if the body is compressed, since the signature is that of the original bytes */
export function rejectEncoded(contentEncoding: string | null | undefined): void {
  if (contentEncoding === undefined || contentEncoding === null) return;
  if (contentEncoding !== '' && contentEncoding.toLowerCase() !== 'identity') {
    throw new ViberRequestError('unsupported_encoding');
  }
}
