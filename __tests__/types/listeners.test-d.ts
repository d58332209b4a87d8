/** What listeners receive, and which ones compile. Checked by `npm run typecheck`; nothing here runs. */
import type { EventEmitter } from 'node:events';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expectTypeOf } from 'expect-type';
import type {
  AnyCallbackContext,
  AnyViberError,
  Callback,
  CallbackContext,
  ConversationStartedCallback,
  DeliveredCallback,
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
  SubscribedCallback,
  TextListener,
  TextMatchContext,
  UnrecognizedCallback,
  UnsubscribedCallback,
  ViberError,
  ViberQueueError,
  ViberRequestError,
  WebhookCallback,
} from 'express-viber';
import type { ViberWebhook } from 'express-viber';

declare const viber: ViberWebhook;
declare const reply: Reply;
declare const callback: Callback;
declare const anyString: string;

/** The name of the event narrows what its listener receives. */
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
    // @ts-expect-error the hint is read-only
    error.hint = 'another';
    expectTypeOf(request).toEqualTypeOf<IncomingMessage>();
  });
  viber.on('error', (error) => {
    expectTypeOf(error).toExtend<ViberError>();
    expectTypeOf(error).toExtend<AnyViberError>();
    if (error.code === 'listener_failed') expectTypeOf(error.acknowledged).toEqualTypeOf<boolean>();
  });
}

/** `message:<type>` narrows to messages of that type. */
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

/** The pattern decides the type of the match. */
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
  const onEither = ({ sender }: MessageCallback, { reply: send }: ReplyContext) =>
    send({ type: 'text', text: sender.id });
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
  // @ts-expect-error a string matches itself
  viber.onText(anyString, onOrder);
  // @ts-expect-error no match without a pattern
  viber.on('unmatched_text', (_arrived, context) => context.match);
}

/** A listener may serve several events, and knows the fields that they share. */
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

/** Listeners may be async, take fewer parameters, and be removed; calls can be chained. */
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
  // @ts-expect-error an event that Viber lists but this package does not know
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
  // @ts-expect-error a listener with more parameters than arguments
  viber.on('error', (error: ViberError, request: IncomingMessage) => [error, request]);
  // @ts-expect-error emitted without its context
  viber.emit('message', callback);
  // @ts-expect-error a callback of another event
  viber.emit('seen', callback, { account: 'default', receivedAt: new Date(), reply });
}

/** `context.reply` exists exactly if there is a user to reply to. */
export function replies(): void {
  // @ts-expect-error the check call has no user
  viber.on('webhook', (_arrived, context) => context.reply);
  // @ts-expect-error the user of an unrecognized callback is unknown
  viber.on('unrecognized', (_arrived, context) => context.reply);
  // @ts-expect-error a duplicate has already been handled
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

/** A queue may fail after the response. */
export function lateErrors(): void {
  viber.on('error', (error) => {
    if (error.code === 'queue_failed') expectTypeOf(error).toEqualTypeOf<ViberQueueError>();
  });
}
