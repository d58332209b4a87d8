import { EventEmitter } from 'node:events';
import type { CallOptions } from '../client/call-options';
import type { SetWebhookOptions } from '../client/set-webhook-options';
import type { ViberClient } from '../client/viber-client';
import type { SetWebhookResponse } from '../protocol/api/api-responses';
import type { WebhookRequest } from './account';
import type { ViberEmitter, ViberEvent, ViberListener } from './callback/events';
import { InFlight } from './callback/in-flight';
import { warnOfUnknownEvent } from './callback/known-events';
import type { ClientSource } from './client-source';
import { clientSource } from './client-source';
import { Dispatcher } from './dispatch/dispatcher';
import type { TextListener, TextPattern } from './dispatch/text-patterns';
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
import { Receiver } from './request/receive';
import type { WebhookResponse } from './request/response';

const TypedEmitter = EventEmitter as new () => ViberEmitter;

/** A callback as a host without `node:http` or `fetch` hands it over. */
export interface ReceivedRequest {
  /** The exact bytes of the body, or its text if the bytes are its UTF-8 encoding. */
  body: Uint8Array | string;
  /** From the header or the `sig` parameter; {@link readSignature} finds it. */
  signature: string | undefined;
  /** What an `authToken` function gets. */
  request?: WebhookRequest;
}

/**
 * A Viber bot's webhook: mount its middleware, listen to its events, register it.
 *
 * Listeners may be async. The callback is acknowledged when all of them have settled, or after `ackTimeoutMs`. If one
 * fails before that, the response is a 500, so that Viber redelivers the callback.
 *
 * @example
 * const viber = new ViberWebhook({ authToken: process.env.VIBER_AUTH_TOKEN, sender: { name: 'Echo' } });
 * viber.on('message:text', ({ message }, { reply }) => reply({ type: 'text', text: message.text }));
 * app.use('/viber', viber.middleware());
 */
export class ViberWebhook extends TypedEmitter {
  /**
   * Handles a request of the Fetch API: in Next.js, Hono, Bun, Deno. Works unbound. A failure is emitted as `error`.
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

  /** Adds a listener, as in Node. An unknown event is a process warning. The other methods that add one do the same. */
  override on<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this {
    warnOfUnknownEvent(event);
    return super.on(event, listener);
  }

  override addListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this {
    return this.on(event, listener);
  }

  override prependListener<Event extends ViberEvent>(event: Event, listener: ViberListener<Event>): this {
    warnOfUnknownEvent(event);
    return super.prependListener(event, listener);
  }

  /**
   * The request handler, for `app.use` or `app.post`. Requests other than POST go to `next()`. Mount it before any body
   * parser, or let the parser keep the bytes in `req.rawBody`.
   */
  middleware(): ViberMiddleware {
    // `this` is lost when the method is mounted without being called.
    if (!(this instanceof ViberWebhook)) throw new TypeError('Call the method: app.use(viber.middleware()).');
    return this.#middleware;
  }

  /**
   * Receives a callback without HTTP, for hosts such as Lambda. Resolves with the response to send. A failure of the
   * application is in its `error`, and is not reported anywhere else.
   *
   * @example
   * const { status, headers, body, error } = await viber.receive({ body: event.body, signature });
   * if (error) console.error(error);
   */
  async receive({ body, signature, request }: ReceivedRequest): Promise<WebhookResponse> {
    return this.#receiver.receive({ body, signature, request });
  }

  /**
   * Sets the one handler whose message is the response to `conversation_started`, the only moment at which a bot may
   * write to a user who has not written to it.
   *
   * @throws `Error` if there is a handler already: the response has room for one message
   */
  welcome(handler: WelcomeHandler): this {
    if (typeof handler !== 'function') throw new TypeError('welcome takes a function.');
    if (this.#dispatcher.welcomeHandler !== undefined) {
      throw new Error('A welcome handler is set already. The response has room for one message.');
    }
    this.#dispatcher.welcomeHandler = handler;
    return this;
  }

  /**
   * Listens to texts that match a pattern: a string must equal the whole text, which is what a tapped reply button sends
   * as its `ActionBody`; a regular expression is matched from the start of each text, with `g` or `y` too. If several
   * patterns match, `textMatching` decides; if none does, `unmatched_text` is emitted. These listeners are awaited like
   * others, and called after those of `message:text`.
   *
   * A user may send 7000 characters: a regular expression that backtracks without end blocks the process.
   *
   * @throws `TypeError` if the pattern is neither, or the listener is not a function
   */
  onText<Pattern extends TextPattern>(pattern: Pattern, listener: TextListener<Pattern>): this {
    this.#dispatcher.textPatterns.add(pattern, listener);
    return this;
  }

  /**
   * Registers the webhook. Viber calls it before it responds, so call this when the server is listening.
   *
   * @throws {@link ViberWebhookUrlError} before anything is sent, `TypeError` for an unknown option or event,
   * {@link ViberApiError} with a hint if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async setWebhook(options: SetWebhookOptions, callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    const webhook = {
      client: this.client,
      isListeningTo: (event: ViberEvent) =>
        this.listenerCount(event) > 0 ||
        (event === 'conversation_started' && this.#dispatcher.welcomeHandler !== undefined),
      checkCall: this.#checkCall,
    };
    return registerWebhook(webhook, options, callOptions);
  }

  /**
   * Removes the webhook; users can no longer write to the bot.
   *
   * @throws {@link ViberApiError} if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async removeWebhook(callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    return this.client.removeWebhook(callOptions);
  }

  /**
   * The client that replies and registers.
   *
   * @throws `TypeError` if `authToken` is a function, since each bot then has a token of its own: create a
   * {@link ViberClient}
   */
  get client(): ViberClient {
    return this.#clientOf(undefined);
  }

  /**
   * Runs the listeners of a callback from the `queue`, in a worker: `new Worker(name, (job) => viber.process(job))`.
   * Resolves when all of them have. A further attempt at the job runs all of them again.
   *
   * @throws {@link ViberListenerError} if a listener fails, so that the job fails; `TypeError` if the job is not that of a
   * callback, {@link ViberRequestError} if its `body` is not JSON
   */
  async process(job: CallbackJob, { authToken }: ProcessOptions = {}): Promise<void> {
    await processJob(job.data, authToken, this.#inFlight, this.#dispatcher);
  }

  /**
   * Shuts down. New requests, and those whose body is still arriving, get a 503, so that Viber redelivers them to another
   * process or after the restart. What is in flight may finish, including listeners that outlast their acknowledgement.
   * May be called again. Close the HTTP server before or after it. Close a worker of the queue before it: jobs still run
   * and are waited for, since rejecting one would cost it an attempt.
   *
   * @returns what was still in flight after `timeoutMs`
   * @throws `TypeError` for an unknown or invalid option; nothing is closed then
   */
  async close(options: CloseOptions = {}): Promise<CloseResult> {
    const unfinished = await this.#inFlight.drain(parseCloseOptions(options).timeoutMs);
    return {
      unfinished: unfinished.map(({ account, event, receivedAt }) => ({ account, event, receivedAt })),
    };
  }

  /** Closes with the default timeout, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
