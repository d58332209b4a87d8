import { withOrigin } from '../../errors';
import type { WelcomeContext } from '../callback/contexts';
import type { ViberEmitter, ViberEvent } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ClientSource } from '../client-source';
import type { WebhookSettings } from '../options';
import type { CallbackQueues } from '../queue/choose-queue';
import { chooseQueue } from '../queue/choose-queue';
import { enqueue } from '../queue/enqueue';
import type { UnhandledContext } from './callback-context';
import { callbackContext } from './callback-context';
import { CallbackRun } from './callback-run';
import { emitError } from './emit';
import { findListeners } from './find-listeners';
import type { DeliveredListeners, ListenerTask } from './listener-task';
import { startListeners } from './listener-task';
import { TextPatterns } from './text-patterns';
import { UnfinishedTasks } from './unfinished-tasks';
import type { UseHandler } from './use-handlers';
import { checkedUseHandler, UseHandlers } from './use-handlers';
import { UserQueues } from './user-queues';
import type { Acknowledgement, WelcomeHandler } from './welcome';
import { Welcome } from './welcome';

/** What is left of a callback after its dispatch: work that has not settled, or has failed. */
export interface PendingWork {
  /** Resolves when the callback may be acknowledged; rejects if Viber must redeliver it. */
  acknowledgement: Promise<Acknowledgement>;
  /** Resolves when all work has settled, possibly after the acknowledgement: whether nothing is left for a redelivery. */
  succeeded: Promise<boolean>;
  /** Whether anything has failed so far, for good or not. */
  hasFailed: () => boolean;
}

/** Passes callbacks to the listeners of this process or to the queue. */
export class Dispatcher {
  readonly textPatterns: TextPatterns;
  welcomeHandler: WelcomeHandler | undefined;
  readonly #emitter: ViberEmitter;
  readonly #settings: WebhookSettings;
  readonly #clientOf: ClientSource;
  readonly #userQueues: UserQueues | undefined;
  readonly #unfinished: UnfinishedTasks;
  // Replaced, not changed: a delivery that has begun keeps the handlers that it has begun with.
  #useHandlers: readonly UseHandler[] = [];

  constructor(emitter: ViberEmitter, settings: WebhookSettings, clientOf: ClientSource) {
    this.#emitter = emitter;
    this.#settings = settings;
    this.#clientOf = clientOf;
    this.textPatterns = new TextPatterns(settings.textMatching);
    const { duplicates, ordered } = settings;
    this.#unfinished = new UnfinishedTasks(duplicates);
    this.#userQueues = ordered === false ? undefined : new UserQueues(ordered.giveUpAfterMs);
  }

  /** @throws `TypeError` if it is not a function */
  addUseHandler(handler: unknown): void {
    this.#useHandlers = [...this.#useHandlers, checkedUseHandler(handler)];
  }

  /** Where callbacks go before they are acknowledged. */
  get destination(): 'listeners' | 'queue' {
    return this.#settings.queues === undefined ? 'listeners' : 'queue';
  }

