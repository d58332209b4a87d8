import type { ViberRequestError } from '../../errors';
import { codeOf, ViberListenerError, ViberQueueError } from '../../errors';
import type { Answer } from '../request/response';
import { statusOf } from '../request/response';
import type { Delivery } from '../callback/received-callback';

/** Remembers what became of the last check call, to explain a registration that Viber refuses. */
export class CheckCall {
  #answer: string | undefined;
  #refusal: { what: string; hint: string | undefined } | undefined;

  /** What is known, as a sentence; `undefined` if nothing has come since {@link forget}. */
  get sentence(): string | undefined {
    if (this.#answer !== undefined) {
      return `This process received the check call and answered it with ${this.#answer}.`;
    }
    if (this.#refusal === undefined) return undefined;
    const { what, hint } = this.#refusal;
    const sentence = `This process answered a request with ${what} meanwhile, which may have been the check call.`;
    return hint === undefined ? sentence : `${sentence} ${hint}`;
  }

  /** Starts anew, before a registration. */
  forget(): void {
    this.#answer = undefined;
    this.#refusal = undefined;
  }

  /** Notes a request that was refused before it was known what it is. */
  refused({ status, code, hint }: ViberRequestError): void {
    this.#refusal = { what: `${String(status)} ${code}`, hint };
  }

  /** Notes an error of the application, but for those whose callback {@link answered} knows. */
  failed(error: unknown): void {
    if (error instanceof ViberListenerError || error instanceof ViberQueueError) return;
    this.#refusal = { what: statusAndCode(error), hint: undefined };
  }

  /** Notes the answer to a delivery, if that is a check call. */
  answered(delivery: Delivery, answer: Answer | Promise<Answer>): void {
    const { recognition } = delivery;
    if (recognition.recognized && recognition.callback.event === 'webhook') void this.#note(delivery, answer);
  }

  async #note({ receivedAt }: Delivery, answer: Answer | Promise<Answer>): Promise<void> {
    this.#answer = 'nothing yet';
    const status = await Promise.resolve(answer).then(() => '200', statusAndCode);
    this.#answer = `${status} after ${String(Date.now() - receivedAt.getTime())} ms`;
  }
}

function statusAndCode(error: unknown): string {
  return `${String(statusOf(error))} ${codeOf(error)}`;
}
