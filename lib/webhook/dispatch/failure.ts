import {
  PermanentError,
  ViberApiError,
  ViberBroadcastError,
  ViberMessageError,
  ViberReplyError,
} from '../../errors';
import type { StatusName } from '../../errors/status-codes';

/**
 * The statuses of Viber that a redelivery would only meet again: the message stays as it is, the user cannot get it, or the
 * bot may not send it. The others are retryable, because an operator can fix them (token, account, webhook, balance,
 * permission to broadcast), because they pass by themselves (too many requests), or because nothing is known of them.
 */
const PERMANENT_STATUSES: ReadonlySet<StatusName> = new Set<StatusName>([
  'badData',
  'missingData',
  'incompatibleWithVersion',
  'receiverNotRegistered',
  'receiverNotSubscribed',
  'receiverNoSuitableDevice',
  'apiVersionNotSupported',
  'unsupportedCountry',
  'paymentUnsupported',
  'inchatReplyMessageNotAllowed',
  'publicAccountIsNotInline',
  'noPublicChat',
]);

/**
 * Whether a failure of a listener, a `use` handler or the welcome handler is permanent, because running it again would only
 * fail again. A stopped broadcast is permanent, because another run would send the message to everybody again. A stopped
 * reply is permanent if its cause is. Whatever else is thrown is retryable.
 */
export function isPermanent(error: unknown): boolean {
  try {
    return (
      error instanceof PermanentError ||
      error instanceof ViberMessageError ||
      error instanceof ViberBroadcastError ||
      (error instanceof ViberReplyError && isPermanent(error.cause)) ||
      (error instanceof ViberApiError && PERMANENT_STATUSES.has(error.statusName))
    );
  } catch {
    // A thrown value can be anything, for example a proxy whose prototype cannot be read.
    return false;
  }
}

/** Something that a listener, a `use` handler or the welcome handler threw. */
export class Failure {
  readonly isPermanent: boolean;
  /** Whether it was reported, which happens once even if several deliveries wait for it. */
  isReported = false;

  constructor(readonly error: unknown) {
    this.isPermanent = isPermanent(error);
  }
}

/**
 * Calls a function and hands its failure, thrown or rejected, to `fail`. Never throws.
 *
 * @param who - what the function is, for a warning: `A listener of "message"`
 * @param end - called once the work has settled
 * @returns a promise that resolves when the work has settled; `undefined` if it was synchronous
 */
export function settle(
  work: () => unknown,
  fail: (error: unknown) => void,
  who: string,
  end: () => void = ignore,
): Promise<void> | undefined {
  try {
    const result = work();
    if (isThenable(result)) {
      return Promise.resolve(result).then(end, (error: unknown) => {
        fail(error);
        end();
      });
    }
    if (isGenerator(result)) warnOfGenerator(who);
  } catch (error) {
    fail(error);
  }
  end();
  return undefined;
}

const ignore = () => undefined;

function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return 'then' in value && typeof value.then === 'function';
}

function isGenerator(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return /^\[object (?:Async)?Generator\]$/.test(Object.prototype.toString.call(value));
}

const warned = new Set<string>();

/** Warns once a process for each kind of function. */
function warnOfGenerator(who: string): void {
  if (warned.has(who)) return;
  warned.add(who);
  process.emitWarning(`${who} is a generator function, whose body never runs. Use an async function.`, {
    type: 'ViberWarning',
    code: 'VIBER_GENERATOR_LISTENER',
  });
}
