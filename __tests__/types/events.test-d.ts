/** Checks which uses of a webhook compile, with `npm run typecheck`. The functions are never called. */
import type { EventEmitter } from 'node:events';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { expectTypeOf } from 'expect-type';
import type { Request, RequestHandler } from 'express';
import express from 'express';
import type {
  AnyCallbackContext,
  AnyViberError,
  BaseContext,
  Callback,
  CallbackContext,
  CloseResult,
  ConversationStartedCallback,
  DeliveredCallback,
  DiagnosticsMessages,
  FailedCallback,
  MessageCallback,
  MessageCallbackOf,
  ReceivedContact,
  ReceivedFile,
  ReceivedLocation,
  ReceivedMessage,
  ReceivedPicture,
  ReceivedRichMedia,
  ReceivedSticker,
  ReceivedText,
  ReceivedUrl,
  ReceivedVideo,
  Reply,
  ReplyContext,
  SeenCallback,
  SendMessageResponse,
  SetWebhookResponse,
  SubscribedCallback,
  WebhookRequest,
  UnrecognizedCallback,
  UnsubscribedCallback,
  ViberError,
  ViberQueueError,
  ViberRequestError,
  ViberWebhookOptions,
  WebhookCallback,
  WelcomeContext,
} from 'express-viber';
import { ViberClient, ViberWebhook } from 'express-viber';

/** The state of a webhook without a type for it. */
type AnyState = Record<string, unknown>;

declare const viber: ViberWebhook;
declare const reply: Reply;
declare const client: ViberClient;
declare const callback: Callback;
declare const anyString: string;

/** The name of an event determines the types of its listeners. */
export function listeners(): void {
  viber.on('webhook', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<WebhookCallback>();
    expectTypeOf(context).toEqualTypeOf<CallbackContext<AnyState>>();
  });
  viber.on('subscribed', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<SubscribedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('unsubscribed', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<UnsubscribedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('conversation_started', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<ConversationStartedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('delivered', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<DeliveredCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('seen', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<SeenCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('failed', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<FailedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('message', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallback>();
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedMessage>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('callback', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<Callback>();
    expectTypeOf(context).toEqualTypeOf<AnyCallbackContext<AnyState>>();
  });
  viber.on('unmatched_text', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallbackOf<'text'>>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('unrecognized', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<UnrecognizedCallback>();
    expectTypeOf(arrived.value).toEqualTypeOf<unknown>();
    expectTypeOf(context).toEqualTypeOf<CallbackContext<AnyState>>();
  });
  viber.on('duplicate', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<Callback | UnrecognizedCallback>();
    expectTypeOf(context).toEqualTypeOf<BaseContext>();
  });
  viber.on('rejected', (error, request) => {
    expectTypeOf(error).toEqualTypeOf<ViberRequestError>();
    expectTypeOf(error.hint).toEqualTypeOf<string | undefined>();
    // @ts-expect-error the hint is read-only
    error.hint = 'another';
    expectTypeOf(request).toEqualTypeOf<WebhookRequest | undefined>();
  });
  viber.on('error', (error) => {
    expectTypeOf(error).toExtend<ViberError>();
    expectTypeOf(error).toExtend<AnyViberError>();
    if (error.code === 'listener_failed') expectTypeOf(error.acknowledged).toEqualTypeOf<boolean>();
  });
}

/** Listeners of `message:<type>` receive a message of that type. */
export function messageListeners(): void {
  viber.on('message:text', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallbackOf<'text'>>();
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedText>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
  viber.on('message:picture', (arrived) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedPicture>();
  });
  viber.on('message:video', (arrived) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedVideo>();
  });
  viber.on('message:file', (arrived) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedFile>();
  });
  viber.on('message:sticker', (arrived) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedSticker>();
  });
  viber.on('message:contact', (arrived) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedContact>();
  });
  viber.on('message:url', (arrived) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedUrl>();
  });
  viber.on('message:location', (arrived) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedLocation>();
  });
  viber.on('message:rich_media', (arrived, context) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedRichMedia>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext<AnyState>>();
  });
}

/** A listener of several events receives what they have in common. */
export function sharedListeners(): void {
  for (const event of ['delivered', 'seen', 'failed'] as const) {
    viber.on(event, ({ user_id }) => user_id.length);
    viber.on(event, async ({ message_token }, context) =>
      context.reply({ type: 'text', text: message_token }),
    );
    // @ts-expect-error only one of the three has a description
    viber.on(event, ({ desc }) => desc);
  }
  for (const event of ['subscribed', 'conversation_started'] as const) {
    viber.on(event, ({ user }, context) => context.reply(`Hello ${user.name ?? 'there'}`));
  }
  for (const event of ['message', 'subscribed', 'unsubscribed'] as const) {
    viber.once(event, (arrived) => {
      expectTypeOf(arrived).toEqualTypeOf<MessageCallback | SubscribedCallback | UnsubscribedCallback>();
    });
  }
  for (const event of ['message:text', 'message:url'] as const) {
    viber.on(event, ({ message: { text } }) => text?.length);
  }
  for (const event of ['webhook', 'subscribed'] as const) {
    // @ts-expect-error only one of the two has a user
    viber.on(event, (_arrived, context) => context.reply);
  }
}

