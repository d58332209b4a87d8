import { ViberBodyParsedError, ViberRequestError } from '../../errors';
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
      body: () => readRequest(request, bodyLimitBytes),
      signature: readSignature(request.headers, queryOf(request.url)),
      contentLength: request.headers.get('content-length') ?? undefined,
      request,
    });
    if (response.error !== undefined) receiver.reportFailure(response.error, false);
    return toResponse(response);
  };
}

async function readRequest(request: Request, limitBytes: number): Promise<Uint8Array> {
  if (request.bodyUsed) throw new ViberBodyParsedError();
  rejectEncoded(request.headers.get('content-encoding'));
  if (Number(request.headers.get('content-length')) > limitBytes)
    throw new ViberRequestError('body_too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limitBytes) throw new ViberRequestError('body_too_large'); // which cancels the stream
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof ViberRequestError ? error : new ViberRequestError('incomplete_body');
  }
  return Buffer.concat(chunks);
}

function toResponse({ status, headers, body }: WebhookResponse): Response {
  return new Response(body, { status, headers });
}
