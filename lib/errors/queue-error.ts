import { named, ViberError } from './viber-error';

const QUEUE_ERRORS = {
  queue_failed: {
    status: 500,
    message: 'Adding the callback to the queue failed. Check that its server is up and has free memory.',
  },
  queue_late: { status: 503, message: 'Adding the callback to the queue took longer than ackTimeoutMs.' },
} as const;

/**
 * A callback could not be added to the queue, so it was not acknowledged and Viber will redeliver it. `cause` is the
 * error of the queue.
 */
export class ViberQueueError extends ViberError {
  /** `queue_failed`: the queue's `add` threw or rejected. `queue_late`: it took longer than `ackTimeoutMs`. */
  readonly code: 'queue_failed' | 'queue_late';
  /** The HTTP status that Express responds with. */
  readonly status: 500 | 503;
  /** The headers that Express responds with. */
  readonly headers = { 'Retry-After': '1' };

  constructor(code: 'queue_failed' | 'queue_late', options?: ErrorOptions) {
    super(`${QUEUE_ERRORS[code].message} Viber will redeliver it.`, options);
    this.code = code;
    this.status = QUEUE_ERRORS[code].status;
  }
}
named(ViberQueueError, 'ViberQueueError');
