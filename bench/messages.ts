import type { SignedCallback } from 'express-viber/testing';
import { messageCallback, signCallback, testUser } from 'express-viber/testing';
import { SHARED_SECRET } from './servers/shared-secret';

/** The text of every message; the whole callback is about 380 bytes. */
const TEXT = 'Good morning, is the blue one still available in size 42?';

/** The messages come from this many users in turn. */
const USERS = 1000;

/** One message of the load. */
export interface Message {
  /** Different for each message of a run, or suppressed duplicates would be measured. */
  serial: number;
  /** Its token, as listeners get it. */
  token: string;
  text: string;
  /** The message as Viber would send it. */
  signed: SignedCallback;
}

/** Makes and signs messages whose serial numbers start at `firstSerial`. */
export function makeMessages(firstSerial: number, count: number): Message[] {
  return Array.from({ length: count }, (_, index) => makeMessage(firstSerial + index));
}

/** The size of one message. */
export function bodyBytes(): number {
  return Buffer.byteLength(makeMessage(0).signed.body);
}

function makeMessage(serial: number): Message {
  // As long as Viber's, which exceed JavaScript's safe integers.
  const message_token = String(5_000_000_000_000_000_001n + BigInt(serial));
  const sender = testUser({ id: userId(serial % USERS) });
  const callback = messageCallback({ type: 'text', text: TEXT }, { message_token, sender });
  return { serial, token: message_token, text: TEXT, signed: signCallback(callback, SHARED_SECRET) };
}

/** As long as Viber's ids. */
function userId(index: number): string {
  return Buffer.from(`test-user-${String(index).padStart(6, '0')}`).toString('base64');
}
