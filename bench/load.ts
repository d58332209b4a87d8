import { Connection } from './connection';

/** Requests under way at a time, each on a connection of its own. */
const CONNECTIONS = 8;

/** Sends requests to one server. */
export class Load {
  readonly #connections: readonly Connection[];

  constructor(port: number) {
    this.#connections = Array.from({ length: CONNECTIONS }, () => new Connection(port));
  }

  /** @throws `Error` at the first answer that is not a 200 or late, after which nothing more is sent */
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
