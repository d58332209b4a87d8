import { randomInt } from 'node:crypto';

/** Makes message tokens like Viber's: 19 digits, above 2^53, rising. [seen] */
export class MessageTokens {
  // From a place of its own, so that the messages of one test are not the duplicates of another's.
  #last = 5_000_000_000_000_000_000n + BigInt(randomInt(2 ** 48 - 1));

  /** The next token, a decimal string. */
  next(): string {
    this.#last += 1n;
    return String(this.#last);
  }
}
