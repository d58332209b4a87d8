import bodyParser from 'body-parser';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestErrorCode } from '../../errors';
import { ViberBodyParsedError, ViberRequestError } from '../../errors';

/** Reads the exact bytes of a request. */
export type RawBodyReader = (req: IncomingMessage, res: ServerResponse) => Uint8Array | Promise<Uint8Array>;

type Parser = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

interface WithBody {
  body?: unknown;
  rawBody?: unknown;
}

/**
 * Makes a reader that takes the bytes other middleware has kept in `req.rawBody` or `req.body`, and otherwise reads them
 * itself, whatever the content type. It never serialises a parsed body to guess the bytes.
 *
 * The reader throws or rejects with {@link ViberRequestError} if the request is at fault, with
 * {@link ViberBodyParsedError} if the application is.
 */
export function rawBodyReader(limitBytes: number): RawBodyReader {
  // Viber compresses nothing, and a body that is not inflated cannot be a decompression bomb.
  const parseRaw: Parser = bodyParser.raw({ type: () => true, limit: limitBytes, inflate: false });

  return function readRawBody(req, res) {
    const { rawBody, body } = req as WithBody;
    const kept = asBytes(rawBody) ?? asBytes(body);
    // Some hosts prepare an empty rawBody before they fill it, so an empty one counts only after the request was read.
    if (kept !== undefined && (kept.byteLength > 0 || req.readableDidRead)) {
      if (kept.byteLength > limitBytes) throw new ViberRequestError('body_too_large');
      return kept;
    }
    if (req.readableDidRead || isParsed(body)) throw new ViberBodyParsedError();
    if (isOver(req)) throw new ViberRequestError('incomplete_body');
    if (!announcesBody(req)) return readStream(req, limitBytes);
    return new Promise((resolve, reject) => {
      parseRaw(req, res, (error?: unknown) => {
        if (error === undefined) resolve(asBytes((req as WithBody).body) ?? Buffer.alloc(0));
        else reject(requestError(error));
      });
    });
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

/** Whether the request has ended or was aborted, so that none of its events would come. HTTP/2 never destroys a request. */
function isOver(req: IncomingMessage): boolean {
  return req.destroyed || req.readableEnded || (req as { aborted?: boolean }).aborted === true;
}

/** Whether body-parser reads the request: it takes one without either header for empty, as HTTP/1.1 does and HTTP/2 does not. */
function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Reads a body of unannounced length, as HTTP/2 may send it. */
function readStream(req: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  rejectEncoded(req.headers['content-encoding']);
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    req.on('data', (chunk: Uint8Array) => {
      size += chunk.byteLength;
      // The rest is read and dropped, so that the response can be sent on the same connection.
      if (size > limitBytes) reject(new ViberRequestError('body_too_large'));
      else chunks.push(chunk);
    });
    req.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    for (const event of ['error', 'aborted', 'close']) {
      req.on(event, () => {
        reject(new ViberRequestError('incomplete_body'));
      });
    }
  });
}

/** @throws {@link ViberRequestError} if the body is compressed, since the signature is that of other bytes */
export function rejectEncoded(contentEncoding: string | null | undefined): void {
  if (contentEncoding === undefined || contentEncoding === null) return;
  if (contentEncoding !== '' && contentEncoding.toLowerCase() !== 'identity') {
    throw new ViberRequestError('unsupported_encoding');
  }
}

const REQUEST_ERRORS: ReadonlyMap<unknown, RequestErrorCode> = new Map([
  ['entity.too.large', 'body_too_large'],
  ['encoding.unsupported', 'unsupported_encoding'],
  ['request.aborted', 'incomplete_body'],
  ['request.size.invalid', 'incomplete_body'],
]);

/** Translates an error of body-parser, whose documented `type` tells its errors apart. */
function requestError(error: unknown): Error {
  const code = REQUEST_ERRORS.get((error as { type?: unknown }).type);
  return code === undefined ? (error as Error) : new ViberRequestError(code);
}
