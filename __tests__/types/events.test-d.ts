/**
 * What compiles for an application and what must not, checked by `npm run typecheck`. Nothing here runs: each case is
 * a function that nobody calls.
 */
import type { EventEmitter } from 'node:events';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Job, Queue } from 'bullmq';
import { Worker } from 'bullmq';
import { expectTypeOf } from 'expect-type';
import type { Request, RequestHandler } from 'express';
import express from 'express';
import type {
  AnyCallbackContext,
  AnyViberError,
  Callback,
  CallbackContext,
  QueuedCallback,
  CallbackQueue,
  CloseResult,
  ConversationStartedCallback,
  DeliveredCallback,
  DiagnosticsMessages,
  FailedCallback,
  MessageCallback,
  MessageCallbackOf,
  OutgoingMessage,
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
  Recognition,
  Reply,
  ReplyContext,
  RichMedia,
  SeenCallback,
  SendMessageResponse,
  SetWebhookResponse,
  SubscribedCallback,
  TextListener,
  TextMatchContext,
  UnfinishedCallback,
  UnrecognizedCallback,
  UnsubscribedCallback,
  ViberClient,
  ViberError,
  ViberQueueError,
  ViberRequestError,
  ViberUser,
  ViberWebhookOptions,
  WebhookCallback,
} from 'express-viber';
import {
  decodeCallback,
  isPersonalizationHidden,
  recommendedJobOptions,
  verifySignature,
  ViberWebhook,
} from 'express-viber';
import { messageCallback, signCallback, subscribedCallback } from 'express-viber/testing';

declare const viber: ViberWebhook;
declare const reply: Reply;
declare const message: ReceivedMessage;
declare const callback: Callback;
declare const anyString: string;

