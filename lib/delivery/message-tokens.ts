import { randomInt } from 'node:crypto';

/** Generates message tokens like Viber's: 19 digits, above 2^53, increasing. [seen] */
export class MessageTokens {
  // Starts at random, so that the messages of one test are not duplicates of another's.
  #last = 5_000_000_000_000_000_000n + BigInt(randomInt(2 ** 48 - 1));

  /** The next token, as a decimal string. */
  next(): string {
    this.#last += 1n;
    return String(this.#last);
  }
}
