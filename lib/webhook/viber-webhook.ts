import { EventEmitter } from 'node:events';
import { ViberClient } from '../client/viber-client';
import type { SetWebhookAnswer } from '../protocol/api-answers';
import { callbackUserId } from '../protocol/callbacks';
import { ViberBodyParsedError, ViberListenerError } from '../protocol/errors';
import { boundListeners } from './bound-listeners';
import { CheckCall } from './check-call';
import type { Delivery } from './delivery';
import { payloadOf } from './delivery';
import type { AnyCallbackContext, LateError, ReplyContext, ViberEmitter } from './events';
import type { Handling } from './handle';
import { handle } from './handle';
import type { ViberMiddleware } from './middleware';
import { createMiddleware } from './middleware';
import { notify, reportError } from './observe';
import type { ViberWebhookOptions, WebhookSettings } from './options';
import { parseOptions } from './options';
import { createReceiver } from './receive';
import type { RegistrationOptions } from './registration';
import { registerWebhook } from './registration';
import type { TextListener, TextPattern } from './text-patterns';
import { TextPatterns } from './text-patterns';
import type { WelcomeHandler } from './welcome';
import { welcomeBody } from './welcome';

const TypedEmitter = EventEmitter as new () => ViberEmitter;

/**
 * A Viber bot's webhook: mount its middleware, listen to its events, register it.
 *
 * Listeners may be async. The callback is acknowledged when all of them have settled, or after `ackTimeoutMs`; one
 * that fails before that makes the answer a 500, so that Viber repeats the callback.
 */
export class ViberWebhook extends TypedEmitter {
  readonly #settings: WebhookSettings;
  readonly #client: ViberClient | undefined;
  readonly #middleware: ViberMiddleware;
  readonly #checkCall = new CheckCall();
  readonly #reportError = (error: LateError): void => {
    reportError(this, error);
  };
  readonly #textPatterns: TextPatterns;
  #welcomeHandler: WelcomeHandler | undefined;

  /** @throws `TypeError` if an option is missing, unknown or of the wrong type */
  constructor(options: ViberWebhookOptions) {
    super();
    this.#settings = parseOptions(options);
    const { authToken, textMatching } = this.#settings;
    this.#textPatterns = new TextPatterns(textMatching);
    if (authToken !== undefined) this.#client = this.#clientFor(authToken);
    const receive = createReceiver(this.#settings, {
      handle: (delivery, timeoutMs) => this.#handle(delivery, timeoutMs),
      duplicate: (delivery, answer) => {
        this.#checkCall.delivered(delivery, answer);
        notify(this, 'duplicate', payloadOf(delivery), this.#contextOf(delivery));
      },
    });
    this.#middleware = createMiddleware({
      receive,
      refused: (error, req) => {
        this.#checkCall.refused(error);
        notify(this, 'rejected', error, req);
      },
      failed: (error) => {
        this.#checkCall.failed(error);
      },
      report: (error) => {
        const isKnown = error instanceof ViberBodyParsedError || error instanceof ViberListenerError;
        this.#reportError(isKnown ? error : new ViberListenerError('callback', [error], true));
      },
    });
  }

  /**
   * The request handler, for `app.use` or `app.post`. Anything but POST goes on to `next()`. Mount it before any
   * body parser, or let the parser keep the bytes in `req.rawBody`.
   */
  middleware(): ViberMiddleware {
    return this.#middleware;
  }

  /**
   * Sets the one handler whose message is the HTTP reply to `conversation_started`, the only moment when a bot may
   * write to somebody who has not written to it. [doc]
   *
   * @throws `Error` if there is one already: the reply has room for one message
   */
  welcome(handler: WelcomeHandler): this {
    if (typeof handler !== 'function') throw new TypeError('welcome takes a function.');
    if (this.#welcomeHandler !== undefined) {
      throw new Error(
        'There is a welcome handler already. The reply to conversation_started has room for one message.',
      );
    }
    this.#welcomeHandler = handler;
    return this;
  }

  /**
   * Listens to texts that match a pattern: a string is the whole text, which a tapped reply button sends as its
   * `ActionBody`; a regular expression is tried from the start of each text, with `g` or `y` too. Where several match,
   * `textMatching` decides; where none does, `unmatched_text` is emitted. Awaited like listeners, after `message:text`.
   *
   * Anybody may send 7000 characters: an expression that backtracks without end stops the process.
   *
   * @throws `TypeError` if the pattern is neither, or the listener no function
   */
  onText<Pattern extends TextPattern>(pattern: Pattern, listener: TextListener<Pattern>): this {
    this.#textPatterns.add(pattern, listener);
    return this;
  }

  /**
   * Registers the webhook. Viber calls it while it answers, so call this when the server is listening.
   *
   * @throws {@link ViberWebhookUrlError} before anything is sent, `TypeError` for an unknown option or event,
   * {@link ViberApiError} with a hint if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async setWebhook(options: RegistrationOptions): Promise<SetWebhookAnswer> {
    this.#checkCall.forget();
    return registerWebhook(
      {
        client: this.client,
        isListeningTo: (event) =>
          this.listenerCount(event) > 0 ||
          (event === 'conversation_started' && this.#welcomeHandler !== undefined),
        checkCall: () => this.#checkCall.seen,
      },
      options,
    );
  }

  /**
   * Removes the webhook; users can no longer write to the bot.
   *
   * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async removeWebhook(): Promise<SetWebhookAnswer> {
    return this.client.removeWebhook();
  }

  /**
   * The client that replies and registers.
   *
   * @throws `TypeError` if `authToken` is a function, since each bot then has its own: make a {@link ViberClient}
   */
  get client(): ViberClient {
    if (this.#client !== undefined) return this.#client;
    throw new TypeError(
      'This webhook serves many bots, so it has no client of its own. Use new ViberClient({ authToken }) with the token of one.',
    );
  }

  /** The one place where a delivery becomes work. */
  #handle(delivery: Delivery, timeoutMs: number): Handling {
    const context = this.#contextOf(delivery);
    const listeners = boundListeners(this, this.#textPatterns, delivery, context);
    const { recognition } = delivery;
    const event = recognition.recognized ? recognition.callback.event : 'unrecognized';
    const work = { event, listeners, welcome: this.#welcomeFor(delivery, context) };
    const handling = handle(work, timeoutMs, this.#reportError);
    this.#checkCall.delivered(delivery, handling.answer);
    return handling;
  }

  #welcomeFor(
    { recognition }: Delivery,
    context: AnyCallbackContext,
  ): (() => Promise<string | undefined>) | undefined {
    const handler = this.#welcomeHandler;
    if (handler === undefined || !recognition.recognized) return undefined;
    const { callback } = recognition;
    if (callback.event !== 'conversation_started') return undefined;
    return async () => {
      const message = await handler(callback, context as ReplyContext);
      return message === undefined ? undefined : welcomeBody(message, this.#settings);
    };
  }

  #contextOf({ account, receivedAt, recognition }: Delivery): AnyCallbackContext {
    const context = { account: account.account, receivedAt };
    const receiver = recognition.recognized ? callbackUserId(recognition.callback) : undefined;
    if (receiver === undefined) return context;
    return {
      ...context,
      reply: async (message) => {
        const client = this.#client ?? this.#clientFor(account.authTokens[0]);
        return client.sendMessage({ ...message, receiver });
      },
    };
  }

  #clientFor(authToken: string): ViberClient {
    const { apiUrl, sender, allowUnknownFields } = this.#settings;
    return new ViberClient({
      authToken,
      apiUrl,
      allowUnknownFields,
      ...(sender !== undefined && { sender }),
    });
  }
}
