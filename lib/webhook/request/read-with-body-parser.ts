import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestErrorCode } from '../../errors';
import { ViberRequestError } from '../../errors';

/** Reads the body of an HTTP/1 request, with or without a Content-Length, into `req.body`. */
export type BodyParserReader = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

type Parser = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Makes a reader, which rejects with {@link ViberRequestError} if the request is at fault. body-parser is loaded here and not
 * at the top of this file, since loading it takes longer than loading the rest of this package.
 */
export function bodyParserReader(limitBytes: number): BodyParserReader {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way to load lazily in CommonJS
  const bodyParser = require('body-parser') as typeof import('body-parser');
  // Viber compresses nothing, and a body that is not inflated cannot be a decompression bomb.
  const parse: Parser = bodyParser.raw({ type: () => true, limit: limitBytes, inflate: false });
  return (req, res) =>
    new Promise((resolve, reject) => {
      parse(req, res, (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(requestError(error));
      });
    });
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
