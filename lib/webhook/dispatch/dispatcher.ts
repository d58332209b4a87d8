import { LRUCache } from 'lru-cache';
import type { CallOptions } from '../../client/call-options';
import type { SendMessageRequest } from '../../client/viber-client';
import { withOrigin } from '../../errors';
import type { ReceivedMessage } from '../../protocol/callbacks/received-messages';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { AnyCallbackContext, ReplyContext, ViberEmitter } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ClientSource } from '../client-source';
import type { WebhookSettings } from '../options';
import { enqueue } from '../queue/enqueue';
import { CallbackRun } from './callback-run';
import { emitError } from './emit';
import { findListeners } from './find-listeners';
import type { ListenerTask } from './listener-task';
import { TextPatterns } from './text-patterns';
import { UserQueues } from './user-queues';
import type { Acknowledgement, WelcomeHandler } from './welcome';
import { Welcome } from './welcome';

/** A callback that was dispatched. */
export interface Dispatch {
  /** Resolves when the callback may be acknowledged; rejects if Viber must redeliver it. */
  acknowledgement: Promise<Acknowledgement>;
  /** Resolves when all work has settled, possibly after the acknowledgement: whether nothing is left for a redelivery. */
  succeeded: Promise<boolean>;
  /** Whether anything has failed so far, for good or not. */
  hasFailed: () => boolean;
}

/** Callbacks whose failed or running listeners are remembered for a redelivery. */
const MAX_UNFINISHED_RUNS = 10_000;

/** Characters of their bodies, which the matches of text patterns may keep alive. */
const MAX_UNFINISHED_CHARACTERS = 32 * 1024 * 1024;

/** The dispatch of a callback whose listeners are synchronous, as most are: nothing is left to wait for. */
export const DONE: Dispatch = {
  acknowledgement: Promise.resolve({}),
  succeeded: Promise.resolve(true),
  hasFailed: () => false,
};

/** Passes callbacks to the listeners of this process or to the queue. */
export class Dispatcher {
  readonly textPatterns: TextPatterns;
  welcomeHandler: WelcomeHandler | undefined;
  readonly #emitter: ViberEmitter;
  readonly #settings: WebhookSettings;
  readonly #clientOf: ClientSource;
  readonly #userQueues: UserQueues | undefined;
  readonly #unfinishedRuns: LRUCache<string, CallbackRun> | undefined;

  constructor(emitter: ViberEmitter, settings: WebhookSettings, clientOf: ClientSource) {
    this.#emitter = emitter;
    this.#settings = settings;
    this.#clientOf = clientOf;
    this.textPatterns = new TextPatterns(settings.textMatching);
    const { duplicates, ordered } = settings;
    this.#unfinishedRuns =
      duplicates === false
        ? undefined
        : new LRUCache({
            max: Math.min(duplicates.max, MAX_UNFINISHED_RUNS),
            maxSize: MAX_UNFINISHED_CHARACTERS,
            sizeCalculation: ({ bodyLength }) => 1 + bodyLength,
            ttl: duplicates.ttlMs,
            ttlResolution: 1000,
            perf: performance,
          });
    this.#userQueues = ordered === false ? undefined : new UserQueues(ordered.giveUpAfterMs);
  }

  /** Where callbacks go before they are acknowledged. */
  get destination(): 'listeners' | 'queue' {
    return this.#settings.queue === undefined ? 'listeners' : 'queue';
  }

