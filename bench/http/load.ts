import { setImmediate as nextTurn } from 'node:timers/promises';
import { newMessages } from '../common/messages';
import { Connection } from './connection';
import type { RequestMaker } from './signed-requests';

/** Requests that are made at a time, and then sent. */
const BATCH = 1000;

/** Sends requests to one server over a number of connections, each with one request in flight at a time. */
export class Load {
  readonly #connections: readonly Connection[];

  constructor(port: number, connections: number) {
    this.#connections = Array.from({ length: connections }, () => new Connection(port));
  }

  /**
   * Sends requests as fast as the server responds.
   *
   * @throws `Error` after the first response that is not a 200 or comes too late; nothing more is sent then
   */
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

  /**
   * Sends new requests as fast as the server responds, for a time that does not include making them.
   *
   * @returns how many were sent, and how long it took
   */
  async sendFor(
    milliseconds: number,
    requestOf: RequestMaker,
  ): Promise<{ count: number; elapsedMs: number }> {
    const batch = Math.max(BATCH, 2 * this.#connections.length);
    let [count, elapsedMs] = [0, 0];
    while (elapsedMs < milliseconds) {
      const requests = newMessages(batch).map(requestOf);
      const startedAt = performance.now();
      await this.sendAll(requests);
      elapsedMs += performance.now() - startedAt;
      count += batch;
    }
    return { count, elapsedMs };
  }

  /**
   * Sends requests at a constant rate, however long the server takes. One that finds no free connection waits for it.
   *
   * @returns the latency of each in milliseconds, from the moment it was due: a server that stands still for a moment is
   * not spared the requests of that time
   * @throws `Error` as `sendAll` does
   */
  async sendAtRate(requests: readonly Buffer[], perSecond: number): Promise<number[]> {
    const idle = [...this.#connections];
    const latencies: number[] = [];
    const failures: unknown[] = [];
    const startedAt = performance.now();
    const send = async (connection: Connection, request: Buffer, dueAt: number) => {
      try {
        await connection.send(request);
        latencies.push(performance.now() - dueAt);
        idle.push(connection);
      } catch (error) {
        failures.push(error);
      }
    };
    let sentCount = 0;
    while (latencies.length < requests.length) {
      if (failures.length > 0) throw failures[0];
      for (;;) {
        const request = requests[sentCount];
        const dueAt = startedAt + (sentCount * 1000) / perSecond;
        if (request === undefined || dueAt > performance.now()) break;
        const connection = idle.pop();
        if (connection === undefined) break;
        sentCount += 1;
        void send(connection, request, dueAt);
      }
      // A timer would be late by up to a millisecond.
      await nextTurn();
    }
    return latencies;
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }
}
