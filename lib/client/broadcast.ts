import type { BroadcastResponse } from '../protocol/api/api-responses';
import type { BroadcastFailure } from '../errors';
import { ViberBroadcastError } from '../errors';
import { asRecord } from '../protocol/exact-json';
import type { OutgoingMessage } from '../protocol/messages/outgoing-messages';
import type { ApiResponse, AroundAttempt } from './call-api';
import { statusOf } from './call-api';
import type { CallOptions } from './call-options';
import { checkedSignal } from './call-options';
import { wasNotTaken } from './retry';
import { unlessAborted } from '../shared/timing';

/** A message and who gets it, as `broadcast_message` wants it but for the length of the list. */
export type BroadcastRequest = OutgoingMessage & {
  /** Users' ids, as many as there are; one that is named twice gets the message once. */
  broadcast_list: readonly string[];
};

/** How far a broadcast has come, in receivers. */
export interface BroadcastProgress {
  /** All that are to get the message, each counted once. */
  total: number;
  /** Those Viber has taken it for. */
  sent: number;
  /** Those Viber has listed as failed. */
  failed: number;
}

/** What `broadcastMessage` takes as its last argument. */
export interface BroadcastOptions extends CallOptions {
  /**
   * Called after each request of up to 300 receivers, and awaited, so that it may save where the broadcast has got to.
   * What it throws stops the broadcast, with the same account of everybody as any other failure. An aborted signal
   * does not wait for it.
   */
  onProgress?: (progress: BroadcastProgress) => unknown;
}

const BROADCAST_OPTIONS: Record<keyof BroadcastOptions, true> = { signal: true, onProgress: true };

/**
 * The signal of a broadcast, if it has one.
 *
 * @throws `TypeError` if an option cannot be used
 */
export function checkedBroadcastSignal(options: BroadcastOptions): AbortSignal | undefined {
  const signal = checkedSignal(options, BROADCAST_OPTIONS);
  const onProgress: unknown = options.onProgress;
  if (onProgress === undefined || typeof onProgress === 'function') return signal;
  throw new TypeError('onProgress must be a function.');
}

/** What to send, to whom, and how. */
export interface Broadcast {
  /** The receivers of each request. */
  parts: readonly string[][];
  /** Sends one request. */
  send: (receivers: readonly string[], eachTry: AroundAttempt) => Promise<ApiResponse>;
  /** Resolves when the next request may go. */
  turn: () => Promise<void>;
  /** Ends also what is waited for here; `send` and `turn` heed it themselves. */
  signal: AbortSignal | undefined;
  onProgress: BroadcastOptions['onProgress'];
}

/**
 * Sends one request after another and adds up what Viber answers.
 *
 * @throws {@link ViberBroadcastError} as soon as a request fails, or `onProgress`
 */
export async function broadcast(options: Broadcast): Promise<BroadcastResponse> {
  const { parts, send, turn, signal, onProgress } = options;
  const result: Omit<BroadcastResponse, 'status'> = { message_tokens: [], failed_list: [] };
  const total = parts.flat().length;
  let asked = 0;
  let sent = 0;
  for (const [index, receivers] of parts.entries()) {
    let uncertain: readonly string[] = [];
    try {
      const answer = await send(receivers, async (post) => {
        await turn();
        signal?.throwIfAborted();
        try {
          return await post();
        } catch (error) {
          // The reason of a signal can be any error, that of another call too, and tells nothing of this one.
          const isAborted = signal?.aborted === true && error === signal.reason;
          // Only what was certainly not taken is tried again, so this is true of the last try too.
          if (isAborted || !wasNotTaken(error)) uncertain = receivers;
          throw error;
        }
      });
      asked = index + 1;
      sent += addAnswer(result, answer, receivers);
      const progress = { total, sent, failed: result.failed_list.length };
      await unlessAborted(Promise.resolve(onProgress?.(progress)), signal);
    } catch (cause) {
      const notSent = parts.slice(index + 1).flat();
      if (asked === index && uncertain.length === 0) notSent.unshift(...receivers);
      throw new ViberBroadcastError({ total, result, uncertain, notSent, cause });
    }
  }
  return { status: 0, ...result };
}

/** Adds what one request came to, and counts those of its receivers who have been sent the message. */
function addAnswer(
  result: Omit<BroadcastResponse, 'status'>,
  answer: ApiResponse,
  receivers: readonly string[],
): number {
  const { message_token, failed_list } = answer;
  if (typeof message_token === 'string') result.message_tokens.push(message_token);
  const failures = Array.isArray(failed_list) ? failed_list.flatMap(failureIn) : [];
  for (const failure of failures) result.failed_list.push(failure);
  const failed = new Set(failures.map(({ receiver }) => receiver));
  return receivers.filter((receiver) => !failed.has(receiver)).length;
}

function failureIn(entry: unknown): BroadcastFailure[] {
  const fields = asRecord(entry);
  if (typeof fields?.['receiver'] !== 'string') return [];
  return [{ ...fields, status: statusOf(fields['status']) ?? fields['status'] } as BroadcastFailure];
}
