import type { IncomingMessage, ServerResponse } from 'node:http';
import { ViberError, ViberRequestError } from '../protocol/errors';
import type { Answer } from './answer';
import { sendAnswer, sendError } from './answer';

/** Hands a request on to the rest of the application, or an error to its error handler. */
export type Next = (error?: unknown) => void;

/** A request handler for Express 4, Express 5, Connect, or `http.createServer`, which has no `next`. */
export type ViberMiddleware = (req: IncomingMessage, res: ServerResponse, next?: Next) => void;

/** What happens to a POST request. */
export interface Receiver {
  /** The acknowledgement; rejects with {@link ViberRequestError} if the request is to be refused. */
  receive: (req: IncomingMessage, res: ServerResponse) => Promise<Answer>;
  /** Called once a request has been refused. */
  refused: (error: ViberRequestError, req: IncomingMessage) => void;
  /** Called with an error before the application gets it. */
  failed: (error: unknown) => void;
  /** Called with what could not be answered, because the application had answered already. */
  unanswerable: (error: unknown) => void;
}

/** The HTTP side of a webhook: POST is received, anything else is the application's business. */
export function createMiddleware({ receive, refused, failed, unanswerable }: Receiver): ViberMiddleware {
  async function respond(req: IncomingMessage, res: ServerResponse, next: Next): Promise<void> {
    try {
      sendAnswer(res, await receive(req, res));
    } catch (error) {
      if (error instanceof ViberRequestError) {
        sendError(res, error.status, error);
        refused(error, req);
      } else if (res.headersSent) {
        unanswerable(error);
      } else {
        failed(error);
        next(error);
      }
    }
  }

  return function viberWebhook(req, res, next = lastResort(res)) {
    if (req.method === 'POST') void respond(req, res, next);
    else next();
  };
}

function lastResort(res: ServerResponse): Next {
  return (error) => {
    if (error === undefined) {
      res.setHeader('Allow', 'POST');
      sendError(res, 405, { code: 'method_not_allowed', message: 'Viber posts its callbacks.' });
    } else {
      const code = error instanceof ViberError ? error.code : 'internal_error';
      sendError(res, 500, { code, message: 'The callback could not be handled.' });
    }
  };
}