/** Listeners are narrowed by the name of their event. */
export function listeners(): void {
  viber.on('webhook', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<WebhookCallback>();
    expectTypeOf(context).toEqualTypeOf<CallbackContext>();
  });
  viber.on('subscribed', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<SubscribedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('unsubscribed', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<UnsubscribedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('conversation_started', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<ConversationStartedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('delivered', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<DeliveredCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('seen', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<SeenCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('failed', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<FailedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('message', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallback>();
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedMessage>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('callback', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<Callback>();
    expectTypeOf(context).toEqualTypeOf<AnyCallbackContext>();
  });
  viber.on('unmatched_text', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallbackOf<'text'>>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
  viber.on('unrecognized', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<UnrecognizedCallback>();
    expectTypeOf(arrived.value).toEqualTypeOf<unknown>();
    expectTypeOf(context).toEqualTypeOf<CallbackContext>();
  });
  viber.on('duplicate', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<Callback | UnrecognizedCallback>();
    expectTypeOf(context).toEqualTypeOf<CallbackContext>();
  });
  viber.on('rejected', (error, request) => {
    expectTypeOf(error).toEqualTypeOf<ViberRequestError>();
    expectTypeOf(error.hint).toEqualTypeOf<string | undefined>();
    // @ts-expect-error what was found out stays as it is
    error.hint = 'another';
    expectTypeOf(request).toEqualTypeOf<IncomingMessage>();
  });
  viber.on('error', (error) => {
    expectTypeOf(error).toExtend<ViberError>();
    expectTypeOf(error).toExtend<AnyViberError>();
    if (error.code === 'listener_failed') expectTypeOf(error.acknowledged).toEqualTypeOf<boolean>();
  });
}

/** `message:<type>` gives the message of that type. */
export function messageListeners(): void {
  viber.on('message:text', (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallbackOf<'text'>>();
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedText>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
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
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
  });
}

/** The match of a text is what its pattern gives. */
export function textPatterns(): void {
  viber.onText(/^order (\d+)/i, (arrived, context) => {
    expectTypeOf(arrived).toEqualTypeOf<MessageCallbackOf<'text'>>();
    expectTypeOf(context).toEqualTypeOf<TextMatchContext>();
    expectTypeOf(context.match).toEqualTypeOf<RegExpExecArray>();
    expectTypeOf(context.reply).toEqualTypeOf<Reply>();
  });
  viber.onText('menu', (arrived, context) => {
    expectTypeOf(arrived.message).toEqualTypeOf<ReceivedText>();
    expectTypeOf(context.match).toEqualTypeOf<'menu'>();
    expectTypeOf(context).toExtend<ReplyContext>();
  });
  viber.onText(anyString, (_arrived, { match }) => {
    expectTypeOf(match).toEqualTypeOf<string>();
  });
  for (const pattern of ['help', /^\?+$/]) {
    viber.onText(pattern, (_arrived, { match }) => {
      expectTypeOf(match).toEqualTypeOf<string | RegExpExecArray>();
    });
  }
  const onOrder: TextListener = async ({ message: { text } }, context) =>
    context.reply({ type: 'text', text: `${context.match[1] ?? ''} of ${text}` });
  const onMenu: TextListener<string> = (_arrived, { match }) => match.length;
  const onEither = ({ sender }: MessageCallback, { reply: answer }: ReplyContext) =>
    answer({ type: 'text', text: sender.id });
  const chained = viber
    .onText(/^order (\d+)/, onOrder)
    .onText('menu', onMenu)
    .onText('menu', onEither)
    .onText(/menu/, onEither)
    .onText(/menu/, () => 'dropped')
    .on('unmatched_text', onEither);
  expectTypeOf(chained).toEqualTypeOf<ViberWebhook>();

  // @ts-expect-error a listener without a pattern
  viber.onText(() => undefined);
  // @ts-expect-error a pattern without a listener
  viber.onText('menu');
  // @ts-expect-error one pattern at a time
  viber.onText(['menu', 'help'], () => undefined);
  // @ts-expect-error a message, not a function that sends one
  viber.onText('menu', { type: 'text', text: 'Menu' });
  // @ts-expect-error a string has no groups
  viber.onText('menu', (_arrived, { match }) => match.groups);
  // @ts-expect-error an expression may match in many ways
  viber.onText(/menu/, onMenu);
  // @ts-expect-error a string matches as it is
  viber.onText(anyString, onOrder);
  // @ts-expect-error no match without a pattern
  viber.on('unmatched_text', (_arrived, context) => context.match);
}

/** Whoever a callback is about can be asked for what they hide. */
export function hiddenUsers(user: ViberUser, received: MessageCallback): boolean {
  // @ts-expect-error an id tells nothing
  isPersonalizationHidden(user.id);
  expectTypeOf(isPersonalizationHidden(user)).toEqualTypeOf<boolean>();
  return isPersonalizationHidden(received.sender) && isPersonalizationHidden({ name: user.name });
}

/** One listener may serve several events, and knows what they have in common. */
export function sharedListeners(): void {
  for (const event of ['delivered', 'seen', 'failed'] as const) {
    viber.on(event, ({ user_id }) => user_id.length);
    viber.on(event, async ({ message_token }, context) =>
      context.reply({ type: 'text', text: message_token }),
    );
    // @ts-expect-error only one of the three has a description
    viber.on(event, ({ desc }) => desc);
  }
  for (const event of ['message:text', 'message:url'] as const) {
    viber.on(event, ({ message: { text } }) => text?.length);
  }
  for (const event of ['webhook', 'subscribed'] as const) {
    // @ts-expect-error only one of the two has a user
    viber.on(event, (_arrived, context) => context.reply);
  }
}

/** Listeners may be async, shorter, chained, named and taken off again. */
export function emitter(): void {
  const named = async (arrived: MessageCallback): Promise<string> => Promise.resolve(arrived.sender.id);

  const chained = viber
    .on('message', named)
    .once('subscribed', async ({ user }, context) => context.reply({ type: 'text', text: user.id }))
    .addListener('seen', () => 'what a listener returns is awaited and dropped')
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
  // @ts-expect-error an event that Viber names and never sends a body for
  viber.once('client_status', () => undefined);
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
  // @ts-expect-error a listener that wants more than it is given
  viber.on('error', (error: ViberError, request: IncomingMessage) => [error, request]);
  // @ts-expect-error emitted without its context
  viber.emit('message', callback);
  // @ts-expect-error a callback of another event
  viber.emit('seen', callback, { account: 'default', receivedAt: new Date(), reply });
}

/** `context.reply` is there exactly where there is a user to reply to. */
export function replies(): void {
  // @ts-expect-error the check call comes from nobody
  viber.on('webhook', (_arrived, context) => context.reply);
  // @ts-expect-error nobody knows who sent what is not recognised
  viber.on('unrecognized', (_arrived, context) => context.reply);
  // @ts-expect-error what is handled already was replied to
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
  expectTypeOf(reply).returns.resolves.toEqualTypeOf<SendMessageResponse>();
  expectTypeOf<SendMessageResponse['message_token']>().toEqualTypeOf<string>();
}

/** A callback narrows on `event`, without a case left over. */
export function narrowedCallback(): string | undefined {
  // @ts-expect-error not every callback has a user
  expectTypeOf(callback.user);
  switch (callback.event) {
    case 'webhook':
      expectTypeOf(callback).toEqualTypeOf<WebhookCallback>();
      return undefined;
    case 'subscribed':
    case 'conversation_started':
      return callback.user.name;
    case 'unsubscribed':
      return callback.user_id;
    case 'delivered':
    case 'seen':
      return callback.chat_id;
    case 'failed':
      return callback.desc;
    case 'message':
      return callback.message.tracking_data;
    default:
      expectTypeOf(callback).toBeNever();
      return undefined;
  }
}

/** A message narrows on `type`, without a case left over. */
export function narrowedMessage(): unknown {
  // @ts-expect-error not every message has a text
  expectTypeOf(message.text);
  switch (message.type) {
    case 'text':
      // @ts-expect-error a text has no media
      expectTypeOf(message.media);
      return message.text.length;
    case 'picture':
    case 'video':
    case 'file':
    case 'url':
      return message.media.length;
    case 'sticker':
      return message.sticker_id;
    case 'contact':
      return message.contact.phone_number.length;
    case 'location':
      return message.location.lat + message.location.lon;
    case 'rich_media':
      return message.rich_media['Buttons'];
    default:
      expectTypeOf(message).toBeNever();
      return undefined;
  }
}

/** What was decoded narrows on `recognized`. */
export function narrowedRecognition(recognition: Recognition): void {
  if (recognition.recognized) {
    expectTypeOf(recognition.callback).toEqualTypeOf<Callback>();
  } else {
    expectTypeOf(recognition.reason).toEqualTypeOf<
      'unknown_event' | 'unknown_message_type' | 'unexpected_shape'
    >();
    // @ts-expect-error what is not recognised is no callback
    expectTypeOf(recognition.callback);
  }
  expectTypeOf(decodeCallback(new Uint8Array())).toEqualTypeOf<Recognition>();
  // @ts-expect-error a parsed body is not its bytes
  decodeCallback({ event: 'webhook' });
}

/** An error narrows on `code`, without a case left over. */
export function narrowedError(error: AnyViberError): unknown {
  switch (error.code) {
    case 'missing_signature':
    case 'invalid_signature':
    case 'unknown_account':
    case 'body_too_large':
    case 'incomplete_body':
    case 'unsupported_encoding':
    case 'invalid_utf8':
    case 'invalid_json':
    case 'overloaded':
    case 'closing':
      expectTypeOf(error).toEqualTypeOf<ViberRequestError>();
      expectTypeOf(error.status).toEqualTypeOf<400 | 401 | 404 | 413 | 415 | 503>();
      return error.status;
    case 'body_already_parsed':
      return error.status;
    case 'listener_failed':
      return error.acknowledged ? undefined : error.errors;
    case 'queue_failed':
    case 'queue_late':
      expectTypeOf(error).toEqualTypeOf<ViberQueueError>();
      expectTypeOf(error.status).toEqualTypeOf<500 | 503>();
      return error.cause;
    case 'welcome_late':
    case 'welcome_invalid':
    case 'invalid_message':
      return error.problems;
    case 'invalid_webhook_url':
      return error.message;
    case 'api_error':
      return error.statusName;
    case 'connection_failed':
      return error.networkCode;
    case 'broadcast_stopped':
      return error.result;
    default:
      expectTypeOf(error).toBeNever();
      return undefined;
  }
}

/** Each outgoing message compiles with its fields and not without. */
export function outgoingMessages(): OutgoingMessage[] {
  const media = 'https://example.com/media';
  void reply({ type: 'text', text: 'Hello', sender: { name: 'Echo' }, tracking_data: 'step-2' });
  void reply({ type: 'picture', text: '', media });
  void reply({ type: 'video', media, size: 1, duration: 10 });
  void reply({ type: 'file', media, size: 1, file_name: 'f.pdf' });
  void reply({ type: 'contact', contact: { name: 'Alex', phone_number: '+972511123123' } });
  void reply({ type: 'location', location: { lat: 50.45, lon: '30.52' } });
  void reply({ type: 'url', media });
  void reply({ type: 'sticker', sticker_id: 46105 });
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x', TextPaddings: [0, 4, 8, 12] }] } });
  const rich_media: RichMedia = {
    Type: 'rich_media',
    ButtonsGroupColumns: 6,
    ButtonsGroupRows: 7,
    Buttons: [{ Rows: 7, ActionType: 'open-url', ActionBody: media }],
  };
  void reply({ type: 'rich_media', min_api_version: 7, rich_media });

  // @ts-expect-error neither a type nor a keyboard
  void reply({});
  // @ts-expect-error unknown type
  void reply({ type: 'sms', text: 'Hello' });
  // @ts-expect-error a text without text
  void reply({ type: 'text' });
  // @ts-expect-error a field of another type
  void reply({ type: 'text', text: 'Hello', sticker_id: 1 });
  // @ts-expect-error misspelled field
  void reply({ type: 'text', text: 'Hello', traking_data: 'x' });
  // @ts-expect-error the receiver is who the callback came from
  void reply({ type: 'text', text: 'Hello', receiver: 'x' });
  // @ts-expect-error a picture needs its caption, if only an empty one
  void reply({ type: 'picture', media });
  // @ts-expect-error a video needs its size
  void reply({ type: 'video', media });
  // @ts-expect-error a file needs its name
  void reply({ type: 'file', media, size: 1 });
  // @ts-expect-error a carousel needs its API level
  void reply({ type: 'rich_media', rich_media });
  // @ts-expect-error a keyboard needs its Type
  void reply({ type: 'text', text: 'Hello', keyboard: { Buttons: [] } });
  // @ts-expect-error a Type of another case
  void reply({ keyboard: { Type: 'Keyboard', Buttons: [] } });
  // @ts-expect-error unknown action of a button
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ ActionType: 'call' }] } });
  // @ts-expect-error three paddings
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ TextPaddings: [1, 2, 3] }] } });
  // @ts-expect-error misspelled field of a button
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ Actionbody: 'x' }] } });
  // @ts-expect-error a sender needs its name
  void reply({ type: 'text', text: 'Hello', sender: { avatar: media } });
  // @ts-expect-error a bare text is not a message
  void reply('Hello');
  return [];
}

