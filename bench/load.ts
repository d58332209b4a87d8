import { Connection } from './connection';

/** Requests in flight at a time, each on its own connection. */
const CONNECTIONS = 8;

/** Sends requests to one server. */
export class Load {
  readonly #connections: readonly Connection[];

  constructor(port: number) {
    this.#connections = Array.from({ length: CONNECTIONS }, () => new Connection(port));
  }

  /** @throws `Error` after the first response that is not a 200 or comes too late; nothing more is sent then */
  async sendAll(requests: readonly Buffer[]): Promise<void> {
    const waiting = requests.values();
    const failures: unknown[] = [];
    await Promise.all(
      this.#connections.map(async (connection) => {
        try {
          for (const request of waiting) {
            if (failures.length > 0) return;
            await connection.send(request);
          }
        } catch (error) {
          failures.push(error);
        }
      }),
    );
    if (failures.length > 0) throw failures[0];
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}
