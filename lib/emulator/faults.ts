import type { OptionCheck } from '../shared/options';
import { boolean, MAX_TIMER_MS, parseOptions, wholeNumber } from '../shared/options';

/** Faults that the emulator injects between Viber and the bot. */
export interface Faults {
  /** Fails each attempt as if the webhook refused the connection. @default false */
  offline: boolean;
  /** Delays each request by this many milliseconds, which count towards the webhook's timeout. @default 0 */
  slowMs: number;
  /** Sends each callback twice at once. @default false */
  duplicated: boolean;
  /**
   * Holds a callback back until the next one has been sent, or for one second of the clock. Receipts are not held back,
   * but those of a message that is held back are sent after it. @default false
   */
  reordered: boolean;
  /** Leaves out the `X-Viber-Content-Signature` header, as some hosts do. @default false */
  headerDropped: boolean;
  /** Leaves out the `sig` parameter, as a proxy that strips queries does. @default false */
  sigDropped: boolean;
  /** Makes every call of the API fail with this status, such as 7 or 24; 0 for none. @default 0 */
  apiStatus: number;
}

/** All faults switched off. */
export const NO_FAULTS: Faults = {
  offline: false,
  slowMs: 0,
  duplicated: false,
  reordered: false,
  headerDropped: false,
  sigDropped: false,
  apiStatus: 0,
};

/**
 * Applies changes to the current faults.
 *
 * @throws `TypeError` for an unknown fault or a wrong value
 */
export function changedFaults(current: Faults, changes: Partial<Faults>): Faults {
  const checks = {
    offline: boolean(current.offline),
    slowMs: wholeNumber({ default: current.slowMs, min: 0, max: MAX_TIMER_MS }),
    duplicated: boolean(current.duplicated),
    reordered: boolean(current.reordered),
    headerDropped: boolean(current.headerDropped),
    sigDropped: boolean(current.sigDropped),
    apiStatus: wholeNumber({ default: current.apiStatus, min: 0, max: 999 }),
  } satisfies Record<keyof Faults, OptionCheck<unknown>>;
  return parseOptions('fault', checks, changes);
}
