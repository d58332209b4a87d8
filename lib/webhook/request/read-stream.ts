import type { IncomingMessage } from 'node:http';
import { ViberBodyParsedError, ViberRequestError } from '../../errors';

export const ENCODING_ADVICE =
  'Other middleware has called setEncoding on the request, which decodes the bytes. Mount the webhook before it.';

/** The limits of {@link readStream}. */
export interface StreamLimits {
  limitBytes: number;
  /** How long the body may take. @default no limit */
  timeoutMs?: number;
}

/**
 * Reads the body of a request whose events are still to come.
 *
 * @throws {@link ViberBodyParsedError} if the stream has an encoding; {@link ViberRequestError} if the body is too large,
 * is late, ends early, or differs in length from its `Content-Length`. What arrives after that is dropped.
 */
export function readStream(
  req: IncomingMessage,
  { limitBytes, timeoutMs }: StreamLimits,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let chunks: Uint8Array[] = [];
    let size = 0;
    // The listeners are never removed, so that a later error of the stream does not end the process. The promise settles only
    // once in any case; the flag keeps them from collecting, or creating an error for, what comes after that.
    let isSettled = false;
    const fail = (error: Error) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      chunks = [];
      req.resume();
      reject(error);
    };
    const take = (chunk: unknown) => {
      if (isSettled) return;
      if (!(chunk instanceof Uint8Array)) {
        fail(new ViberBodyParsedError(ENCODING_ADVICE));
        return;
      }
      size += chunk.byteLength;
      if (size > limitBytes) fail(new ViberRequestError('body_too_large'));
      else chunks.push(chunk);
    };
    // Every request emits "close" at its end, so no error is created once the body is there.
    const stop = () => {
      if (!isSettled) fail(new ViberRequestError('incomplete_body'));
    };
    const end = () => {
      const contentLength = req.headers['content-length'];
      const isWhole = contentLength === undefined || size === Number(contentLength);
      // An HTTP/2 request that was reset emits "end" too.
      if (!isWhole || (req as { aborted?: boolean }).aborted === true) stop();
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      // A single chunk, as almost every callback has, is not copied.
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
      chunks = []; // The listeners live as long as the request.
    };
    const timer = timeoutMs === undefined ? undefined : setTimeout(stop, timeoutMs);
    req.on('data', take).on('end', end).on('error', stop).on('close', stop);
    if (req.isPaused()) req.resume();
  });
}
