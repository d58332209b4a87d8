import type { Request } from 'express';
import { AUTH_TOKEN_HEADER } from '../../protocol/api/auth-token';
import { validateMessage } from '../../protocol/messages/validate-message';
import type { EmulatorState } from '../emulator-state';

/** Adds the response to a recorded call. */
export type RecordResponse = (body: string, fields: { status?: number; status_message: string }) => void;

const MAX_KEPT_CHARACTERS = 64 * 1024;
const MAX_METHOD_CHARACTERS = 100;

/** A shorter token is not a secret, and would hide letters of other words. */
const MIN_TOKEN_CHARACTERS = 8;

/** The methods that send a message. */
const MESSAGE_METHODS: readonly string[] = ['send_message', 'broadcast_message', 'post'];

/**
 * Adds a request of the bot to the timeline.
 *
 * @param fields - of its body; `undefined` if that is not a JSON object
 */
export function recordCall(
  { timeline, settings }: EmulatorState,
  req: Request,
  fields?: Record<string, unknown>,
): RecordResponse {
  const startedAt = performance.now();
  const { auth_token, ...others } = fields ?? {};
  const tokens = [settings.authToken, auth_token, req.get(AUTH_TOKEN_HEADER)];
  const path = String(req.params['method'] ?? req.path.slice(1));
  const method = keptText(path, tokens).slice(0, MAX_METHOD_CHARACTERS);
  const isMessage = fields !== undefined && MESSAGE_METHODS.includes(method);
  const userId = [others['receiver'], others['chat_id'], others['id']].find((id) => typeof id === 'string');
  const call = timeline.addCall({
    method,
    userId: userId === undefined ? undefined : keptText(userId, tokens),
    requestBody: keptText(typeof req.body === 'string' ? req.body : '', tokens),
    ...(isMessage ? validateMessage(others) : { errors: [], warnings: [] }),
  });
  return (body, { status, status_message }) => {
    call.state = status === 0 ? 'accepted' : 'refused';
    call.status = status;
    call.statusMessage = keptText(status_message, tokens);
    call.responseBody = keptText(body, tokens);
    call.latencyMs = Math.round(performance.now() - startedAt);
    timeline.changed(call);
  };
}

/** A value of `auth_token`: in JSON, or in a form or other text that a client sends by mistake. */
const TOKEN_FIELD =
  /(auth_token["']?\s*[:=]\s*)(?:(")(?:[^"\\]|\\.)*("?)|(')[^']*('?)|(?!null\b)[^\s"'\\&,;{}[\]]+)/g;

/** The part of a text that the timeline keeps, without the given tokens and any other value of `auth_token`. */
function keptText(text: string, tokens: readonly unknown[]): string {
  const secrets = tokens.filter(
    (token): token is string => typeof token === 'string' && token.length >= MIN_TOKEN_CHARACTERS,
  );
  return secrets
    .reduce((hidden, token) => hidden.replaceAll(token, '(hidden)'), text)
    .slice(0, MAX_KEPT_CHARACTERS)
    .replace(TOKEN_FIELD, '$1$2$4(hidden)$3$5');
}
