import type { CallOptions } from '../../client/call-options';
import type { SendMessageRequest } from '../../client/viber-client';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { AnyCallbackContext, ReplyContext, ReportedError, ViberEmitter } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ClientSource } from '../client-source';
import type { WebhookSettings } from '../options';
import { enqueue } from '../queue/enqueue';
import { CallbackRun } from './callback-run';
import { emitError } from './emit';
import { findListeners } from './find-listeners';
import { TextPatterns } from './text-patterns';
import { UserQueues } from './user-queues';
import type { Acknowledgement, WelcomeHandler } from './welcome';
import { Welcome } from './welcome';

/** A callback that was dispatched. */
export interface Dispatch {
  /** Resolves when the callback may be acknowledged; rejects if Viber must redeliver it. */
  acknowledgement: Promise<Acknowledgement>;
  /** Resolves when all work has settled, also what went on after the acknowledgement: whether all of it succeeded. */
  succeeded: Promise<boolean>;
}

/** The dispatch of a callback whose listeners are synchronous, as most are: nothing is left to wait for. */
const DONE: Dispatch = {
  acknowledgement: Promise.resolve({}),
  succeeded: Promise.resolve(true),
};

/** Turns a callback into work: for the listeners of this process, or for the queue. */
export class Dispatcher {
  readonly textPatterns: TextPatterns;
  welcomeHandler: WelcomeHandler | undefined;
  readonly #emitter: ViberEmitter;
  readonly #settings: WebhookSettings;
  readonly #clientOf: ClientSource;
  readonly #userQueues: UserQueues | undefined;

  constructor(emitter: ViberEmitter, settings: WebhookSettings, clientOf: ClientSource) {
    this.#emitter = emitter;
    this.#settings = settings;
    this.#clientOf = clientOf;
    this.textPatterns = new TextPatterns(settings.textMatching);
    const { ordered } = settings;
    this.#userQueues = ordered === false ? undefined : new UserQueues(ordered.giveUpAfterMs);
  }

  /** Where callbacks go before they are acknowledged. */
  get destination(): 'listeners' | 'queue' {
    return this.#settings.queue === undefined ? 'listeners' : 'queue';
  }

  /** Whether another callback of its user may wait in this process. */
  hasRoomFor({ userKey }: ReceivedCallback): boolean {
    if (this.destination === 'queue' || this.#userQueues === undefined || userKey === undefined) return true;
    return this.#userQueues.hasRoomFor(userKey);
  }

  /**
   * Starts the work that a request waits for.
   *
   * @param key - that of the callback
   * @param timeoutMs - until the acknowledgement is due
   */
  dispatch(callback: ReceivedCallback, key: string, timeoutMs: number): Dispatch {
    const run = this.#newRun(callback);
    const { queue } = this.#settings;
    const stored = queue === undefined ? undefined : enqueue(queue, callback, key, timeoutMs);
    const welcome = this.#startWelcome(run, callback);
    if (stored === undefined) this.#startListeners(run, callback);
    if (stored === undefined && run.isSettled && run.hasSucceeded) return DONE;

    const acknowledged = run.acknowledgement(timeoutMs, stored?.inTime);
    return {
      acknowledgement: acknowledged.then(() => welcome?.take() ?? {}),
      succeeded: Promise.allSettled([acknowledged, run.settled(), stored?.done]).then(
        (outcomes) => run.hasSucceeded && outcomes.every(({ status }) => status === 'fulfilled'),
      ),
    };
  }

  /** Runs the listeners of a callback from the queue. @throws {@link ViberListenerError} if one fails */
  async process(callback: ReceivedCallback): Promise<void> {
    const run = this.#newRun(callback);
    this.#startListeners(run, callback);
    await run.completion();
  }

  /** The second argument of a callback's listeners. */
  contextOf({ account, authToken, receivedAt, userId, payload }: ReceivedCallback): AnyCallbackContext {
    const context = { account, receivedAt };
    if (userId === undefined) return context;
    // Inline bots reply to the chat that the message came from. [sdk]
    const chat_id = 'event' in payload && payload.event === 'message' ? payload.chat_id : undefined;
    const reply = async (message: OutgoingMessage | ReceivedMessage, callOptions?: CallOptions) => {
      // The client makes a received message into an outgoing one.
      const addressed = { ...message, receiver: userId, chat_id } as SendMessageRequest;
      return this.#clientOf(authToken).sendMessage(addressed, callOptions);
    };
    return { ...context, reply };
  }

  #newRun({ event }: ReceivedCallback): CallbackRun {
    return new CallbackRun(event, (error: ReportedError) => {
      emitError(this.#emitter, error);
    });
  }

  #startListeners(run: CallbackRun, callback: ReceivedCallback): void {
    const listeners = findListeners(this.#emitter, this.textPatterns, callback, this.contextOf(callback));
    const { userKey } = callback;
    const userQueues = this.#userQueues;
    if (userQueues === undefined || userKey === undefined) {
      for (const listener of listeners) run.waitFor(run.call(listener));
      return;
    }
    const startAll = () => {
      const running = listeners.map((listener) => run.call(listener)).filter((work) => work !== undefined);
      return running.length === 0 ? undefined : Promise.all(running);
    };
    // The run waits for the turn alone: a listener that its user's queue has given up holds nothing up.
    run.waitFor(run.call(() => userQueues.run(userKey, startAll)));
  }

  #startWelcome(run: CallbackRun, callback: ReceivedCallback): Welcome | undefined {
    const { recognition } = callback;
    const handler = this.welcomeHandler;
    if (handler === undefined || !recognition.recognized) return undefined;
    const started = recognition.callback;
    if (started.event !== 'conversation_started') return undefined;
    const welcome = new Welcome(this.#settings, (error) => {
      emitError(this.#emitter, error);
    });
    const context = this.contextOf(callback) as ReplyContext;
    run.waitFor(run.call(() => welcome.prepare(() => handler(started, context))));
    return welcome;
  }
}
