import type { IncomingMessage, ServerResponse } from 'node:http';
import { codeOf, ViberQueueError, ViberRequestError } from '../../errors';
import type { Answer } from './response';
import { sendAnswer, sendError, statusOf } from './response';

/** Hands a request on to the rest of the application, or an error to its error handler. */
export type Next = (error?: unknown) => void;

/** A request handler for Express 4, Express 5, Connect, or `http.createServer`, which has no `next`. */
export type ViberMiddleware = (req: IncomingMessage, res: ServerResponse, next?: Next) => void;

/** What happens to a POST request, and who is told of what went wrong. */
export interface RequestHooks {
  /** The acknowledgement; rejects with {@link ViberRequestError} if the request is to be refused. */
  receive: (req: IncomingMessage, res: ServerResponse) => Promise<Answer>;
  /** Called with a request that is being refused. */
  refused: (error: ViberRequestError, req: IncomingMessage) => void;
  /** Called with an error before the application gets it. */
  failed: (error: unknown) => void;
  /**
   * Called with an error that nobody else gets: there is no application, or it has answered already.
   *
   * @param isAcknowledged - whether the answer was a 200
   */
  report: (error: unknown, isAcknowledged: boolean) => void;
}

/** The HTTP side of a webhook: POST is received, anything else is the application's business. */
export function createMiddleware({ receive, refused, failed, report }: RequestHooks): ViberMiddleware {
  async function respond(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      sendAnswer(res, await receive(req, res));
    } catch (error) {
      if (error instanceof ViberRequestError) {
        refused(error, req);
        sendError(res, error.status, error);
      } else {
        failed(error);
        // Express takes a falsy error for none, and 'route' for a wish; the request would go on unverified.
        throw error instanceof Error ? error : new Error('The authToken function failed.', { cause: error });
      }
    }
  }

  return function viberWebhook(req, res, next = lastResort(res, report)) {
    if (req.method !== 'POST') {
      next();
      return;
    }
    respond(req, res)
      .catch((error: unknown) => {
        if (res.headersSent) throw error;
        next(error);
      })
      .catch((error: unknown) => {
        report(error, res.headersSent && res.statusCode === 200);
      });
  };
}

/** What stands in for the application where there is none. */
function lastResort(res: ServerResponse, report: RequestHooks['report']): Next {
  return (error) => {
    if (error === undefined) {
      res.setHeader('Allow', 'POST');
      sendError(res, 405, { code: 'method_not_allowed', message: 'Viber posts its callbacks.' });
    } else {
      report(error, false);
      // As Express does.
      if (error instanceof ViberQueueError) res.setHeader('Retry-After', error.headers['Retry-After']);
      const message = 'The callback could not be handled.';
      sendError(res, statusOf(error), { code: codeOf(error), message });
    }
  };
}
