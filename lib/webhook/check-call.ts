import type { ViberRequestError } from '../protocol/errors';
import { ViberError, ViberListenerError } from '../protocol/errors';
import type { Answer } from './answer';
import type { Delivery } from './delivery';

/** Remembers what became of the last check call, to explain a registration that Viber refuses. */
export class CheckCall {
  #answer: string | undefined;
  #refusal: string | undefined;

  /** What is known, as a sentence; `undefined` if nothing has come since {@link forget}. */
  get seen(): string | undefined {
    if (this.#answer !== undefined) {
      return `This process received the check call and answered it with ${this.#answer}.`;
    }
    if (this.#refusal === undefined) return undefined;
    return `This process answered a request with ${this.#refusal} meanwhile, which may have been the check call.`;
  }

  /** Starts anew, before a registration. */
  forget(): void {
    this.#answer = undefined;
    this.#refusal = undefined;
  }

  /** Notes a request that was refused before it was known what it is. */
  refused({ status, code }: ViberRequestError): void {
    this.#refusal = `${String(status)} ${code}`;
  }

  /** Notes an error of the application, but for a listener's, whose callback {@link delivered} knows. */
  failed(error: unknown): void {
    if (error instanceof ViberListenerError) return;
    this.#refusal = `500 ${error instanceof ViberError ? error.code : 'internal_error'}`;
  }

  /** Notes the answer to a delivery, if that is a check call. */
  delivered(delivery: Delivery, answer: Answer | Promise<Answer>): void {
    const { recognition } = delivery;
    if (recognition.recognized && recognition.callback.event === 'webhook') void this.#note(delivery, answer);
  }

  async #note({ receivedAt }: Delivery, answer: Answer | Promise<Answer>): Promise<void> {
    this.#answer = 'nothing yet';
    const status = await Promise.resolve(answer).then(
      () => '200',
      () => '500 listener_failed',
    );
    this.#answer = `${status} after ${String(Date.now() - receivedAt.getTime())} ms`;
  }
}