  /** Whether the welcome handler handles the event. */
  hasWelcomeFor(event: ViberEvent): boolean {
    return event === 'conversation_started' && this.welcomeHandler !== undefined;
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
   * @returns `undefined` if everything is done, as with listeners that are synchronous
   */
  dispatch(callback: ReceivedCallback, key: string, timeoutMs: number): PendingWork | undefined {
    const { queues } = this.#settings;
    if (queues !== undefined) return this.#toQueue(queues, callback, key, timeoutMs);
    const run = this.#newRun(callback);
    this.#startWelcome(run, callback);
    const tasks = this.#startListeners(run, callback, key);
    if (run.isSettled && !run.hasFailed) {
      this.#unfinished.forget(key, tasks);
      return undefined;
    }
    // Where duplicates are remembered, another delivery waits for the response of this one, and starts nothing.
    if (this.#settings.duplicates === false) this.#unfinished.remember(key, tasks, callback);
    const acknowledgement = run.acknowledgement(timeoutMs);
    return {
      acknowledgement,
      succeeded: this.#settled(run, tasks, key, callback, acknowledgement),
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
    const run = this.#newRun(callback);
    const tasks = this.#startListeners(run, callback, key);
    this.#unfinished.remember(key, tasks, callback);
    const completion = run.completion();
    void this.#settled(run, tasks, key, callback, completion);
    await completion;
  }

  /** Creates the context of a callback outside of `use`. */
  contextOf(callback: ReceivedCallback): UnhandledContext {
    return callbackContext(callback, this.#clientOf, this.#settings);
  }

  /** Adds the callback to its queue. The welcome handler runs here, since its message is the response. */
  #toQueue(queues: CallbackQueues, callback: ReceivedCallback, key: string, timeoutMs: number): PendingWork {
    const stored = enqueue(chooseQueue(queues, callback, key), callback, key, timeoutMs);
    const run = this.#newRun(callback);
    this.#startWelcome(run, callback);
    const acknowledgement = run.acknowledgement(timeoutMs, stored.inTime);
    return {
      acknowledgement,
      succeeded: Promise.allSettled([acknowledgement, run.settled(), stored.done]).then(
        (outcomes) => run.hasSucceeded && outcomes.every(({ status }) => status === 'fulfilled'),
      ),
      hasFailed: () => run.hasFailed,
    };
  }

  #newRun({ origin }: ReceivedCallback): CallbackRun {
    return new CallbackRun(origin, (error) => {
      emitError(this.#emitter, error);
    });
  }

  /**
   * Remembers the listeners if the callback has failed or is unfinished when the response is decided, until nothing is
   * left. Resolves when all work has settled.
   */
  async #settled(
    run: CallbackRun,
    tasks: readonly ListenerTask[],
    key: string,
    callback: ReceivedCallback,
    decided: Promise<unknown>,
  ): Promise<boolean> {
    // Also if the listeners are finished: the redelivery of a callback whose welcome handler has failed runs none of them.
    const isFinished = () => run.isSettled && run.hasSucceeded && areFinished(tasks);
    try {
      await decided;
    } catch {
      // The receiver awaits it too, and handles the error.
    }
    if (!isFinished()) this.#unfinished.remember(key, tasks, callback);
    if (!run.isSettled) await run.settled();
    if (isFinished()) this.#unfinished.forget(key, tasks);
    return run.hasSucceeded;
  }

  /** Starts the listeners, those of an earlier delivery if it has left some unfinished, inside of the `use` handlers. */
  #startListeners(run: CallbackRun, callback: ReceivedCallback, key: string): readonly ListenerTask[] {
    const tasks = this.#unfinished.get(key) ?? findListeners(this.#emitter, this.textPatterns, callback);
    const context = Object.assign(this.contextOf(callback), { state: {} });
    const listeners = { tasks, emitter: this.#emitter, callback, context };
    const { userKey } = callback;
    const userQueues = this.#userQueues;
    if (userQueues === undefined || userKey === undefined) {
      for (const work of this.#startHandlers(run, listeners)) run.waitFor(work);
      return tasks;
    }
    // The run waits for the user's queue, not for the listeners: once the queue gives up on one, nothing waits for it.
    run.call(() =>
      userQueues.run(userKey, () => {
        const running = this.#startHandlers(run, listeners);
        return running.length === 0 ? undefined : Promise.all(running);
      }),
    );
    return tasks;
  }

  #startHandlers(run: CallbackRun, listeners: DeliveredListeners): Promise<void>[] {
    if (this.#useHandlers.length === 0) return startListeners(listeners, run);
    return [new UseHandlers(this.#useHandlers, listeners, run).start()];
  }

  #startWelcome(run: CallbackRun, callback: ReceivedCallback): void {
    const { recognition } = callback;
    const handler = this.welcomeHandler;
    if (handler === undefined || !recognition.recognized) return;
    const started = recognition.callback;
    if (started.event !== 'conversation_started') return;
    const welcome = new Welcome(this.#settings, (error) => {
      const kind = error.code === 'welcome_late' ? 'late' : 'permanent';
      emitError(this.#emitter, withOrigin(error, { ...callback.origin, kind }));
    });
    const context = this.contextOf(callback) as WelcomeContext;
    run.welcome = welcome;
    run.call(() => welcome.prepare(() => handler(started, context)));
  }
}

function areFinished(tasks: readonly ListenerTask[]): boolean {
  return tasks.every(({ isFinished }) => isFinished);
}
