import type { Socket } from 'node:net';
import { connect } from 'node:net';

const RESPONSE_TIMEOUT_MS = 5000;

/**
 * A persistent connection with one request in flight at a time.
 *
 * It does not use node:http, which takes longer to send a request than some of the servers take to respond: they would be
 * idle most of the time.
 */
export class Connection {
  readonly #socket: Socket;
  #response = '';
  #resolve: (() => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  constructor(port: number) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => {
      this.#receive(chunk);
    });
    this.#socket.on('timeout', () => this.#socket.destroy(new Error('There was no response in time.')));
    this.#socket.on('error', (error) => this.#reject?.(error));
    this.#socket.on('close', () => this.#reject?.(new Error('The server closed the connection.')));
  }

  /**
   * Sends a request and waits for the whole response.
   *
   * @throws `Error` if the response is not a 200 or comes too late
   */
  async send(request: Buffer): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#response = '';
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.setTimeout(RESPONSE_TIMEOUT_MS);
      this.#socket.write(request, (error) => {
        if (error) reject(error);
      });
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    this.#response += chunk;
    if (!isWhole(this.#response)) return;
    this.#socket.setTimeout(0);
    if (this.#response.startsWith('HTTP/1.1 200 ')) this.#resolve?.();
    else this.#reject?.(new Error(`The response was ${this.#response}`));
  }
}

function isWhole(response: string): boolean {
  const headEnd = response.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const length = /\r\nContent-Length: (\d+)\r\n/i.exec(response.slice(0, headEnd + 2))?.[1];
  // Without a length it is chunked, and the last chunk is empty.
  if (length === undefined) return response.endsWith('\r\n0\r\n\r\n');
  return response.length >= headEnd + 4 + Number(length);
}