/** Listeners may be async, take fewer arguments, and be chained and removed. */
export function emitter(): void {
  const named = async (arrived: MessageCallback): Promise<string> => Promise.resolve(arrived.sender.id);

  const chained = viber
    .on('message', named)
    .once('subscribed', async ({ user }, context) => context.reply({ type: 'text', text: user.id }))
    .addListener('seen', () => 'the result of a listener is awaited and ignored')
    .prependListener('delivered', ({ message_token }) => message_token)
    .prependOnceListener('failed', async () => Promise.reject(new Error('no database')))
    .off('message', named)
    .removeListener('message', named)
    .removeAllListeners('message:text')
    .removeAllListeners()
    .setMaxListeners(20);
  expectTypeOf(chained).toEqualTypeOf<ViberWebhook>();

  expectTypeOf(viber).toExtend<EventEmitter>();
  expectTypeOf(viber.listenerCount('message:text')).toEqualTypeOf<number>();
  void once(viber, 'message');

  // @ts-expect-error misspelled event
  viber.on('mesage', () => undefined);
  // @ts-expect-error misspelled message type
  viber.on('message:image', () => undefined);
  // @ts-expect-error an event whose body Viber has never documented
  viber.once('action', () => undefined);
  // @ts-expect-error misspelled event
  viber.addListener('conversationStarted', () => undefined);
  // @ts-expect-error misspelled event
  viber.prependListener('subscribe', () => undefined);
  // @ts-expect-error misspelled event
  viber.prependOnceListener('deliver', () => undefined);
  // @ts-expect-error misspelled event
  viber.off('mesage', named);
  // @ts-expect-error misspelled event
  viber.removeListener('mesage', named);
  // @ts-expect-error misspelled event
  viber.removeAllListeners('mesage');
  // @ts-expect-error misspelled event
  viber.listenerCount('mesage');
  // @ts-expect-error an event known only at run time
  viber.on(anyString, () => undefined);
  // @ts-expect-error a listener of another event
  viber.on('seen', named);
  // @ts-expect-error a listener with too many parameters
  viber.on('error', (error: ViberError, request: IncomingMessage) => [error, request]);
  // @ts-expect-error emitted without its context
  viber.emit('message', callback);
  // @ts-expect-error a callback of another event
  viber.emit('seen', callback, { account: 'default', receivedAt: new Date(), client, state: {}, reply });
}

/** Each callback has the client of its bot, whether it has a user or not. */
export function clients(): void {
  for (const event of ['webhook', 'message', 'callback', 'unrecognized', 'duplicate'] as const) {
    viber.on(event, (_arrived, { client }) => {
      expectTypeOf(client).toEqualTypeOf<ViberClient>();
    });
  }
  viber.welcome((_started, { client }) => void client.getAccountInfo());
  // @ts-expect-error the client of a bot is not for the application to replace
  viber.on('webhook', (_arrived, context) => (context.client = viber.client));
}

/** `context.reply` exists for every callback that has a user. */
export function replies(): void {
  // @ts-expect-error the check call has no user
  viber.on('webhook', (_arrived, context) => context.reply);
  // @ts-expect-error the user of an unrecognized callback is unknown
  viber.on('unrecognized', (_arrived, context) => context.reply);
  // @ts-expect-error a duplicate gets no reply
  viber.on('duplicate', (_arrived, context) => context.reply);
  // @ts-expect-error one of the callbacks is the check call
  viber.on('callback', (_arrived, context) => context.reply({ type: 'text', text: 'Hello' }));
  viber.on('callback', (_arrived, context) => context.reply?.({ type: 'text', text: 'Hello' }));
  viber.on('callback', (_arrived, context) => {
    expectTypeOf(context.reply).toEqualTypeOf<Reply | undefined>();
  });
  viber.on('failed', (_arrived, context) => {
    expectTypeOf(context.reply).toEqualTypeOf<Reply>();
  });
  viber.on('message:text', ({ message: { text } }, context) => context.reply({ type: 'text', text }));
  viber.on('message:text', async ({ message }, context) => {
    expectTypeOf(context.reply('Hello')).resolves.toEqualTypeOf<SendMessageResponse>();
    expectTypeOf(context.reply(message)).resolves.toEqualTypeOf<SendMessageResponse>();
    expectTypeOf(context.reply(['Hello'])).resolves.toEqualTypeOf<SendMessageResponse[]>();
    return context.reply([]);
  });
  expectTypeOf<SendMessageResponse['message_token']>().toEqualTypeOf<string>();
}