/** The welcome handler is sync or async, and may have nothing to say. */
export function welcome(): void {
  viber.welcome(({ user, context }) => ({ type: 'text', text: `Hello ${user.name ?? context ?? ''}` }));
  viber.welcome(async ({ subscribed }, context) =>
    Promise.resolve(subscribed === true ? undefined : { type: 'text', text: context.account }),
  );
  viber.welcome((started, context) => {
    expectTypeOf(started).toEqualTypeOf<ConversationStartedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
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

  // @ts-expect-error a message, not a function that makes one
  viber.welcome({ type: 'text', text: 'Hello' });
  // @ts-expect-error a bare text is not a message
  viber.welcome(() => 'Hello');
  // @ts-expect-error a text without text
  viber.welcome(() => ({ type: 'text' }));
  // @ts-expect-error a text without text, later
  viber.welcome(async () => Promise.resolve({ type: 'text' }));
}

/** Options have the names and types of the documentation. */
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

  // @ts-expect-error the options are missing
  new ViberWebhook();
  // @ts-expect-error the token is missing
  new ViberWebhook({});
  // @ts-expect-error misspelled option
  new ViberWebhook({ authToken, ackTimeout: 4000 });
  // @ts-expect-error Viber's name for what is authToken here
  new ViberWebhook({ auth_token: authToken });
  // @ts-expect-error a duration in words
  new ViberWebhook({ authToken, ackTimeoutMs: '4s' });
  // @ts-expect-error a size in words
  new ViberWebhook({ authToken, bodyLimitBytes: '256kb' });
  // @ts-expect-error on is the default, so only false is an option
  new ViberWebhook({ authToken, duplicates: true });
  // @ts-expect-error neither the first nor all
  new ViberWebhook({ authToken, textMatching: 'last' });
  // @ts-expect-error misspelled option of the memory
  new ViberWebhook({ authToken, duplicates: { ttl: 1000 } });
  // @ts-expect-error a sender without a name
  new ViberWebhook({ authToken, sender: { avatar: 'https://example.com/a.png' } });
  // @ts-expect-error a sender by its name alone
  new ViberWebhook({ authToken, sender: 'Echo' });
}

/** `authToken` is a token, tokens in rotation, or a function of the request. */
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

  // @ts-expect-error a number is no token
  new ViberWebhook({ authToken: 7 });
  // @ts-expect-error null is no token
  new ViberWebhook({ authToken: null });
  // @ts-expect-error a list with a gap
  new ViberWebhook({ authToken: ['new', undefined] });
  // @ts-expect-error null is not how a function says that there is no such bot
  new ViberWebhook({ authToken: () => null });
  // @ts-expect-error an account without its token
  new ViberWebhook({ authToken: () => ({ account: 'shop' }) });
  // @ts-expect-error a function of something else than the request
  new ViberWebhook({ authToken: (path: string) => path });
  return [];
}

