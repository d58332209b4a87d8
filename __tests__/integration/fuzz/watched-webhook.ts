import { AsyncLocalStorage } from 'node:async_hooks';
import type { QueuedCallback, ViberWebhookOptions } from '../../../lib/index';
import { PermanentError, ViberWebhook } from '../../../lib/index';
import { AUTH_TOKENS } from './hostile-callbacks';

/** What has happened to a body, in all of its deliveries. */
export interface BodyRecord {
  signedDeliveries: number;
  /** The `message_token` and the digits in `extra` of each callback that listeners got. */
  heard: { token: unknown; digits: unknown }[];
  hasFailed: boolean;
}

/** The account of an `authToken` function that serves no bot under the path `/none`. */
const accountOf: ViberWebhookOptions['authToken'] = (request: Request) =>
  request.url.endsWith('/none') ? undefined : { account: 'named', authToken: AUTH_TOKENS };

/** Webhooks that differ in all that a callback passes through. */
export const VARIANTS: Record<string, Partial<ViberWebhookOptions>> = {
  default: {},
  ordered: { ordered: true },
  'all text patterns': { textMatching: 'all', duplicates: { max: 100 } },
  'no duplicates': { duplicates: false },
  'small bodies': { bodyLimitBytes: 600 },
  named: { authToken: accountOf },
  'no error listener': {},
  queue: { queue: { add: async () => Promise.resolve() } },
};

/** Which listeners fail, by the last two digits of the message token. Real applications throw anything. */
const FAILURES: Record<string, () => unknown> = {
  '00': () => {
    throw new Error('a listener failed');
  },
  '01': () => Promise.reject(new Error('a listener failed')),
  '02': () => {
    throw new PermanentError('a listener failed for good');
  },
  '03': () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- an application may throw anything
    throw undefined;
  },
  '04': () => {
    throw unreadable();
  },
  '05': () => Promise.reject(Object.defineProperty(new Error(), 'stack', { get: () => unreadable().stack })),
  '06': () => Object.defineProperty({}, 'then', { get: () => unreadable().stack }),
};

/** A proxy that throws whatever is done with it. */
function unreadable(): Error {
  const fail = () => {
    throw new Error('unreadable');
  };
  const traps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'] as const;
  return new Proxy(new Error(), Object.fromEntries(traps.map((trap) => [trap, fail])));
}

/** A webhook that records what its listeners get and what it emits. */
export class WatchedWebhook {
  readonly viber: ViberWebhook;
  /** The body that the current code works for. */
  readonly current = new AsyncLocalStorage<BodyRecord>();
  /** The errors it has emitted. */
  readonly errors: unknown[] = [];
  /** The message tokens that listeners got. */
  readonly heardTokens: string[] = [];
  readonly jobs: QueuedCallback[] = [];

  /** @param areListenersFailing - whether listeners fail for some message tokens */
  constructor(variant: string, areListenersFailing: boolean) {
    const options = VARIANTS[variant];
    this.viber = new ViberWebhook({
      authToken: AUTH_TOKENS,
      ackTimeoutMs: 1000,
      ...options,
      ...(options?.queue !== undefined && {
        queue: { add: async (_name, data) => Promise.resolve(this.jobs.push(data)) },
      }),
    });
    const { viber } = this;
    if (variant !== 'no error listener') viber.on('error', (error) => this.errors.push(error));
    viber.on('rejected', (error) => this.errors.push(error));
    viber.on('callback', (callback) => {
      this.#hear(callback);
      return areListenersFailing ? this.#fail(callback.message_token) : undefined;
    });
    viber.on('unrecognized', ({ value }) => {
      this.#hear(value);
    });
    viber.on('message:text', async () => Promise.resolve());
    viber.onText(/^private-words (x+)$/, (_callback, { match }) => match[1]);
    viber.onText('constructor', () => undefined);
    viber.welcome(() => ({ type: 'text', text: 'Hello' }));
  }

  #hear(payload: unknown): void {
    const { message_token: token, extra } = Object(payload) as Record<string, unknown>;
    const { digits } = Object(extra) as Record<string, unknown>;
    if (typeof token === 'string') this.heardTokens.push(token);
    this.current.getStore()?.heard.push({ token, digits });
  }

  #fail(token: string): unknown {
    const failure = FAILURES[token.slice(-2)];
    const record = this.current.getStore();
    if (failure !== undefined && record !== undefined) record.hasFailed = true;
    return failure?.();
  }
}
