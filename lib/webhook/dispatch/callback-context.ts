import type { MessageSettings } from '../../client/prepare-message';
import type { BaseContext, Reply } from '../callback/contexts';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ClientSource } from '../client-source';
import { createReply } from './reply';

/** The context of a callback, without the state that it has only inside of `use`. */
export interface UnhandledContext extends BaseContext {
  /** Absent if the callback has no user. */
  reply?: Reply;
}

/** Creates the context of a callback. */
export function callbackContext(
  callback: ReceivedCallback,
  clientOf: ClientSource,
  settings: MessageSettings,
): UnhandledContext {
  const { account, authToken, receivedAt, userId } = callback;
  const context: UnhandledContext = {
    account,
    receivedAt,
    // A getter, because many contexts never need it, and some bots have no token here.
    get client() {
      return clientOf(authToken);
    },
  };
  if (userId !== undefined) context.reply = createReply(callback, () => clientOf(authToken), settings);
  return context;
}

/** Returns the context with another field. Unlike a spread, it does not read the client. */
export function extended<Context extends object, Fields extends object>(
  context: Context,
  fields: Fields,
): Context & Fields {
  return Object.defineProperties({ ...fields }, Object.getOwnPropertyDescriptors(context)) as Context &
    Fields;
}
