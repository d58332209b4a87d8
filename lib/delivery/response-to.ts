import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';

/**
 * The response to a request that has just been made.
 *
 * @throws what the connection fails with, with its `code`; `UPGRADED` if it is answered with another protocol
 */
export async function responseTo(req: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  // What fails once the response is there is told by the response.
  req.on('error', () => undefined);
  // Without this Node drops the connection and says nothing.
  req.on('upgrade', ({ statusCode }, socket) => {
    socket.destroy();
    req.emit('error', Object.assign(new Error(`HTTP/1.1 ${String(statusCode)}`), { code: 'UPGRADED' }));
  });
  const [response] = (await once(req, 'response', { signal })) as [IncomingMessage];
  return response;
}
