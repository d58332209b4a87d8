import { ViberBodyParsedError, ViberRequestError } from '../../errors';
import { LATE, remainingMs, withinTime } from '../../shared/timing';
import { rejectEncoded } from './raw-body';
import { queryOf, readSignature } from './read-signature';
import type { Receiver } from './receive';
import type { WebhookResponse } from './response';
import { methodNotAllowedResponse } from './response';

/** A request handler for hosts that speak the Fetch API: Next.js, Hono, Bun, Deno. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** Adapts a receiver to the Fetch API. */
export function createFetchHandler(receiver: Receiver, bodyLimitBytes: number): FetchHandler {
  return async function viberFetch(request) {
    if (request.method !== 'POST') return toResponse(methodNotAllowedResponse());
    const response = await receiver.receive({
      body: (timeoutMs) => readRequest(request, bodyLimitBytes, timeoutMs),
      signature: readSignature(request.headers, queryOf(request.url)),
      contentLength: request.headers.get('content-length') ?? undefined,
      request,
    });
    if (response.error !== undefined) receiver.reportFailure(response.error, false);
    return toResponse(response);
  };
}

async function readRequest(request: Request, limitBytes: number, timeoutMs: number): Promise<Uint8Array> {
  const { body, bodyUsed, headers } = request;
  if (bodyUsed || body?.locked === true)
    throw new ViberBodyParsedError(
      'Pass the request to viber.fetch before anything reads its body, or pass request.clone().',
    );
  rejectEncoded(headers.get('content-encoding'));
  if (Number(headers.get('content-length')) > limitBytes) throw new ViberRequestError('body_too_large');
  return body === null ? new Uint8Array() : readWebStream(body, limitBytes, timeoutMs);
}

async function readWebStream(
  stream: ReadableStream<unknown>,
  limitBytes: number,
  timeoutMs: number,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const dueAtMs = performance.now() + timeoutMs;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const result = await withinTime(reader.read(), remainingMs(dueAtMs)).catch(() => LATE);
      if (typeof result === 'symbol') throw new ViberRequestError('incomplete_body');
      const { done, value } = result;
      if (done) return Buffer.concat(chunks);
      if (!(value instanceof Uint8Array)) {
        throw new TypeError('The body of the request is not a stream of bytes (Uint8Array).');
      }
      size += value.byteLength;
      if (size > limitBytes) throw new ViberRequestError('body_too_large');
      chunks.push(value);
    }
  } catch (error) {
    // Not awaited, since the source may never confirm that it has stopped.
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

function toResponse({ status, headers, body }: WebhookResponse): Response {
  // An empty string would be sent as text/plain.
  return new Response(body === '' ? null : body, { status, headers });
}
