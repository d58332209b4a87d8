import type { HostileCallback } from './hostile-callbacks';
import { AUTH_TOKENS, hmac, isSigned, SECRET } from './hostile-callbacks';
import type { BodyRecord } from './watched-webhook';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** JSON that is nested more deeply is rejected. */
const MAX_DEPTH = 1000;

/** What the webhook may respond with. */
export function expectedStatuses(
  { body, signature }: HostileCallback,
  { limitBytes, isKnownAccount }: { limitBytes: number; isKnownAccount: boolean },
  hasFailed: boolean,
): number[] {
  if (body.length > limitBytes) return [413];
  // Without a signature the account is not looked up. An empty header counts as a missing one.
  if (!isKnownAccount) return signature === undefined || signature === '' ? [401, 404] : [404];
  if (!isSigned(body, signature)) return [401];
  if (!isJson(body) || depthOf(body) > MAX_DEPTH) return [400];
  return hasFailed ? [200, 500] : [200];
}

/** What is wrong with what listeners got of a body: a forgery that came through, or a number that lost a digit. */
export function problemOf(
  { token, digits }: HostileCallback,
  { signedDeliveries, heard }: BodyRecord,
): string | undefined {
  if (signedDeliveries === 0 && heard.length > 0) return 'listeners got a forgery';
  for (const payload of heard) {
    if (token !== undefined && payload.token !== token) {
      return `message_token ${token} became ${JSON.stringify(payload.token)}`;
    }
    if (digits !== undefined && payload.digits !== digits) {
      return `the number ${digits} became ${JSON.stringify(payload.digits)}`;
    }
  }
  return undefined;
}

/** The secret that a text contains, if any. */
export function leakIn(text: string, { body, signature = '' }: HostileCallback): string | undefined {
  if (text.includes(SECRET)) return 'the text of a message';
  if (AUTH_TOKENS.some((authToken) => text.includes(authToken))) return 'an auth token';
  const signatures = AUTH_TOKENS.map((authToken) => hmac(body, authToken));
  if (signature.length >= 16) signatures.push(signature);
  return signatures.some((each) => text.includes(each)) ? 'a signature' : undefined;
}

/** All that a log could print of an error. */
export function textOf(error: unknown): string {
  try {
    if (!(error instanceof Error)) return String(error);
    const { name, message, stack, cause, ...fields } = error;
    const { errors = [] } = error as { errors?: unknown };
    const inner = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].map(textOf);
    return [name, message, stack, JSON.stringify(fields), ...inner].join('\n');
  } catch {
    return ''; // what the application has thrown cannot be read
  }
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(utf8.decode(body));
    return true;
  } catch {
    return false;
  }
}

function depthOf(body: Buffer): number {
  let depth = 0;
  let deepest = 0;
  for (const byte of body) {
    if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, (depth += 1));
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return deepest;
}
