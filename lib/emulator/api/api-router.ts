import bodyParser from 'body-parser';
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import { Router } from 'express';
import { AUTH_TOKEN_HEADER } from '../../protocol/api/auth-token';
import { asRecord, parseExactJson } from '../../protocol/exact-json';
import { MAX_MESSAGE_BYTES } from '../../protocol/api/api-limits';
import { refusal, sendApiResponse } from './api-response';
import type { BotApi } from './bot-api';

/** Routes for Viber's REST API. */
export function apiRouter(api: BotApi, authToken: string): Router {
  const router = Router();
  // Any content type. The limit is above Viber's, so that a body over Viber's limit gets a response of the API.
  const readText = bodyParser.text({ type: () => true, limit: '1mb' });

  const callMethod = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const name = String(req.params['method']);
    const method = Object.hasOwn(api.methods, name) ? api.methods[name] : undefined;
    if (method === undefined) {
      next();
      return;
    }
    if (req.get(AUTH_TOKEN_HEADER) !== authToken) {
      sendApiResponse(res, refusal(2, 'invalidAuthToken'));
      return;
    }
    const fields = fieldsOf(req.body);
    sendApiResponse(
      res,
      fields === undefined
        ? refusal(3, 'the body must be a JSON object of at most 30 KB')
        : await method(fields),
    );
  };

  // Express 4 ignores the promise that a handler returns.
  const handleMethod: RequestHandler = (req, res, next) => {
    callMethod(req, res, next).catch(next);
  };
  const handleUnreadableBody: ErrorRequestHandler = (error: { message: string }, _req, res, _next) => {
    sendApiResponse(res, refusal(3, `the body cannot be read: ${error.message}`));
  };
  const handleUnknownMethod: RequestHandler = (_req, res) => {
    const message = `POST to one of ${Object.keys(api.methods).join(', ')}.`;
    res.status(404).json({ error: 'unknown_method', message });
  };
  router.use(readText, handleUnreadableBody);
  router.post('/:method', handleMethod);
  router.use(handleUnknownMethod);
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
