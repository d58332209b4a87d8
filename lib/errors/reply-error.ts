import { named, ViberError } from './viber-error';

/** The constructor options of {@link ViberReplyError}. */
export interface ReplyErrorDetails {
  /** The number of all messages. */
  total: number;
  sentTokens: readonly string[];
  cause: unknown;
}

/**
 * A reply of several messages stopped early: Viber refused one, one got no response, or the signal was aborted. `cause` is
 * that error, or the signal's reason. After a {@link ViberConnectionError}, that message may still have been delivered.
 * Those after it were not sent.
 *
 * Thrown by a listener, it is permanent if its cause is. Otherwise Viber redelivers the callback, and the listener sends the
 * whole reply again, including the messages that were sent. To prevent that, catch it and send only what is left.
 */
export class ViberReplyError extends ViberError {
  readonly code = 'reply_stopped';
  /** The message tokens of the messages that were sent, which are the first ones of the reply. */
  readonly sentTokens: readonly string[];
  /** The number of messages that the reply has. */
  readonly total: number;

  constructor({ total, sentTokens, cause }: ReplyErrorDetails) {
    const reason = cause instanceof ViberError ? ` ${cause.message}` : '';
    super(`The reply stopped after ${String(sentTokens.length)} of ${String(total)} messages.${reason}`, {
      cause,
    });
    this.sentTokens = sentTokens;
    this.total = total;
  }
}
named(ViberReplyError, 'ViberReplyError');
