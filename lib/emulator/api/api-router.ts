import bodyParser from 'body-parser';
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import { Router } from 'express';
import { AUTH_TOKEN_HEADER } from '../../protocol/api/auth-token';
import { asRecord, parseExactJson } from '../../protocol/exact-json';
import { MAX_MESSAGE_BYTES } from '../../protocol/api/api-limits';
import { wireJson } from '../../protocol/wire-json';
import type { ApiResponse } from './api-response';
import { refusal } from './api-response';
import type { BotApi } from './bot-api';

/** Viber's REST API: always HTTP 200, the `status` of the answer decides. [doc] */
export function apiRouter(api: BotApi, authToken: string): Router {
  const router = Router();
  // Whatever the content type; a body over the limit is read all the same, so that it is answered and not cut off.
  const readText = bodyParser.text({ type: () => true, limit: '1mb' });

  const respond = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const method = Object.hasOwn(api.methods, String(req.params['method']))
      ? api.methods[String(req.params['method'])]
      : undefined;
    if (method === undefined) {
      next();
      return;
    }
    if (req.get(AUTH_TOKEN_HEADER) !== authToken) {
      answer(res, refusal(2, 'invalidAuthToken'));
      return;
    }
    const fields = fieldsOf(req.body);
    answer(
      res,
      fields === undefined
        ? refusal(3, 'the body must be a JSON object of at most 30 KB')
        : await method(fields),
    );
  };

  // Express 4 does not look at the promise of a handler.
  const call: RequestHandler = (req, res, next) => {
    respond(req, res, next).catch(next);
  };
  const unreadable: ErrorRequestHandler = (error: { message: string }, _req, res, _next) => {
    answer(res, refusal(3, `the body cannot be read: ${error.message}`));
  };
  const unknownMethod: RequestHandler = (_req, res) => {
    const message = `POST to one of ${Object.keys(api.methods).join(', ')}.`;
    res.status(404).json({ error: 'unknown_method', message });
  };
  router.use(readText, unreadable);
  router.post('/:method', call);
  router.use(unknownMethod);
  return router;
}

function fieldsOf(body: unknown): Record<string, unknown> | undefined {
  const text = typeof body === 'string' ? body : '';
  if (Buffer.byteLength(text) > MAX_MESSAGE_BYTES) return undefined;
  if (text.trim() === '') return {};
  try {
    return asRecord(parseExactJson(text));
  } catch {
    return undefined;
  }
}

function answer(res: Response, body: ApiResponse): void {
  res.status(200).type('json').send(wireJson(body));
}
