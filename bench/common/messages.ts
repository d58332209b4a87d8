import type { SignedCallback } from 'express-viber/testing';
import { messageCallback, signCallback, testUser } from 'express-viber/testing';
import { SHARED_SECRET } from './shared-secret';

/** The text of every message; the whole callback is 373 bytes. */
const TEXT = 'Good morning, is the blue one still available in size 42?';

/** The messages come from this many users in turn. */
const USERS = 1000;

/** As long as Viber's, which exceed JavaScript's safe integers. */
const FIRST_TOKEN = 5_000_000_000_000_000_000n;

/** One message of the load. */
export interface Message {
  /** Different for each message of a process, or suppressed duplicates would be measured. */
  serial: number;
  /** Its token, as listeners get it. */
  token: string;
  text: string;
  /** The message as Viber would send it. */
  signed: SignedCallback;
}

/** The body of the first message. The others differ in the token and the user, which are replaced: that is much faster. */
const FIRST_BODY = signCallback(
  messageCallback(
    { type: 'text', text: TEXT },
    { message_token: String(FIRST_TOKEN), sender: testUser({ id: userId(0) }) },
  ),
  SHARED_SECRET,
).body;

/** The size of one message. */
export const BODY_BYTES = Buffer.byteLength(FIRST_BODY);

let nextSerial = 0;

/** Makes and signs messages that this process has not made before. */
export function newMessages(count: number): Message[] {
  return Array.from({ length: count }, () => {
    const serial = nextSerial;
    nextSerial += 1;
    const token = String(FIRST_TOKEN + BigInt(serial));
    const body = FIRST_BODY.replace(String(FIRST_TOKEN), token).replace(userId(0), userId(serial % USERS));
    return { serial, token, text: TEXT, signed: signCallback(body, SHARED_SECRET) };
  });
}

/** As long as Viber's ids. */
function userId(index: number): string {
  return Buffer.from(`test-user-${String(index).padStart(6, '0')}`).toString('base64');
}
