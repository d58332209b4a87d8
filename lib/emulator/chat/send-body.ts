import type { Callback } from '../../protocol/callbacks/callbacks';
import { callbackUserId } from '../../protocol/callbacks/callbacks';
import { recognize } from '../../protocol/callbacks/recognize';
import { asRecord, parseExactJson } from '../../protocol/exact-json';
import type { EmulatorState } from '../emulator-state';
import { isTooDeep } from '../message-check';
import type { SentCallback, TimelineEntry } from '../timeline';
import type { ChatActions } from './chat-actions';
import type { EmulatedUser } from './emulated-user';

/** Options of {@link ViberEmulator.sendCallback}. */
export interface SendCallbackOptions {
  /**
   * Whether the body gets a new `message_token`. A bot acknowledges a token that it remembers without running its
   * listeners. @default false
   */
  newToken?: boolean;
}

/** Sends any body as a callback. What it says about its user also happens to that user here. */
export async function sendBody(
  state: EmulatorState,
  chats: ChatActions,
  body: string,
  { newToken = false }: SendCallbackOptions,
): Promise<TimelineEntry> {
  const { sent, callback } = parseSentBody(newToken ? withToken(body, state.nextToken()) : body);
  const user = callback && participantOf(callback, state, chats);
  const entry = state.sendEncoded(sent, (attempt, acknowledged) => {
    if (callback?.event === 'conversation_started' && user !== undefined)
      chats.showWelcome(user, callback.message_token, attempt, acknowledged);
  });
  await state.sender.settled();
  return entry;
}

/** @throws `TypeError` if the body is not a JSON object with an event */
export function parseSentBody(body: string): { sent: SentCallback; callback: Callback | undefined } {
  const value = parsed(body);
  const fields = asRecord(value);
  const event = fields?.['event'];
  if (fields === undefined || typeof event !== 'string' || isTooDeep(value))
    throw new TypeError('The body of a callback must be a JSON object with an "event", such as "message".');
  const recognition = recognize(fields); // which makes the token a string
  const callback = recognition.recognized ? recognition.callback : undefined;
  const token = fields['message_token'];
  const messageToken = typeof token === 'string' ? token : undefined;
  const userId = callback && callbackUserId(callback);
  return { sent: { event, userId, messageToken, body }, callback };
}

function parsed(body: string): unknown {
  try {
    return parseExactJson(body);
  } catch {
    return undefined;
  }
}

/** Replaces the token in the text, since writing the JSON anew could change other parts of it. */
function withToken(body: string, token: string): string {
  // A quote inside a string has a backslash before it.
  return body.replace(/(?<!\\)("message_token"\s*:\s*)"?\d+"?/, `$1${token}`);
}

/** The user that a callback is about, who is added if unknown, with the effects of the callback. */
function participantOf(
  callback: Callback,
  state: EmulatorState,
  chats: ChatActions,
): EmulatedUser | undefined {
  const { id, name } =
    callback.event === 'message' ? callback.sender : 'user' in callback ? callback.user : {};
  const known = state.users.get(callbackUserId(callback) ?? '');
  const user = known ?? (id === undefined ? undefined : chats.addUser({ id, ...(name && { name }) }));
  if (user === undefined) return undefined;
  const isSubscribed = subscriptionAfter(callback, known === undefined);
  if (isSubscribed !== undefined && isSubscribed !== user.subscribed) {
    user.subscribed = isSubscribed;
    chats.changed(user);
  }
  const isShown = user.chat.some(({ token }) => token === callback.message_token);
  if (callback.event === 'message' && !isShown) {
    const { message, message_token: token, silent = false } = callback;
    chats.addMessage(user, { from: 'user', token, message, at: state.settings.clock.now(), silent });
  }
  return user;
}

function subscriptionAfter(callback: Callback, isNew: boolean): boolean | undefined {
  switch (callback.event) {
    case 'message':
    case 'subscribed':
      return true;
    case 'unsubscribed':
      return false;
    case 'conversation_started':
      return isNew ? callback.subscribed : undefined;
    default:
      return undefined;
  }
}
