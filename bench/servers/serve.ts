import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const KEEP_ALIVE_TIMEOUT_MS = 10 * 60_000;

/** What a server process tells of itself, at its start and whenever it is asked. */
export interface ServerReport {
  port: number;
  /** User and system time of the whole process, garbage collection included. */
  cpuMicroseconds: number;
  /** Messages whose text has reached the application. */
  handledCount: number;
}

/** What each server does with the text of a message. */
export type OnText = (text: unknown) => void;

/** Makes a contender's request handler. */
export type HandlerFactory = (onText: OnText) => RequestListener;

/** Serves a contender on a free port of 127.0.0.1 until the process that started it lets go. */
export function serve(createHandler: HandlerFactory): void {
  let handledCount = 0;
  const handler = createHandler((text) => {
    if (typeof text === 'string' && text !== '') handledCount += 1;
  });
  const server = createServer(handler);

  function report(): void {
    const { user, system } = process.cpuUsage();
    const { port } = server.address() as AddressInfo;
    const message: ServerReport = { port, cpuMicroseconds: user + system, handledCount };
    if (process.connected) process.send?.(message);
  }

  // A server is idle while it is the others' turn, and a connection that is about to close loses a request.
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.listen(0, '127.0.0.1', report);
  process.on('message', report);
  process.on('disconnect', () => {
    process.exit();
  });
}
