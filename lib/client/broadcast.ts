import type { BroadcastFailure } from '../errors';
import { ViberBroadcastError } from '../errors';
import type { BroadcastResponse } from '../protocol/api/api-responses';
import { asRecord } from '../protocol/exact-json';
import type { OutgoingMessage } from '../protocol/messages/outgoing-messages';
import type { OptionCheck, ParsedOptions } from '../shared/options';
import { optional, parseOptions } from '../shared/options';
import { unlessAborted } from '../shared/timing';
import type { ApiResponse, AttemptWrapper } from './call-api';
import { parseStatus } from './call-api';
import type { CallOptions } from './call-options';
import { CALL_CHECKS } from './call-options';
import { wasNotProcessed } from './retry';

// Viber's limit is 500 in 10 s [doc]. One request fewer and one second more, because requests may arrive closer together
// than they were sent.
export const BROADCAST_LIMIT = { max: 499, windowMs: 11_000 };

/** A message and its receivers: the body of `broadcast_message`, with a list of any length. */
export type BroadcastRequest = OutgoingMessage & {
  /** User ids, any number of them. A user who is listed twice gets the message once. */
  broadcast_list: readonly string[];
};

/** The progress of a broadcast, in numbers of receivers. */
export interface BroadcastProgress {
  /** All receivers, each counted once. */
  total: number;
  /** The receivers for whom Viber has accepted the message. */
  sent: number;
  /** The receivers whom Viber has listed as failed. */
  failed: number;
}

/** Options of `broadcastMessage`. */
export interface BroadcastOptions extends CallOptions {
  /**
   * Called after each request of up to 300 receivers, for example to save the progress, and awaited unless the signal is
   * aborted. If it throws, the broadcast stops with a `ViberBroadcastError`, as after any other failure.
   */
  onProgress?: (progress: BroadcastProgress) => unknown;
}

const BROADCAST_CHECKS = {
  ...CALL_CHECKS,
  onProgress: optional(progressCallback),
} satisfies Record<keyof BroadcastOptions, OptionCheck<unknown>>;

/** @throws `TypeError` that names the option and says what it must be */
export function parseBroadcastOptions(options: BroadcastOptions): ParsedOptions<typeof BROADCAST_CHECKS> {
  return parseOptions('broadcastMessage', BROADCAST_CHECKS, options);
}

function progressCallback(value: unknown, name: string): NonNullable<BroadcastOptions['onProgress']> {
  if (typeof value === 'function') return value as NonNullable<BroadcastOptions['onProgress']>;
  throw new TypeError(`${name} must be a function.`);
}

/** The requests of a broadcast, and how to send them. */
export interface Broadcast extends ParsedOptions<typeof BROADCAST_CHECKS> {
  /** The receivers of each request. */
  batches: readonly string[][];
  /** Sends one request; observes the signal. */
  send: (receivers: readonly string[], wrapAttempt: AttemptWrapper) => Promise<ApiResponse>;
  /** Resolves when the next request may be sent; observes the signal. */
  waitForTurn: () => Promise<void>;
}

/**
 * Sends the requests one after another and adds up Viber's responses.
 *
 * @throws {@link ViberBroadcastError} as soon as a request or `onProgress` fails
 */
export async function broadcast(options: Broadcast): Promise<BroadcastResponse> {
  const { batches, send, waitForTurn, signal, onProgress } = options;
  const result: Omit<BroadcastResponse, 'status'> = { message_tokens: [], failed_list: [] };
  const total = batches.flat().length;
  let completed = 0;
  let sent = 0;
  for (const [index, receivers] of batches.entries()) {
    let uncertain: readonly string[] = [];
    try {
      const response = await send(receivers, async (attempt) => {
        await waitForTurn();
        signal?.throwIfAborted();
        try {
          return await attempt();
        } catch (error) {
          // The reason of a signal can be any error, even one of another call, so it proves nothing about this call.
          const isAborted = signal?.aborted === true && error === signal.reason;
          // Only a request that was not processed is retried, so what the last attempt proves holds for all of them.
          if (isAborted || !wasNotProcessed(error)) uncertain = receivers;
          throw error;
        }
      });
      completed = index + 1;
      sent += addResponse(result, response, receivers);
      const progress = { total, sent, failed: result.failed_list.length };
      await unlessAborted(Promise.resolve(onProgress?.(progress)), signal);
    } catch (cause) {
      const notSent = batches.slice(index + 1).flat();
      if (completed === index && uncertain.length === 0) notSent.unshift(...receivers);
      throw new ViberBroadcastError({ total, result, uncertain, notSent, cause });
    }
  }
  return { status: 0, ...result };
}

/** Adds the response to one request, and returns how many of its receivers were sent the message. */
function addResponse(
  result: Omit<BroadcastResponse, 'status'>,
  response: ApiResponse,
  receivers: readonly string[],
): number {
  const { message_token, failed_list } = response;
  if (typeof message_token === 'string') result.message_tokens.push(message_token);
  const failures = Array.isArray(failed_list) ? failed_list.flatMap(parseFailure) : [];
  for (const failure of failures) result.failed_list.push(failure);
  const failed = new Set(failures.map(({ receiver }) => receiver));
  return receivers.filter((receiver) => !failed.has(receiver)).length;
}

function parseFailure(entry: unknown): BroadcastFailure[] {
  const fields = asRecord(entry);
  if (typeof fields?.['receiver'] !== 'string') return [];
  return [{ ...fields, status: parseStatus(fields['status']) ?? fields['status'] } as BroadcastFailure];
}
