import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { rawBodyReader } from './raw-body';
import { queryOf, readSignature } from './read-signature';
import type { Receiver } from './receive';
import { failureResponse, methodNotAllowedResponse, writeResponse } from './response';

/**
 * A request handler for Express 4, Express 5, Connect and restify. It also works without a `next`, in `http.createServer` and
 * `http2.createServer`.
 */
export type ViberMiddleware = (
  req: IncomingMessage | Http2ServerRequest,
  res: ServerResponse | Http2ServerResponse,
  next?: (error?: unknown) => void,
) => void;

type Next = Parameters<ViberMiddleware>[2];

/** Adapts a receiver to `node:http`. The receiver gets POST requests; all others go to the rest of the application. */
export function createMiddleware(receiver: Receiver, bodyLimitBytes: number): ViberMiddleware {
  const readRawBody = rawBodyReader(bodyLimitBytes);

  /** Responds, or hands the failure to the application. */
  async function handle(req: IncomingMessage, res: ServerResponse, next: Next): Promise<void> {
    let failure: unknown;
    try {
      const response = await receiver.receive({
        body: (timeoutMs) => readRawBody(req, res, timeoutMs),
        signature: readSignature(req.headers, queryOf(req.url)),
        contentLength: req.headers['content-length'],
        request: req,
      });
      // Otherwise a client that keeps sending over its connection would keep the server from closing.
      const isLast = receiver.isClosing && req.httpVersionMajor === 1 && !res.headersSent;
      if (isLast) res.setHeader('Connection', 'close');
      if (response.error === undefined) {
        writeResponse(res, response);
        return;
      }
      failure = response.error;
    } catch (error) {
      // Thrown by something the application has put around the response.
      failure = error;
    }
    handOver(failure, res, next);
  }

  /** Hands a failure to the application if it can still respond; otherwise responds here. */
  function handOver(thrown: unknown, res: ServerResponse, next: Next): void {
    try {
      const failure =
        thrown instanceof Error ? thrown : new Error('Sending the response failed.', { cause: thrown });
      if (next === undefined || res.headersSent) respondToFailure(failure, res);
      else next(failure);
    } catch (error) {
      receiver.reportFailure(error, false);
    }
  }

  /** Reports a failure that the application does not get, and responds to it if nothing was sent yet. */
  function respondToFailure(error: Error, res: ServerResponse): void {
    receiver.reportFailure(error, res.headersSent && res.statusCode === 200);
    try {
      writeResponse(res, failureResponse(error));
    } catch {
      res.destroy();
    }
  }

  return function viberWebhook(request, response, next) {
    // The HTTP/2 classes have all the members of the HTTP/1 classes that are used here.
    const [req, res] = [request as IncomingMessage, response as ServerResponse];
    if (req.method === 'POST') {
      void handle(req, res, next);
    } else if (next === undefined) {
      writeResponse(res, methodNotAllowedResponse());
    } else {
      next();
    }
  };
}
