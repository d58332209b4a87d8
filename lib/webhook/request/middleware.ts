import type { IncomingMessage, ServerResponse } from 'node:http';
import { rawBodyReader } from './raw-body';
import { queryOf, readSignature } from './read-signature';
import type { Receiver } from './receive';
import { methodNotAllowedResponse, writeResponse } from './response';

/** A request handler for Express 4, Express 5, Connect, restify, or `http.createServer`, which has no `next`. */
export type ViberMiddleware = (
  req: IncomingMessage,
  res: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** Adapts a receiver to `node:http`: POST is received, anything else goes to the rest of the application. */
export function createMiddleware(receiver: Receiver, bodyLimitBytes: number): ViberMiddleware {
  const readRawBody = rawBodyReader(bodyLimitBytes);

  async function respond(...[req, res, next]: Parameters<ViberMiddleware>): Promise<void> {
    const response = await receiver.receive({
      body: () => readRawBody(req, res),
      signature: readSignature(req.headers, queryOf(req.url)),
      contentLength: req.headers['content-length'],
      request: req,
    });
    const { error } = response;
    if (error === undefined) writeResponse(res, response);
    else if (next !== undefined && !res.headersSent) next(error);
    else {
      receiver.reportFailure(error, isAcknowledged(res));
      writeResponse(res, response);
    }
  }

  return function viberWebhook(req, res, next) {
    if (req.method === 'POST') {
      respond(req, res, next)
        // Thrown by what the application has put around the response.
        .catch((error: unknown) => {
          if (next === undefined || res.headersSent) throw error;
          next(error);
        })
        .catch((error: unknown) => {
          receiver.reportFailure(error, isAcknowledged(res));
        });
    } else if (next === undefined) {
      writeResponse(res, methodNotAllowedResponse());
    } else {
      next();
    }
  };
}

/** Whether the application has acknowledged the callback by itself, so that Viber will not redeliver it. */
function isAcknowledged(res: ServerResponse): boolean {
  return res.headersSent && res.statusCode === 200;
}
