import type { MessageProblem } from '../../protocol/messages/problems';

/** One call of the API by the bot. */
export interface ApiCall {
  /** Counts from 1, together with the callbacks. */
  id: number;
  /** The last part of the URL, such as `send_message`. */
  method: string;
  /** The receiver of a message, or the user whose details are requested; `undefined` for other calls. */
  userId: string | undefined;
  /** The first 64 KB of the request body, with `(hidden)` in place of an auth token. */
  requestBody: string;
  /** When it arrived, in milliseconds since the epoch by the emulator's clock. */
  createdAt: number;
  /** `pending` until it has a response. A broadcast is `accepted` even if its response lists failures. */
  state: 'pending' | 'accepted' | 'refused';
  /** Viber's status of the response, 0 if it was accepted; `undefined` while pending, and for an unknown method. */
  status: number | undefined;
  /** The text beside the status, such as `notSubscribed`; `undefined` while pending. */
  statusMessage: string | undefined;
  /** The first 64 KB of the response body; empty while pending. */
  responseBody: string;
  /** Real milliseconds until the response; `undefined` while pending. */
  latencyMs: number | undefined;
  /** The errors that `validateMessage` finds in the message. Viber's API refuses some, the user's client the others. */
  errors: readonly MessageProblem[];
  /** The warnings of `validateMessage`: what looks wrong in the message, but Viber may accept. */
  warnings: readonly MessageProblem[];
}