  /** Whether its user's queue in this process has room for the callback. */
  hasRoomFor({ userKey }: ReceivedCallback): boolean {
    if (this.destination === 'queue' || this.#userQueues === undefined || userKey === undefined) return true;
    return this.#userQueues.hasRoomFor(userKey);
  }

  /**
   * Starts the work for a callback that a request waits for. A redelivery runs the listeners that have neither succeeded
   * nor permanently failed, and joins those that are still running.
   *
   * @param key - the key of the callback
   * @param timeoutMs - milliseconds until the acknowledgement is due
   */
  dispatch(callback: ReceivedCallback, key: string, timeoutMs: number): Dispatch {
    const { queue } = this.#settings;
    const stored = queue === undefined ? undefined : enqueue(queue, callback, key, timeoutMs);
    const run = this.#beginRun(callback, stored === undefined ? key : undefined);
    const welcome = this.#startWelcome(run, callback);
    if (stored === undefined) this.#startListeners(run, callback);
    if (stored === undefined && run.isSettled && !run.hasFailed) {
      this.#unfinishedRuns?.delete(key);
      return DONE;
    }
    const acknowledged = run.acknowledgement(timeoutMs, stored?.inTime);
    const succeeded =
      stored === undefined
        ? this.#settled(run, key, acknowledged)
        : Promise.allSettled([acknowledged, run.settled(), stored.done]).then(
            (outcomes) => run.hasSucceeded && outcomes.every(({ status }) => status === 'fulfilled'),
          );
    return {
      acknowledgement: acknowledged.then(() => welcome?.take() ?? {}),
      succeeded,
      hasFailed: () => run.hasFailed,
    };
  }

  /**
   * Runs the listeners of a callback from the queue. A further attempt in this process runs only what is left.
   *
   * @throws {@link ViberListenerError} if a listener fails
   */
  async process(callback: ReceivedCallback): Promise<void> {
    const { key } = callback;
    const run = this.#beginRun(callback, key);
    this.#startListeners(run, callback);
    this.#unfinishedRuns?.set(key, run);
    const completion = run.completion();
    void this.#settled(run, key, completion);
    await completion;
  }

  /** Creates the second argument of a callback's listeners. */
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

  /** Returns the run of an earlier delivery that has not finished, or else a new one. */
  #beginRun(callback: ReceivedCallback, key: string | undefined): CallbackRun {
    const earlier = key === undefined ? undefined : this.#unfinishedRuns?.get(key);
    if (earlier !== undefined) {
      earlier.begin();
      return earlier;
    }
    const tasks = key === undefined ? [] : findListeners(this.#emitter, this.textPatterns, callback);
    return new CallbackRun(callback, tasks, (error) => {
      emitError(this.#emitter, error);
    });
  }

  /** Remembers a run that has not succeeded when its response is decided, until it has. Resolves when it has settled. */
  async #settled(run: CallbackRun, key: string, decided: Promise<void>): Promise<boolean> {
    await decided.catch(() => undefined);
    if (run.isSettled && run.hasSucceeded) {
      this.#unfinishedRuns?.delete(key);
      return true;
    }
    this.#unfinishedRuns?.set(key, run);
    await run.settled();
    if (run.hasSucceeded && this.#unfinishedRuns?.peek(key) === run) this.#unfinishedRuns.delete(key);
    return run.hasSucceeded;
  }

  #startListeners(run: CallbackRun, callback: ReceivedCallback): void {
    const context = this.contextOf(callback);
    const start = (task: ListenerTask) => run.start(task, () => task.call(this.#emitter, callback, context));
    const { userKey } = callback;
    const userQueues = this.#userQueues;
    if (userQueues === undefined || userKey === undefined) {
      for (const task of run.tasks) run.waitFor(start(task));
      return;
    }
    const startAll = () => {
      const running = run.tasks.map(start).filter((work) => work !== undefined);
      return running.length === 0 ? undefined : Promise.all(running);
    };
    // The run waits for the user's queue, not for the listeners: once the queue gives up on one, nothing waits for it.
    run.waitFor(run.call(() => userQueues.run(userKey, startAll)));
  }

  #startWelcome(run: CallbackRun, callback: ReceivedCallback): Welcome | undefined {
    const { recognition } = callback;
    const handler = this.welcomeHandler;
    if (handler === undefined || !recognition.recognized) return undefined;
    const started = recognition.callback;
    if (started.event !== 'conversation_started') return undefined;
    const { account, event, messageToken } = callback;
    const welcome = new Welcome(this.#settings, (error) => {
      const kind = error.code === 'welcome_late' ? 'late' : 'permanent';
      emitError(this.#emitter, withOrigin(error, { account, event, messageToken, kind }));
    });
    const context = this.contextOf(callback) as ReplyContext;
    run.waitFor(run.call(() => welcome.prepare(() => handler(started, context))));
    return welcome;
  }
}
