import type { CallOptions } from '../client/call-options';
import type { SetWebhookOptions } from '../client/set-webhook-options';
import type { ViberClient } from '../client/viber-client';
import type { SetWebhookResponse } from '../protocol/api/api-responses';
import type { ViberEvent } from './callback/events';
import { InFlight } from './callback/in-flight';
import { WebhookEmitter } from './callback/webhook-emitter';
import type { ClientSource } from './client-source';
import { clientSource } from './client-source';
import { Dispatcher } from './dispatch/dispatcher';
import type { TextListener, TextPattern } from './dispatch/text-patterns';
import type { UseHandler } from './dispatch/use-handlers';
import type { WelcomeHandler } from './dispatch/welcome';
import type { CloseOptions, CloseResult, ViberWebhookOptions } from './options';
import { parseCloseOptions, parseWebhookOptions } from './options';
import type { CallbackJob, ProcessOptions } from './queue/process-job';
import { processJob } from './queue/process-job';
import { CheckCall } from './registration/check-call';
import { registerWebhook } from './registration/register-webhook';
import type { FetchHandler } from './request/fetch';
import { createFetchHandler } from './request/fetch';
import type { ViberMiddleware } from './request/middleware';
import { createMiddleware } from './request/middleware';
import type { ReceivedRequest } from './request/receive';
import { Receiver } from './request/receive';
import type { WebhookResponse } from './request/response';

/**
 * A Viber bot's webhook. Mount its middleware, listen to its events, and register it with Viber.
 *
 * Listeners may be async. The callback is acknowledged when all of them have settled, or after `ackTimeoutMs`. If one
 * fails before that, the response is a 500, so that Viber redelivers the callback, and the redelivery runs only what has
 * failed. A failure that no redelivery can fix, such as a {@link PermanentError}, is emitted as `error` instead, and the
 * callback is acknowledged.
 *
 * @typeParam State - the type of `context.state`, which handlers of `use` fill
 * @example
 * const viber = new ViberWebhook({ authToken: process.env.VIBER_AUTH_TOKEN, sender: { name: 'Echo' } });
 * viber.on('message:text', ({ message }, { reply }) => reply(message.text));
 * app.use('/viber', viber.middleware());
 */
export class ViberWebhook<State extends object = Record<string, unknown>> extends WebhookEmitter<State> {
  /**
   * Handles a Fetch API request (Next.js, Hono, Bun, Deno). Works unbound. A failure is emitted as `error`.
   *
   * @example export const POST = viber.fetch;
   */
  readonly fetch: FetchHandler;
  readonly #clientOf: ClientSource;
  readonly #dispatcher: Dispatcher;
  readonly #inFlight: InFlight;
  readonly #receiver: Receiver;
  readonly #middleware: ViberMiddleware;
  readonly #checkCall = new CheckCall();