/** The middleware fits Express, Connect and plain Node. */
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

  // @ts-expect-error the webhook is not its middleware
  app.use('/viber', viber);
}

/** Registration has names and types of its own, those of the documentation in camelCase. */
export function registration(client: ViberClient): void {
  const url = 'https://bot.example.com/viber';
  expectTypeOf(viber.client).toEqualTypeOf<ViberClient>();
  expectTypeOf(viber.setWebhook({ url })).resolves.toEqualTypeOf<SetWebhookResponse>();
  expectTypeOf(viber.removeWebhook()).resolves.toEqualTypeOf<SetWebhookResponse>();
  void viber.setWebhook({ url, eventTypes: ['delivered', 'seen'], sendName: true, sendPhoto: true });
  void viber.setWebhook({ url, eventTypes: [] });
  void viber.setWebhook({ url, eventTypes: 'listeners' });
  void client.setWebhook({ url, eventTypes: ['message', 'conversation_started'] });

  // @ts-expect-error the URL is missing
  void viber.setWebhook({ eventTypes: [] });
  // @ts-expect-error a bare URL
  void viber.setWebhook(url);
  // @ts-expect-error misspelled event type
  void viber.setWebhook({ url, eventTypes: ['deliverd'] });
  // @ts-expect-error the check call cannot be filtered
  void viber.setWebhook({ url, eventTypes: ['webhook'] });
  // @ts-expect-error unknown shorthand
  void viber.setWebhook({ url, eventTypes: 'all' });
  // @ts-expect-error Viber's name for what is eventTypes here
  void viber.setWebhook({ url, event_types: [] });
  // @ts-expect-error true or false
  void viber.setWebhook({ url, sendName: 'yes' });
  // @ts-expect-error a message without its receiver
  void client.sendMessage({ type: 'text', text: 'Hello' });
}

