import { ViberError, ViberListenerError } from '../protocol/errors';
import type { ViberRequestError } from '../protocol/errors';
import type { Answer } from './answer';
import type { Delivery } from './delivery';

/** Remembers what this process answered to the last check call, to explain a registration that Viber refuses. */
export class CheckCall {
  #answer: string | undefined;

  /** Status, code and time of the answer; `undefined` if no check call has come since {@link forget}. */
  get answer(): string | undefined {
    return this.#answer;
  }

  /** Starts anew, before a registration. */
  forget(): void {
    this.#answer = undefined;
  }

  /** Notes a request that was refused. What it would have been is not known, so it may have been the check call. */
  refused({ status, code }: ViberRequestError): void {
    this.#answer = `${String(status)} ${code}`;
  }

  /** Notes an error of the application, but for a listener's, whose callback {@link delivered} knows. */
  failed(error: unknown): void {
    if (error instanceof ViberListenerError) return;
    this.#answer = `500 ${error instanceof ViberError ? error.code : 'internal_error'}`;
  }

  /** Notes the answer to a delivery, if that is a check call. */
  async delivered({ recognition, receivedAt }: Delivery, answer: Promise<Answer>): Promise<void> {
    if (!recognition.recognized || recognition.callback.event !== 'webhook') return;
    this.#answer = 'nothing yet';
    const status = await answer.then(
      () => '200',
      () => '500 listener_failed',
    );
    this.#answer = `${status} after ${String(Date.now() - receivedAt.getTime())} ms`;
  }
}
