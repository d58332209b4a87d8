import { withOrigin } from '../../errors';
import type { AnyCallbackContext, ReplyContext } from '../callback/contexts';
import type { ViberEmitter, ViberEvent } from '../callback/events';
import type { ReceivedCallback } from '../callback/received-callback';
import type { ClientSource } from '../client-source';
import type { WebhookSettings } from '../options';
import { FairCache } from '../../shared/fair-cache';
import type { CallbackQueue } from '../queue/callback-queue';
import { enqueue } from '../queue/enqueue';
import { callbackContext } from './callback-context';
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

/** The memory for redeliveries of what has failed or is still running, in characters of the callbacks' bodies. */
const MAX_UNFINISHED_CHARACTERS = 32 * 1024 * 1024;

/** Counted for each of them besides its body, which the match of a text pattern may keep alive. */
const TASKS_CHARACTERS = 2048;

/** Longer than Viber redelivers. */
const UNFINISHED_TTL_MS = 7_200_000;

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
  /** The listeners of callbacks of which one has failed or is still running, for a redelivery. */
  readonly #unfinished: FairCache<readonly ListenerTask[]>;

  constructor(emitter: ViberEmitter, settings: WebhookSettings, clientOf: ClientSource) {
    this.#emitter = emitter;
    this.#settings = settings;
    this.#clientOf = clientOf;
    this.textPatterns = new TextPatterns(settings.textMatching);
    const { duplicates, ordered } = settings;
    this.#unfinished = new FairCache({
      ttlMs: duplicates === false ? UNFINISHED_TTL_MS : duplicates.ttlMs,
      maxWeight: MAX_UNFINISHED_CHARACTERS,
    });
    this.#userQueues = ordered === false ? undefined : new UserQueues(ordered.giveUpAfterMs);
  }

  /** Where callbacks go before they are acknowledged. */
  get destination(): 'listeners' | 'queue' {
    return this.#settings.queue === undefined ? 'listeners' : 'queue';
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
   */
  dispatch(callback: ReceivedCallback, key: string, timeoutMs: number): Dispatch {
    const { queue } = this.#settings;
    if (queue !== undefined) return this.#toQueue(queue, callback, key, timeoutMs);
    const run = this.#newRun(callback);
    const welcome = this.#startWelcome(run, callback);
    const tasks = this.#startListeners(run, callback, key);
    if (run.isSettled && !run.hasFailed) {
      this.#unfinished.delete(key);
      return DONE;
    }
    const acknowledged = run.acknowledgement(timeoutMs);
    return {
      acknowledgement: acknowledged.then(() => welcome?.take() ?? {}),
      succeeded: this.#settled(run, tasks, key, callback, acknowledged),
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
    this.#remember(tasks, key, callback);
    const completion = run.completion();
    void this.#settled(run, tasks, key, callback, completion);
    await completion;
  }

  /** Creates the second argument of a callback's listeners. */
  contextOf(callback: ReceivedCallback): AnyCallbackContext {
    return callbackContext(callback, this.#clientOf, this.#settings);
  }

  /** Adds the callback to the queue. The welcome handler runs here, since its message is the response. */
  #toQueue(queue: CallbackQueue, callback: ReceivedCallback, key: string, timeoutMs: number): Dispatch {
    const stored = enqueue(queue, callback, key, timeoutMs);
    const run = this.#newRun(callback);
    const welcome = this.#startWelcome(run, callback);
    const acknowledged = run.acknowledgement(timeoutMs, stored.inTime);
    return {
      acknowledgement: acknowledged.then(() => welcome?.take() ?? {}),
      succeeded: Promise.allSettled([acknowledged, run.settled(), stored.done]).then(
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

  /** Remembers the listeners if one is unfinished when the response is decided, until none is. Resolves when all have settled. */
  async #settled(
    run: CallbackRun,
    tasks: readonly ListenerTask[],
    key: string,
    callback: ReceivedCallback,
    decided: Promise<void>,
  ): Promise<boolean> {
    await decided.catch(() => undefined);
    if (!areFinished(tasks)) this.#remember(tasks, key, callback);
    await run.settled();
    if (areFinished(tasks) && this.#unfinished.get(key) === tasks) this.#unfinished.delete(key);
    return run.hasSucceeded;
  }

  #remember(tasks: readonly ListenerTask[], key: string, { account, body }: ReceivedCallback): void {
    this.#unfinished.set(key, tasks, account, TASKS_CHARACTERS + body.length);
  }

  /** Starts the listeners, those of an earlier delivery if it has left some unfinished. */
  #startListeners(run: CallbackRun, callback: ReceivedCallback, key: string): readonly ListenerTask[] {
    const tasks = this.#unfinished.get(key) ?? findListeners(this.#emitter, this.textPatterns, callback);
    const context = this.contextOf(callback);
    const start = (task: ListenerTask) => task.start(run, this.#emitter, callback, context);
    const { userKey } = callback;
    const userQueues = this.#userQueues;
    if (userQueues === undefined || userKey === undefined) {
      for (const task of tasks) run.waitFor(start(task));
      return tasks;
    }
    const startAll = () => {
      const running = tasks.map(start).filter((work) => work !== undefined);
      return running.length === 0 ? undefined : Promise.all(running);
    };
    // The run waits for the user's queue, not for the listeners: once the queue gives up on one, nothing waits for it.
    run.call(() => userQueues.run(userKey, startAll));
    return tasks;
  }

  #startWelcome(run: CallbackRun, callback: ReceivedCallback): Welcome | undefined {
    const { recognition } = callback;
    const handler = this.welcomeHandler;
    if (handler === undefined || !recognition.recognized) return undefined;
    const started = recognition.callback;
    if (started.event !== 'conversation_started') return undefined;
    const welcome = new Welcome(this.#settings, (error) => {
      const kind = error.code === 'welcome_late' ? 'late' : 'permanent';
      emitError(this.#emitter, withOrigin(error, { ...callback.origin, kind }));
    });
    const context = this.contextOf(callback) as ReplyContext;
    run.call(() => welcome.prepare(() => handler(started, context)));
    return welcome;
  }
}

function areFinished(tasks: readonly ListenerTask[]): boolean {
  return tasks.every(({ isFinished }) => isFinished);
}
