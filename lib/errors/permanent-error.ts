import { named, ViberError } from './viber-error';

/**
 * A failure that no redelivery can fix. Throw it in a listener, a `use` handler or the welcome handler: the callback is
 * acknowledged, `error` is emitted with a {@link ViberListenerError} that has this error as its `cause`, and the listener
 * does not run again. In a worker, the job fails without further attempts.
 *
 * @example
 * viber.on('message:text', async ({ message }) => {
 *   if (!isOrder(message.text)) throw new PermanentError('Not an order.');
 * });
 */
export class PermanentError extends ViberError {
  readonly code = 'permanent_failure';
}
named(PermanentError, 'PermanentError');
