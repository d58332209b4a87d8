import { EventEmitter } from 'node:events';
import type { CallOptions } from '../client/call-options';
import type { ViberClient } from '../client/viber-client';
import type { SetWebhookResponse } from '../protocol/api/api-responses';
import { ViberBodyParsedError, ViberListenerError, ViberQueueError } from '../errors';
import { CheckCall } from './registration/check-call';
import type { ClientSource } from './client-source';
import { clientSource } from './client-source';
import type { CloseOptions, CloseResult } from './close-options';
import { closeTimeoutMs } from './close-options';
import { payloadOf } from './callback/received-callback';
import { Dispatcher } from './dispatch/dispatcher';
import type { LateError, ViberEmitter, ViberEvent, ViberListener } from './callback/events';
import { InFlight } from './callback/in-flight';
import { warnOfUnknownEvent } from './callback/known-events';
import type { ViberMiddleware } from './request/middleware';
import { createMiddleware } from './request/middleware';
import { notify, reportError } from './dispatch/emit';
import type { ViberWebhookOptions } from './options';
import { parseOptions } from './options';
import type { CallbackJob, ProcessOptions } from './queue/process-job';
import { processJob } from './queue/process-job';
import { createReceiver } from './request/receive';
import type { RegistrationOptions } from './registration/register-webhook';
import { registerWebhook } from './registration/register-webhook';
import type { TextListener, TextPattern } from './dispatch/text-patterns';
import type { WelcomeHandler } from './dispatch/welcome';

const TypedEmitter = EventEmitter as new () => ViberEmitter;

/**
 * A Viber bot's webhook: mount its middleware, listen to its events, register it.
 *
 * Listeners may be async. The callback is acknowledged when all of them have settled, or after `ackTimeoutMs`; one
 * that fails before that makes the answer a 500, so that Viber repeats the callback.
 */
export class ViberWebhook extends TypedEmitter {
  readonly #clientOf: ClientSource;
  readonly #dispatcher: Dispatcher;
  readonly #inFlight: InFlight;
  readonly #middleware: ViberMiddleware;
  readonly #checkCall = new CheckCall();
  readonly #reportError = (error: LateError): void => {
    reportError(this, error);
  };

  /** @throws `TypeError` if an option is missing, unknown or of the wrong type */
  constructor(options: ViberWebhookOptions) {
    super();
    const settings = parseOptions(options);
    this.#clientOf = clientSource(settings);
    const dispatcher = new Dispatcher(this, settings, this.#clientOf, this.#reportError);
    this.#dispatcher = dispatcher;
    this.#inFlight = new InFlight(settings.maxInFlight);
    const receive = createReceiver(settings, this.#inFlight, {
      hasRoomFor: (delivery) => dispatcher.hasRoomFor(delivery),
      handle: (delivery, arrival) => {
        const handling = dispatcher.handle(delivery, arrival);
        this.#checkCall.answered(delivery, handling.answer);
        return handling;
      },
      duplicate: (delivery, answer) => {
        this.#checkCall.answered(delivery, answer);
        notify(this, 'duplicate', payloadOf(delivery), dispatcher.contextOf(delivery));
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
      report: (error, isAcknowledged) => {
        this.#reportError(unheardOf(error, isAcknowledged));
      },
    });
  }

  /** As Node's; a process warning tells of an event that there is not. So do the others, which call it. */
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
   * The request handler, for `app.use` or `app.post`. Anything but POST goes on to `next()`. Mount it before any
   * body parser, or let the parser keep the bytes in `req.rawBody`.
   */
  middleware(): ViberMiddleware {
    // Its `this` is gone where it is mounted without being called.
    if (!(this instanceof ViberWebhook)) throw new TypeError('Call it: app.use(viber.middleware()).');
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
    if (this.#dispatcher.welcomeHandler !== undefined) {
      throw new Error(
        'There is a welcome handler already. The reply to conversation_started has room for one message.',
      );
    }
    this.#dispatcher.welcomeHandler = handler;
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
    this.#dispatcher.textPatterns.add(pattern, listener);
    return this;
  }

  /**
   * Registers the webhook. Viber calls it while it answers, so call this when the server is listening.
   *
   * @throws {@link ViberWebhookUrlError} before anything is sent, `TypeError` for an unknown option or event,
   * {@link ViberApiError} with a hint if Viber refuses, {@link ViberConnectionError} after three retries
   */
  async setWebhook(options: RegistrationOptions, callOptions: CallOptions = {}): Promise<SetWebhookResponse> {
    this.#checkCall.forget();
    return registerWebhook(
      {
        client: this.client,
        isListeningTo: (event) =>
          this.listenerCount(event) > 0 ||
          (event === 'conversation_started' && this.#dispatcher.welcomeHandler !== undefined),
        checkCall: () => this.#checkCall.sentence,
      },
      options,
      callOptions,
    );
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
   * @throws `TypeError` if `authToken` is a function, since each bot then has its own: make a {@link ViberClient}
   */
  get client(): ViberClient {
    return this.#clientOf(undefined);
  }

  /**
   * Runs the listeners of a callback from the `queue`, for the workers: `new Worker(name, (job) => viber.process(job))`.
   * Resolves once all of them have. Running it again, as after a failure or a worker's death, runs all of them again.
   *
   * @throws {@link ViberListenerError} if one of them fails, so that the job does; `TypeError` if the job is no callback's,
   * {@link ViberRequestError} if its `body` is no JSON
   */
  async process(job: CallbackJob, { authToken }: ProcessOptions = {}): Promise<void> {
    await processJob(job.data, authToken, this.#inFlight, (delivery) => this.#dispatcher.process(delivery));
  }

  /**
   * Stops: requests from now on, and those whose body is not there yet, are answered with 503, so that Viber repeats
   * them, to another process or after the restart. What is running may finish, listeners that outlasted their
   * acknowledgement included. May be called again. Close the HTTP server before, or after it; a worker of the queue
   * before: jobs are run and waited for still, since one that is refused would have lost an attempt.
   *
   * @returns what had not finished after `timeoutMs`
   * @throws `TypeError` if the option is misspelled or no such number; nothing is stopped then
   */
  async close(options: CloseOptions = {}): Promise<CloseResult> {
    return { unfinished: await this.#inFlight.drain(closeTimeoutMs(options)) };
  }

  /** For `await using`: closes, with the default patience. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** An error as it is reported where no application gets it, which may have answered by itself. */
function unheardOf(error: unknown, isAcknowledged: boolean): LateError {
  if (error instanceof ViberBodyParsedError || error instanceof ViberQueueError) return error;
  const outcome = isAcknowledged ? 'late' : 'redelivered';
  if (!(error instanceof ViberListenerError)) return new ViberListenerError('request', [error], outcome);
  return isAcknowledged && !error.acknowledged
    ? new ViberListenerError(error.event, error.errors, outcome)
    : error;
}
