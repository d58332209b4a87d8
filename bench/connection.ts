import type { Socket } from 'node:net';
import { connect } from 'node:net';

const ANSWER_TIMEOUT_MS = 5000;

/**
 * A connection that is kept alive, with one request under way at a time.
 *
 * By hand, because node:http needs more time to send a request than some of the servers to answer it: they would
 * mostly be measured falling asleep and waking up.
 */
export class Connection {
  readonly #socket: Socket;
  #answer = '';
  #answered: (() => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(port: number) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => {
      this.#receive(chunk);
    });
    this.#socket.on('timeout', () => this.#socket.destroy(new Error('There was no answer in time.')));
    this.#socket.on('error', (error) => this.#failed?.(error));
    this.#socket.on('close', () => this.#failed?.(new Error('The server closed the connection.')));
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws `Error` if the answer is not a 200 or comes late
   */
  async send(request: Buffer): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#answer = '';
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.setTimeout(ANSWER_TIMEOUT_MS);
      this.#socket.write(request, (error) => {
        if (error) reject(error);
      });
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    this.#answer += chunk;
    if (!isWhole(this.#answer)) return;
    this.#socket.setTimeout(0);
    if (this.#answer.startsWith('HTTP/1.1 200 ')) this.#answered?.();
    else this.#failed?.(new Error(`The answer was ${this.#answer}`));
  }
}

function isWhole(answer: string): boolean {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const length = /\r\nContent-Length: (\d+)\r\n/i.exec(answer.slice(0, headEnd + 2))?.[1];
  // Without a length it comes in chunks, the last of them empty.
  if (length === undefined) return answer.endsWith('\r\n0\r\n\r\n');
  return answer.length >= headEnd + 4 + Number(length);
}
