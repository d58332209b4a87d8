import type { ViberClient } from '../../client/viber-client';
import type { AnyCallbackContext, BaseContext, Reply } from '../callback/contexts';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ClientSource } from '../client-source';
import type { WebhookSettings } from '../options';
import { createReply } from './reply';

/** The context of a callback without `state`, which only listeners and `use` handlers get. */
export interface UnhandledContext extends BaseContext {
  /** Absent if the callback has no user. */
  reply?: Reply;
}

/** Creates the context of a callback. */
export function callbackContext(
  callback: ReceivedCallback,
  clientOf: ClientSource,
  settings: WebhookSettings,
): UnhandledContext {
  const { account, authToken, receivedAt, userId } = callback;
  const client = () => clientOf(authToken);
  const context: UnhandledContext =
    settings.authToken === undefined
      ? withLazyClient({ account, receivedAt }, client)
      : { account, receivedAt, client: client() };
  if (userId !== undefined) context.reply = createReply(callback, client, settings);
  return context;
}

/** Returns a copy of the context for a listener of `onText`, with what its pattern has matched. */
export function withMatch(
  context: AnyCallbackContext,
  match: unknown,
): AnyCallbackContext & { match: unknown } {
  if (Object.getOwnPropertyDescriptor(context, 'client')?.get === undefined) return { ...context, match };
  const others = Object.keys(context).filter((name) => name !== 'client') as (keyof AnyCallbackContext)[];
  const fields = Object.fromEntries(others.map((name) => [name, context[name]]));
  return withLazyClient({ ...fields, match }, () => context.client) as ReturnType<typeof withMatch>;
}

/** Adds `client` as a getter, since the token of one of many bots may be missing. For a single bot a field is cheaper. */
function withLazyClient<Fields extends object>(fields: Fields, client: () => ViberClient) {
  return Object.defineProperty(fields, 'client', {
    get: client,
    enumerable: true,
    configurable: true,
  }) as Fields & {
    readonly client: ViberClient;
  };
}
