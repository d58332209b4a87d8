import { ViberMessageError } from '../errors';
import { MAX_MESSAGE_BYTES } from '../protocol/api/api-limits';

/** @throws {@link ViberMessageError} if a request has more JSON than Viber takes */
export function checkRequestBytes(bytes: number): void {
  if (bytes <= MAX_MESSAGE_BYTES) return;
  throw new ViberMessageError([
    `the message with its receiver has ${String(bytes)} bytes of JSON, more than ${String(MAX_MESSAGE_BYTES)}`,
  ]);
}

/** How long a value is as JSON. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
