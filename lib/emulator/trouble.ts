/** What can go wrong between Viber and a webhook, switched on at will. */
export interface Trouble {
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
export const NO_TROUBLE: Trouble = {
  offline: false,
  slowMs: 0,
  duplicated: false,
  reordered: false,
  headerDropped: false,
  sigDropped: false,
};

/** Every trouble by name. */
export const TROUBLES: Record<keyof Trouble, true> = {
  offline: true,
  slowMs: true,
  duplicated: true,
  reordered: true,
  headerDropped: true,
  sigDropped: true,
};
