import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpuTime, endWithParent, reportToParent } from '../../common/measured-process';

const KEEP_ALIVE_TIMEOUT_MS = 10 * 60_000;

/** What a server process reports, at its start and whenever it is asked. */
export interface ServerReport {
  port: number;
  /** Of the whole process so far. */
  cpuMicroseconds: number;
  /** Messages whose text has reached the application. */
  handledCount: number;
  /** From the first connection to the end of the first response; `undefined` before that. */
  firstRequest: { cpuMicroseconds: number; wallMs: number } | undefined;
}

/** Each server calls it with the text of a message. */
export type OnText = (text: unknown) => void;

/** Makes a contender's request handler. */
export type HandlerFactory = (onText: OnText) => RequestListener;

/** Serves a contender on a free port of 127.0.0.1 until the parent process disconnects. */
export function serve(createHandler: HandlerFactory): void {
  let handledCount = 0;
  let firstRequest: ServerReport['firstRequest'];
  const handler = createHandler((text) => {
    if (typeof text === 'string' && text !== '') handledCount += 1;
  });
  const server = createServer();

  server.once('connection', () => {
    const cpuMicroseconds = cpuTime();
    const startedAt = performance.now();
    server.once('request', (_req, res) => {
      res.once('finish', () => {
        firstRequest = {
          cpuMicroseconds: cpuTime() - cpuMicroseconds,
          wallMs: performance.now() - startedAt,
        };
      });
    });
    // After the listener above, so that it sees the first response before it is sent.
    server.on('request', handler);
  });

  function report(): void {
    const { port } = server.address() as AddressInfo;
    const message: ServerReport = { port, cpuMicroseconds: cpuTime(), handledCount, firstRequest };
    reportToParent(message);
  }

  // A server is idle during the turns of the others, and a request on a connection that is being closed would be lost.
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.listen(0, '127.0.0.1', 1024, report);
  process.on('message', report);
  endWithParent();
}