/** The signature is checked with tokens that are there. */
export function signatures(body: Buffer, header: string | undefined): void {
  expectTypeOf(verifySignature(body, header, 'a token')).toEqualTypeOf<boolean>();
  verifySignature('{}', header, ['new', 'old'] as const);

  // @ts-expect-error an unset variable would accept nothing or everything
  verifySignature(body, header, process.env['VIBER_AUTH_TOKEN']);
  // @ts-expect-error a parsed body is not its bytes
  verifySignature({ event: 'webhook' }, header, 'a token');
}

/** The builders of callbacks give the types that listeners get. */
export function builders(): void {
  expectTypeOf(messageCallback()).toEqualTypeOf<MessageCallback<ReceivedText>>();
  expectTypeOf(messageCallback({ type: 'sticker', sticker_id: 1 })).toExtend<MessageCallbackOf<'sticker'>>();
  expectTypeOf(messageCallback({ type: 'sticker', sticker_id: 1 })).toExtend<Callback>();
  expectTypeOf(subscribedCallback({ user: { id: 'x' } })).toEqualTypeOf<SubscribedCallback>();
  expectTypeOf(signCallback(messageCallback(), 'a token').body).toEqualTypeOf<string>();

  // @ts-expect-error a text without text
  messageCallback({ type: 'text' });
  // @ts-expect-error unknown field
  subscribedCallback({ user_id: 'x' });
  // @ts-expect-error the token is missing
  signCallback(messageCallback());
}

