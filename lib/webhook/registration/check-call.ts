import type { ViberRequestError } from '../../errors';
import { codeOf, ViberListenerError, ViberQueueError } from '../../errors';
import type { ReceivedCallback } from '../callback/received-callback';
import { failureStatus } from '../request/response';

/**
 * Remembers the response to the last check call, to explain why Viber refused a registration. The check call is the
 * `webhook` callback that Viber sends to the URL before it responds to `set_webhook` [doc].
 */
export class CheckCall {
  #response: string | undefined;
  #rejection: { response: string; hint: string | undefined } | undefined;

  /** Describes the response for an error message; `undefined` if no request has arrived since {@link forget}. */
  get sentence(): string | undefined {
    if (this.#response !== undefined) {
      return `This process received the check call; its response was ${this.#response}.`;
    }
    if (this.#rejection === undefined) return undefined;
    const { response, hint } = this.#rejection;
    const sentence =
      `During the registration, this process responded to a request with ${response}, ` +
      'which may have been the check call.';
    return hint === undefined ? sentence : `${sentence} ${hint}`;
  }

  /** Forgets the last response, before a new registration. */
  forget(): void {
    this.#response = undefined;
    this.#rejection = undefined;
  }

  /** Records a rejected request, which may have been the check call. */
  noteRejection({ status, code, hint }: ViberRequestError): void {
    this.#rejection = { response: `${String(status)} ${code}`, hint };
  }

  /** Records a failure of the application, unless {@link noteAcknowledgement} records it with its callback. */
  noteFailure(error: unknown): void {
    const isOfCallback = error instanceof ViberListenerError && error.event !== 'request';
    if (isOfCallback || error instanceof ViberQueueError) return;
    this.#rejection = { response: statusAndCode(error), hint: undefined };
  }

  /** Records the response to a callback if it is a check call. */
  noteAcknowledgement(callback: ReceivedCallback, acknowledgement: unknown): void {
    if (callback.event === 'webhook') void this.#note(callback, acknowledgement);
  }

  async #note({ receivedAt }: ReceivedCallback, acknowledgement: unknown): Promise<void> {
    this.#response = 'not sent yet';
    const status = await Promise.resolve(acknowledgement).then(() => '200', statusAndCode);
    this.#response = `${status} after ${String(Date.now() - receivedAt.getTime())} ms`;
  }
}

function statusAndCode(error: unknown): string {
  return `${String(failureStatus(error))} ${codeOf(error)}`;
}
