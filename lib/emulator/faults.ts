import { rejectUnknownOptions } from '../shared/nearest-name';

/** What can go wrong between Viber and a webhook, switched on at will. */
export interface Faults {
  /** The webhook cannot be reached; nothing is sent. @default false */
  offline: boolean;
  /** Milliseconds that each request is held up on its way, within the time the webhook has. @default 0 */
  slowMs: number;
  /** Each callback is sent twice at once. @default false */
  duplicated: boolean;
  /**
   * Each callback that is no receipt is held back until the next has been sent, or for a second of the clock. Its own
   * receipts stay behind it. @default false
   */
  reordered: boolean;
  /** The `X-Viber-Content-Signature` header is lost on the way, as behind some hosts. @default false */
  headerDropped: boolean;
  /** The `sig` parameter is lost on the way, as where queries are stripped. @default false */
  sigDropped: boolean;
}

/** No trouble at all. */
export const NO_FAULTS: Faults = {
  offline: false,
  slowMs: 0,
  duplicated: false,
  reordered: false,
  headerDropped: false,
  sigDropped: false,
};

/** @throws `TypeError` for a trouble nobody knows, or one of another type */
export function checkFaults(trouble: Partial<Faults>): void {
  rejectUnknownOptions(trouble, NO_FAULTS, 'trouble');
  for (const [name, value] of Object.entries<unknown>(trouble)) {
    if (typeof NO_FAULTS[name as keyof Faults] === 'boolean') {
      if (typeof value !== 'boolean') throw new TypeError(`The trouble "${name}" must be true or false.`);
    } else if (typeof value !== 'number' || !(value >= 0 && value < Infinity)) {
      throw new TypeError(`The trouble "${name}" must be a number of milliseconds.`);
    }
  }
}
