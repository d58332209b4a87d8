import { setMaxListeners } from 'node:events';
import { rejectUnknownOptions } from '../shared/nearest-name';

/** What every method takes as its last argument. */
export interface CallOptions {
  /**
   * Stops the call wherever it is, also while it waits for its turn or for another try; one that is aborted already
   * sends nothing. The call rejects with the signal's `reason`, as `fetch` does.
   */
  signal?: AbortSignal;
}

const CALL_OPTIONS: Record<keyof CallOptions, true> = { signal: true };

/**
 * The signal of a call, if it has one.
 *
 * @param known - the options of the call by name
 * @throws `TypeError` if it is none, or for an option nobody knows
 */
export function checkedSignal(
  options: CallOptions,
  known: Readonly<Record<string, true>> = CALL_OPTIONS,
): AbortSignal | undefined {
  rejectUnknownOptions(options, known, 'call');
  const signal: unknown = options.signal;
  if (signal === undefined) return undefined;
  if (signal instanceof AbortSignal) {
    // One signal may stop any number of calls at once, each with a listener that is gone when the call ends: more than
    // ten of them are no leak that Node should warn of.
    setMaxListeners(Infinity, signal);
    return signal;
  }
  throw new TypeError('signal must be an AbortSignal, such as that of an AbortController.');
}
