import { parse } from 'lossless-json';
import { asRecord } from '../../protocol/exact-json';
import { verifySignature } from '../../protocol/signature';
import { wireJson } from '../../protocol/wire-json';

/** Where undoing what is usually done to a body makes the signature right. Costs five HMACs with each token at most. */
export function changedBodyHint(
  body: Uint8Array,
  signature: string,
  tokens: readonly string[],
): string | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const json = bytes.subarray(Math.max(0, bytes.indexOf('{')), bytes.lastIndexOf('}') + 1);
  if (json.length > 0 && json.length < bytes.length && verifySignature(json, signature, tokens)) {
    const added = bytes.length - json.length;
    return (
      `The body has ${added === 1 ? '1 byte' : `${String(added)} bytes`} too many, before or after its JSON, such as a line break or a byte order mark. Without ` +
      'them the signature is right: keep whatever is in front of this webhook from adding them.'
    );
  }
  if (!formsOf(bytes.toString()).some((form) => verifySignature(form, signature, tokens))) return undefined;
  return (
    'The body was parsed and written anew on its way: the same JSON in the form Viber sends has this signature. Let the ' +
    'proxy or parser in front of this webhook pass the exact bytes, in req.rawBody say.'
  );
}

/** The same JSON in the forms it may have been sent in, digit for digit. */
function formsOf(text: string): string[] {
  try {
    const fields = asRecord(parse(text));
    if (fields === undefined) return [];
    const forms = [wireJson(fields, 'raw'), wireJson(fields, 'escaped')];
    return [...new Set(forms.flatMap((form) => [form, form.replaceAll('/', '\\/')]))];
  } catch {
    // Not JSON, or nested too deeply: there is no other form of it.
    return [];
  }
}

/** Where the body has another length than its request announced. */
export function lengthHint(body: Uint8Array, contentLength: string | undefined): string | undefined {
  const announced = Number(contentLength);
  if (!Number.isInteger(announced) || announced === body.byteLength) return undefined;
  return (
    `The body has ${String(body.byteLength)} bytes and its Content-Length said ${String(announced)}: ` +
    'something before this webhook decompressed, cut, added to or re-encoded it. Keep the bytes as they came, in req.rawBody say.'
  );
}

/** Where a body shows that it is not what was sent, though not what was. */
export function damagedBodyHint(body: Uint8Array): string | undefined {
  const text = Buffer.from(body).toString();
  if (text === '')
    return "The body is empty: something in front of this webhook took it, or it is not Viber's.";
  const [, digits] = /"message_token":\s*(\d{17,})/.exec(text) ?? [];
  // One in a thousand tokens has the digits that a rounded one must have.
  if (digits !== undefined && !Number.isSafeInteger(Number(digits)) && String(Number(digits)) === digits) {
    return (
      'The message token looks rounded, as JSON.parse does it: something on the way parsed the body and wrote it anew. ' +
      'Let it pass the exact bytes, in req.rawBody say.'
    );
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return "The body is not JSON: it was cut or changed on its way, or it is not Viber's.";
  }
}