/** The welcome handler may be async, and may return nothing. */
export function welcome(): void {
  viber.welcome(({ user, context }) => ({ type: 'text', text: `Hello ${user.name ?? context ?? ''}` }));
  viber.welcome(async ({ subscribed }, context) =>
    Promise.resolve(subscribed === true ? undefined : { type: 'text', text: context.account }),
  );
  viber.welcome((started, context) => {
    expectTypeOf(started).toEqualTypeOf<ConversationStartedCallback>();
    expectTypeOf(context).toEqualTypeOf<WelcomeContext>();
    return undefined;
  });
  viber.welcome(async ({ user }) => {
    if (user.name === undefined) return;
    return Promise.resolve({ type: 'text', text: user.name });
  });
  viber.welcome((_started, context) => {
    void context.reply({ type: 'text', text: 'later' });
  });
  expectTypeOf(viber.welcome(() => undefined)).toEqualTypeOf<ViberWebhook>();

  // @ts-expect-error a message instead of a handler
  viber.welcome({ type: 'text', text: 'Hello' });
  // @ts-expect-error a string instead of a message
  viber.welcome(() => 'Hello');
  // @ts-expect-error a text without text
  viber.welcome(() => ({ type: 'text' }));
  // @ts-expect-error a promise of a text without text
  viber.welcome(async () => Promise.resolve({ type: 'text' }));
}

/** Options have the documented names and types. */
export function options(): void {
  const authToken = 'a token';
  new ViberWebhook({ authToken });
  new ViberWebhook({
    authToken,
    sender: { name: 'Echo', avatar: 'https://example.com/a.png' },
    bodyLimitBytes: 262_144,
    ackTimeoutMs: 4000,
    duplicates: { ttlMs: 7_200_000, max: 50_000 },
    textMatching: 'all',
    apiUrl: 'http://localhost:8080/pa',
  });
  new ViberWebhook({ authToken, duplicates: false });
  new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'], apiUrl: process.env['VIBER_API_URL'] });
  new ViberClient({ authToken: process.env['VIBER_AUTH_TOKEN'], apiUrl: process.env['VIBER_API_URL'] });

  // @ts-expect-error the options are missing
  new ViberWebhook();
  // @ts-expect-error the token is missing
  new ViberWebhook({});
  // @ts-expect-error misspelled option
  new ViberWebhook({ authToken, ackTimeout: 4000 });
  // @ts-expect-error Viber's own name for authToken
  new ViberWebhook({ auth_token: authToken });
  // @ts-expect-error a duration in words
  new ViberWebhook({ authToken, ackTimeoutMs: '4s' });
  // @ts-expect-error a size in words
  new ViberWebhook({ authToken, bodyLimitBytes: '256kb' });
  // @ts-expect-error true is not an option, since it is the default
  new ViberWebhook({ authToken, duplicates: true });
  // @ts-expect-error neither 'first' nor 'all'
  new ViberWebhook({ authToken, textMatching: 'last' });
  // @ts-expect-error misspelled option of duplicates
  new ViberWebhook({ authToken, duplicates: { ttl: 1000 } });
  // @ts-expect-error a sender without a name
  new ViberWebhook({ authToken, sender: { avatar: 'https://example.com/a.png' } });
  // @ts-expect-error a name instead of a sender
  new ViberWebhook({ authToken, sender: 'Echo' });
}

/** `authToken` is a token, several tokens, or a function of the request. */
export function authTokens(): ViberWebhookOptions[] {
  new ViberWebhook({ authToken: process.env['VIBER_AUTH_TOKEN'] });
  new ViberWebhook({ authToken: ['new', 'old'] });
  new ViberWebhook({ authToken: ['new', 'old'] as const });
  new ViberWebhook({ authToken: () => 'a token' });
  new ViberWebhook({ authToken: () => ['new', 'old'] });
  new ViberWebhook({ authToken: () => undefined });
  new ViberWebhook({ authToken: (req) => req.headers.host });
  new ViberWebhook({ authToken: async (req) => Promise.resolve(req.url) });
  new ViberWebhook({ authToken: () => ({ account: 'shop', authToken: ['new', 'old'] }) });
  new ViberWebhook({ authToken: async () => Promise.resolve({ account: 'shop', authToken: 'a token' }) });
  new ViberWebhook({ authToken: (req: Request) => req.hostname });
  new ViberWebhook({ authToken: (req: Request<{ bot: string }>) => req.params.bot });

  // @ts-expect-error a number instead of a token
  new ViberWebhook({ authToken: 7 });
  // @ts-expect-error null instead of a token
  new ViberWebhook({ authToken: null });
  // @ts-expect-error an array with a missing token
  new ViberWebhook({ authToken: ['new', undefined] });
  // @ts-expect-error an unknown bot is undefined, not null
  new ViberWebhook({ authToken: () => null });
  // @ts-expect-error an account without a token
  new ViberWebhook({ authToken: () => ({ account: 'shop' }) });
  // @ts-expect-error a function of something other than the request
  new ViberWebhook({ authToken: (path: string) => path });
  return [];
}