/** A queue of BullMQ fits without a cast, on whatever it keeps its jobs, and so does its job in a worker. */
export function queues(
  plain: Queue,
  typed: Queue<QueuedCallback>,
  ofOthers: Queue<{ mailTo: string }>,
  job: Job<QueuedCallback>,
): ViberWebhookOptions[] {
  void viber.process(job);
  void viber.process({ data: { account: 'default', receivedAt: '2020-01-01T00:00:00Z', body: '{}' } });
  void viber.process(job, { authToken: 'a token' });
  new Worker<QueuedCallback>('callbacks', (next) => viber.process(next));
  new Worker('callbacks', (next) => viber.process(next));
  void typed.add('message', job.data, recommendedJobOptions);
  expectTypeOf(viber.process(job)).resolves.toBeVoid();

  // @ts-expect-error a job without its data
  void viber.process({ id: '1' });
  // @ts-expect-error a queue of something else
  const foreign: ViberWebhookOptions = { authToken: 'a', queue: ofOthers };
  // @ts-expect-error nobody would know when the job is safe
  const forgetful: CallbackQueue = { add: () => undefined };
  return [
    { authToken: 'a', queue: plain },
    { authToken: 'a', queue: typed },
    { authToken: 'a', queue: { add: async () => Promise.resolve() } },
    foreign,
    { authToken: 'a', queue: forgetful },
  ];
}

/** Order and limits have the names and types of the documentation. */
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

/** Closing says what was left, and is what `await using` does. */
export async function closing(): Promise<readonly UnfinishedCallback[]> {
  await using disposed = viber;
  expectTypeOf(disposed.close({ timeoutMs: 1 })).resolves.toEqualTypeOf<CloseResult>();
  const { unfinished } = await viber.close();
  expectTypeOf(unfinished[0]?.event).toEqualTypeOf<string | undefined>();
  // @ts-expect-error a misspelled option
  await viber.close({ timeout: 1 });
  return unfinished;
}

/** What is published on a channel is known by the channel's name. */
export function diagnostics(
  verified: DiagnosticsMessages['express-viber:verified'],
  failed: DiagnosticsMessages['express-viber:failed'],
): void {
  expectTypeOf(verified.tokenIndex).toEqualTypeOf<number>();
  expectTypeOf(failed.account).toEqualTypeOf<string | undefined>();
  expectTypeOf(failed.code).toEqualTypeOf<string>();
  // @ts-expect-error nobody's name is published
  expectTypeOf(failed.user);
}

/** What fails too late may be the queue's. */
export function lateErrors(): void {
  viber.on('error', (error) => {
    if (error.code === 'queue_failed') expectTypeOf(error).toEqualTypeOf<ViberQueueError>();
  });
}
