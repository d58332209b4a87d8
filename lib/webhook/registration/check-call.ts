import type { ViberRequestError } from '../../errors';
import { codeOf, ViberListenerError, ViberQueueError } from '../../errors';
import type { ReceivedCallback } from '../callback/received-callback';
import { failureStatus } from '../request/response';

/** Remembers the response to the last check call, to explain why Viber refused a registration. */
export class CheckCall {
  #response: string | undefined;
  #rejection: { response: string; hint: string | undefined } | undefined;

  /** What is known, as a sentence; `undefined` if no request has arrived since {@link forget}. */
  get sentence(): string | undefined {
    if (this.#response !== undefined) {
      return `This process received the check call; its response was ${this.#response}.`;
    }
    if (this.#rejection === undefined) return undefined;
    const { response, hint } = this.#rejection;
    const sentence = `This process responded to a request with ${response} meanwhile; that may have been the check call.`;
    return hint === undefined ? sentence : `${sentence} ${hint}`;
  }

  /** Starts over, before a registration. */
  forget(): void {
    this.#response = undefined;
    this.#rejection = undefined;
  }

  /** Records a request that was rejected before its event was known. */
  noteRejection({ status, code, hint }: ViberRequestError): void {
    this.#rejection = { response: `${String(status)} ${code}`, hint };
  }

  /** Records a failure, except that of a callback, which {@link noteAcknowledgement} records. */
  noteFailure(error: unknown): void {
    if (error instanceof ViberListenerError || error instanceof ViberQueueError) return;
    this.#rejection = { response: statusAndCode(error), hint: undefined };
  }

  /** Records the response to a callback, if it is a check call. */
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
