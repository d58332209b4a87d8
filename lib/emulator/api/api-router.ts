import bodyParser from 'body-parser';
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import { Router } from 'express';
import { MAX_MESSAGE_BYTES } from '../../protocol/api/api-limits';
import { AUTH_TOKEN_HEADER } from '../../protocol/api/auth-token';
import { asRecord } from '../../protocol/exact-json';
import type { EmulatorState } from '../emulator-state';
import type { ApiResponse } from './api-response';
import { refusal, refusalByNumber, sendApiResponse } from './api-response';
import type { BotApi } from './bot-api';
import { parseBotJson } from './bot-json';
import { recordCall } from './record-call';

/** The methods that Viber also takes as GET. [hub] */
const GET_METHODS: readonly string[] = ['get_account_info'];

/** Routes for Viber's REST API. Each request is added to the timeline. */
export function apiRouter(api: BotApi, state: EmulatorState): Router {
  const router = Router();
  // Any content type. The limit is above Viber's, so that a body over Viber's limit gets a response of the API.
  const readText = bodyParser.text({ type: () => true, limit: '1mb' });

  const callMethod = async (req: Request, res: Response, next: NextFunction): Promise<void> => {
    const name = String(req.params['method']);
    const method = Object.hasOwn(api.methods, name) ? api.methods[name] : undefined;
    if (method === undefined || (req.method === 'GET' && !GET_METHODS.includes(name))) {
      next();
      return;
    }
    const body = parseBody(req.body);
    const record = recordCall(state, req, body.fields);
    sendApiResponse(res, record, refusalOf(req, body, state) ?? (await method(body.fields ?? {})));
  };

  // Express 4 ignores the promise that a handler returns.
  const handleMethod: RequestHandler = (req, res, next) => {
    callMethod(req, res, next).catch(next);
  };
  const handleUnreadableBody: ErrorRequestHandler = (error: { message: string }, req, res, _next) => {
    sendApiResponse(
      res,
      recordCall(state, req),
      refusal('badData', `the body cannot be read: ${error.message}`),
    );
  };
  const handleUnknownMethod: RequestHandler = (req, res) => {
    const message = `POST to one of ${Object.keys(api.methods).join(', ')}.`;
    const response = { error: 'unknown_method', message };
    recordCall(state, req)(JSON.stringify(response), { status_message: message });
    res.status(404).json(response);
  };
  router.use(readText, handleUnreadableBody);
  router.post('/:method', handleMethod);
  router.get('/:method', handleMethod);
  router.use(handleUnknownMethod);
  // Express throws for a path that it cannot decode, such as /%ff.
  router.use(((error: unknown, req, res, next) => {
    if (error instanceof URIError) handleUnknownMethod(req, res, next);
    else next(error);
  }) satisfies ErrorRequestHandler);
  return router;
}

/** Why a request is refused whatever its method is; `undefined` if it is not. */
function refusalOf(
  req: Request,
  { fields, problem }: Body,
  { settings, faults }: EmulatorState,
): ApiResponse | undefined {
  // The header is documented, but Viber's own SDK for Python puts the token only into the body. [doc, sdk]
  const tokens = [req.get(AUTH_TOKEN_HEADER), fields?.['auth_token']].filter((token) => token !== undefined);
  if (tokens.length > 0 && !tokens.includes(settings.authToken)) return refusal('invalidAuthToken');
  if (fields === undefined) return refusal('badData', problem);
  if (tokens.length === 0) return refusal('invalidAuthToken', 'missing_auth_token');
  return faults.apiStatus === 0 ? undefined : refusalByNumber(faults.apiStatus);
}

type Body = { fields: Record<string, unknown>; problem?: never } | { fields?: never; problem: string };

function parseBody(body: unknown): Body {
  const text = typeof body === 'string' ? body : '';
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_MESSAGE_BYTES) {
    return { problem: `the body has ${String(bytes)} bytes, more than ${String(MAX_MESSAGE_BYTES)} allowed` };
  }
  if (text.trim() === '') return { fields: {} };
  try {
    const fields = asRecord(parseBotJson(text));
    return fields === undefined ? { problem: 'the body must be a JSON object' } : { fields };
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'the body is nested too deeply' };
    return { problem: `the body is not valid JSON: ${(error as Error).message}` };
  }
}
