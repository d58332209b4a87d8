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
 * A reader that takes the bytes some other middleware kept, in `req.rawBody` or `req.body`, and otherwise reads
 * them itself, whatever the content type. A body that was already parsed is never serialised again to guess them.
 *
 * The reader throws or rejects with {@link ViberRequestError} if the request is at fault, with
 * {@link ViberBodyParsedError} if the application is.
 */
export function rawBodyReader(limitBytes: number): RawBodyReader {
  // Viber compresses nothing, and what is not inflated cannot be a bomb.
  const parseRaw: Parser = bodyParser.raw({ type: () => true, limit: limitBytes, inflate: false });

  return function readRawBody(req, res) {
    const { rawBody, body } = req as WithBody;
    const kept = asBytes(rawBody) ?? asBytes(body);
    // Some prepare an empty rawBody before they fill it, so emptiness counts only once the request has been read.
    if (kept !== undefined && (kept.byteLength > 0 || req.readableDidRead)) {
      if (kept.byteLength > limitBytes) throw new ViberRequestError('body_too_large');
      return kept;
    }
    if (req.readableDidRead || isParsed(body)) throw new ViberBodyParsedError();
    if (req.destroyed) throw new ViberRequestError('incomplete_body');
    return new Promise((resolve, reject) => {
      parseRaw(req, res, (error?: unknown) => {
        if (error === undefined) resolve(asBytes((req as WithBody).body) ?? Buffer.alloc(0));
        else reject(readError(error));
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

const READ_ERRORS: ReadonlyMap<unknown, RequestErrorCode> = new Map([
  ['entity.too.large', 'body_too_large'],
  ['encoding.unsupported', 'unsupported_encoding'],
  ['request.aborted', 'incomplete_body'],
  ['request.size.invalid', 'incomplete_body'],
]);

// body-parser's `type` is its documented way to tell its errors apart.
function readError(error: unknown): Error {
  const code = READ_ERRORS.get((error as { type?: unknown }).type);
  return code === undefined ? (error as Error) : new ViberRequestError(code);
}
