import { setMaxListeners } from 'node:events';
import type { OptionCheck } from '../shared/options';
import { optional, parseOptions } from '../shared/options';

/** Options of every call of the API, given as the last argument. */
export interface CallOptions {
  /**
   * Aborts the call at any stage, including while it waits for its turn or for a retry. With a signal that is already
   * aborted, nothing is sent. As with `fetch`, the call rejects with the signal's `reason`.
   */
  signal?: AbortSignal;
}

/** The specification of {@link CallOptions}. */
export const CALL_CHECKS = { signal: optional(abortSignal) } satisfies Record<
  keyof CallOptions,
  OptionCheck<unknown>
>;

/**
 * Returns the signal of a call, if it has one.
 *
 * @throws `TypeError` if it is not an `AbortSignal`, or for an unknown option
 */
export function checkedSignal(options: CallOptions): AbortSignal | undefined {
  return parseOptions('call', CALL_CHECKS, options).signal;
}

function abortSignal(signal: unknown, name: string): AbortSignal {
  if (!(signal instanceof AbortSignal)) {
    throw new TypeError(`${name} must be an AbortSignal, for example the signal of an AbortController.`);
  }
  // One signal may abort many calls at once, each with a listener that is removed when the call ends. More than ten
  // listeners are therefore not a leak, and Node should not warn of one.
  setMaxListeners(Infinity, signal);
  return signal;
}
