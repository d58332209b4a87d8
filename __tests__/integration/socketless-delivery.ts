import { createHmac } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ViberWebhook } from '../../lib/index';
import { AUTH_TOKEN } from '../fixtures/posts';

const socket = new Socket();

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A response whose end can be awaited, which Node's supports only with a connection. */
class AwaitedResponse extends ServerResponse {
  readonly ended: Promise<number>;
  #end: (status: number) => void = () => undefined;

  constructor(req: IncomingMessage) {
    super(req);
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  override end(...args: unknown[]): this {
    super.end(...(args as []));
    this.#end(this.statusCode);
    return this;
  }
}

/**
 * Delivers a callback through the middleware, with Node's requests and responses but no connection. The application
 * responds with 500 to what the middleware passes on.
 *
 * @returns the status of the response
 */
export async function deliver(
  middleware: ReturnType<ViberWebhook['middleware']>,
  body: string,
): Promise<number> {
  const bytes = Buffer.from(body);
  const req = new IncomingMessage(socket);
  req.method = 'POST';
  req.url = '/viber';
  req.headers = {
    'x-viber-content-signature': createHmac('sha256', AUTH_TOKEN).update(bytes).digest('hex'),
  };
  Object.assign(req, { rawBody: bytes });
  const res = new AwaitedResponse(req);
  middleware(req, res, () => {
    res.statusCode = 500;
    res.end();
  });
  return res.ended;
}

/** The size of the heap and of what it refers to outside, without garbage. */
export function heapBytes(): number {
  for (let count = 0; count < 3; count += 1) collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