/** The middleware fits Express, Connect and node:http. */
export function middleware(): void {
  type ConnectHandler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

  const app = express();
  app.use(viber.middleware());
  app.use('/viber', viber.middleware());
  app.post('/viber/:bot', viber.middleware());
  app.post('/viber', express.raw(), viber.middleware());
  app.route('/viber').post(viber.middleware());
  express.Router().use(viber.middleware());
  createServer(viber.middleware());

  expectTypeOf(viber.middleware()).toExtend<RequestHandler>();
  expectTypeOf(viber.middleware()).toExtend<ConnectHandler>();
  expectTypeOf(viber.middleware()).toExtend<RequestListener>();

  // @ts-expect-error the webhook instead of its middleware
  app.use('/viber', viber);
}

/** Registration has the documented options in camelCase. */
export function registration(client: ViberClient): void {
  const url = 'https://bot.example.com/viber';
  expectTypeOf(viber.client).toEqualTypeOf<ViberClient>();
  expectTypeOf(viber.setWebhook({ url })).resolves.toEqualTypeOf<SetWebhookResponse>();
  expectTypeOf(viber.removeWebhook()).resolves.toEqualTypeOf<SetWebhookResponse>();
  void viber.setWebhook({ url, eventTypes: ['delivered', 'seen'], sendName: true, sendPhoto: true });
  void viber.setWebhook({ url, eventTypes: [] });
  void viber.setWebhook({ url, eventTypes: 'listeners' });
  void client.setWebhook({ url, eventTypes: ['message', 'conversation_started'] });
  void client.setWebhook({ url, eventTypes: ['client_status', 'webhook'] });

  // @ts-expect-error the URL is missing
  void viber.setWebhook({ eventTypes: [] });
  // @ts-expect-error a URL instead of options
  void viber.setWebhook(url);
  // @ts-expect-error misspelled event type
  void viber.setWebhook({ url, eventTypes: ['deliverd'] });
  // @ts-expect-error an event that no client names
  void viber.setWebhook({ url, eventTypes: ['action'] });
  // @ts-expect-error neither an array nor 'listeners'
  void viber.setWebhook({ url, eventTypes: 'all' });
  // @ts-expect-error Viber's own name for eventTypes
  void viber.setWebhook({ url, event_types: [] });
  // @ts-expect-error text instead of a boolean
  void viber.setWebhook({ url, sendName: 'yes' });
  // @ts-expect-error a message without a receiver
  void client.sendMessage({ type: 'text', text: 'Hello' });
}

/** The options of order and limits have the documented names and types. */
export function orderAndLimits(): ViberWebhookOptions[] {
  // @ts-expect-error a misspelled option
  const misspelled: ViberWebhookOptions = { authToken: 'a', ordered: { giveUpAfter: 1 } };
  // @ts-expect-error a number in words
  const inWords: ViberWebhookOptions = { authToken: 'a', maxInFlight: 'many' };
  return [
    { authToken: 'a', ordered: true },
    { authToken: 'a', ordered: { giveUpAfterMs: 1 }, maxInFlight: 1 },
    misspelled,
    inWords,
  ];
}

/** `close` returns the unfinished callbacks, and `await using` closes. */
export async function closing(): Promise<CloseResult['unfinished']> {
  await using disposed = viber;
  expectTypeOf(disposed.close({ timeoutMs: 1 })).resolves.toEqualTypeOf<CloseResult>();
  const { unfinished } = await viber.close();
  expectTypeOf(unfinished[0]?.event).toEqualTypeOf<string | undefined>();
  // @ts-expect-error a misspelled option
  await viber.close({ timeout: 1 });
  return unfinished;
}

/** The name of a channel determines the type of its messages. */
export function diagnostics(
  verified: DiagnosticsMessages['express-viber:verified'],
  failed: DiagnosticsMessages['express-viber:failed'],
): void {
  expectTypeOf(verified.tokenIndex).toEqualTypeOf<number>();
  expectTypeOf(failed.account).toEqualTypeOf<string | undefined>();
  expectTypeOf(failed.code).toEqualTypeOf<string>();
  // @ts-expect-error no user is published
  expectTypeOf(failed.user);
}

/** An `error` may come from the queue. */
export function lateErrors(): void {
  viber.on('error', (error) => {
    if (error.code === 'queue_failed') expectTypeOf(error).toEqualTypeOf<ViberQueueError>();
  });
}