  /** @throws `TypeError` if an option is missing, unknown or invalid */
  constructor(options: ViberWebhookOptions) {
    super();
    const settings = parseWebhookOptions(options);
    this.#clientOf = clientSource(settings);
    this.#inFlight = new InFlight(settings.maxInFlight);
    this.#dispatcher = new Dispatcher(this, settings, this.#clientOf);
    this.#receiver = new Receiver({
      settings,
      emitter: this,
      inFlight: this.#inFlight,
      dispatcher: this.#dispatcher,
      checkCall: this.#checkCall,
    });
    this.#middleware = createMiddleware(this.#receiver, settings.bodyLimitBytes);
    this.fetch = createFetchHandler(this.#receiver, settings.bodyLimitBytes);
  }

  /**
   * Returns the request handler, for `app.use` or `app.post`. Requests other than POST go to `next()`. Mount it before
   * any body parser, or have the parser keep the exact bytes in `req.rawBody`.
   */
  middleware(): ViberMiddleware {
    // `this` is lost when the method is mounted without being called.
    if (!(this instanceof ViberWebhook)) {
      throw new TypeError('middleware was mounted without being called. Write app.use(viber.middleware()).');
    }
    return this.#middleware;
  }

  /**
   * Receives a callback without HTTP, for hosts such as Lambda. Resolves with the response to send. If the application
   * failed, the response has an `error`, which is not reported anywhere else. Listeners may start before it returns.
   *
   * @example
   * const { status, headers, body, error } = await viber.receive({ body: event.body, signature });
   * if (error) console.error(error);
   */
  async receive({ body, signature, request }: ReceivedRequest): Promise<WebhookResponse> {
    return this.#receiver.receive({ body, signature, request });
  }

  /**
   * Sets the handler whose message is the response to `conversation_started`. This is the only message that a user
   * receives without being subscribed to the bot.
   *
   * @throws `Error` if a handler is already set, `TypeError` if `handler` is not a function
   */
  welcome(handler: WelcomeHandler): this {
    if (typeof handler !== 'function') throw new TypeError('welcome takes a function, not a message.');
    if (this.#dispatcher.welcomeHandler !== undefined) {
      throw new Error('A welcome handler is already set. The response has room for only one message.');
    }
    this.#dispatcher.welcomeHandler = handler;
    return this;
  }

  /**
   * Adds a listener for texts that match a pattern. A string must equal the whole text, for example the `ActionBody`
   * that a tapped reply button sends. A regular expression is applied to each text from its beginning, even with the
   * `g` or `y` flag. If several patterns match, `textMatching` decides which listeners are called. If none matches,
   * `unmatched_text` is emitted. These listeners are called after those of `message:text` and are awaited like them.
   *
   * An array of patterns calls its listener once, with the match of the first pattern that matches.
   *
   * A text can have 7000 characters, so a regular expression that backtracks excessively can block the process.
   *
   * @example
   * viber.onText(['menu', /^\/start\b/i], (callback, { reply }) => reply('What would you like?'));
   *
   * @throws `TypeError` if a pattern or the listener is invalid, or there is no pattern
   */
  onText<Pattern extends TextPattern>(
    patterns: Pattern | readonly Pattern[],
    listener: TextListener<Pattern, State>,
  ): this {
    this.#dispatcher.textPatterns.add(patterns, listener);
    return this;
  }

  /**
   * Adds a handler around the listeners of each callback, for sessions, tracing or a policy for errors. The first one added
   * is the outermost. Handlers and listeners share `context.state`. {@link UseHandler} has the rules for handlers.
   *
   * @example
   * const viber = new ViberWebhook<{ session: Session }>({ authToken });
   * viber.use(async (callback, { account, state }, next) => {
   *   state.session = await loadSession(account, callbackUserId(callback));
   *   await next();
   *   await saveSession(state.session);
   * });
   *
   * @throws `TypeError` if it is not a function
   */
  use(handler: UseHandler<State>): this {
    this.#dispatcher.addUseHandler(handler);
    return this;
  }

  /**
   * Registers the webhook with Viber. Viber calls the URL before it responds, so the server must already be listening.
   *
   * @throws {@link ViberWebhookUrlError} or `TypeError` for an invalid URL, option or event, before anything is sent;
   * {@link ViberApiError} with a hint if Viber refuses; {@link ViberConnectionError} after three retries
   */
  async setWebhook(options: SetWebhookOptions, callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    const webhook = {
      client: this.client,
      isListeningTo: (event: ViberEvent) =>
        this.listenerCount(event) > 0 || this.#dispatcher.hasWelcomeFor(event),
      checkCall: this.#checkCall,
    };
    return registerWebhook(webhook, options, callOptions);
  }

  /**
   * Removes the webhook, so that users can no longer write to the bot.
   *
   * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async removeWebhook(callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    return this.client.removeWebhook(callOptions);
  }

  /**
   * The client that sends replies and registers the webhook.
   *
   * @throws `TypeError` if `authToken` is a function: each bot then has its own, which is `context.client` in a listener
   */
  get client(): ViberClient {
    return this.#clientOf(undefined);
  }

  /**
   * Runs the listeners of a callback from the `queue`, in a worker: `new Worker(name, (job) => viber.process(job))`.
   * Resolves once all of them have succeeded. Another attempt at the job in this process runs only those that have
   * neither succeeded nor failed permanently; in another process it runs all of them.
   *
   * @throws {@link ViberListenerError} if a listener fails, so that the job fails. If all failures are permanent, its
   * `name` is `UnrecoverableError`, for which BullMQ makes no further attempt. `TypeError` if the job's data is not a
   * callback; {@link ViberRequestError} if its `body` is not JSON
   */
  async process(job: CallbackJob, { authToken }: ProcessOptions = {}): Promise<void> {
    await processJob(job.data, authToken, this.#inFlight, this.#dispatcher);
  }

  /**
   * Shuts down gracefully. New requests, and those whose body is still arriving, get a 503, so that Viber redelivers
   * the callback to another process or after a restart. Callbacks in flight can finish, including listeners that are
   * still running after the acknowledgement. It may be called more than once. The HTTP server can be closed before or
   * after. Close a queue worker first: jobs that still arrive run, because rejecting one would cost it an attempt.
   *
   * @returns the callbacks that were still in flight after `timeoutMs`
   * @throws `TypeError` for an unknown or invalid option; the webhook then stays open
   */
  async close(options: CloseOptions = {}): Promise<CloseResult> {
    return { unfinished: await this.#inFlight.drain(parseCloseOptions(options).timeoutMs) };
  }

  /** For `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
