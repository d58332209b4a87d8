import type { IncomingMessage } from 'node:http';
import { SIGNATURE_HEADER } from '../../protocol/signature';

/**
 * The signature a request came with: the header [doc], or where a host drops it the `sig` query parameter [seen].
 * One given twice comes back joined, which no signature looks like.
 */
export function presentedSignature(req: IncomingMessage): string | undefined {
  const header = req.headers[SIGNATURE_HEADER];
  if (header !== undefined && header !== '') return String(header);
  // Not req.query: its parser is the application's choice, and Connect has none.
  const [, query] = (req.url ?? '').split('?', 2);
  const values = new URLSearchParams(query).getAll('sig');
  return values.length === 0 ? undefined : values.join();
}
