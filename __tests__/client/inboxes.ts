import type { BroadcastRequest } from '../../lib/client/broadcast';
import type { ApiCall, ApiReply } from '../fixtures/fake-viber-api';

/** That many user ids: `user-0==`, `user-1==`, … */
export function userIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `user-${String(index)}==`);
}

/** The receivers of a `broadcast_message` request. */
export function receiversOf({ body }: ApiCall): string[] {
  return (body as BroadcastRequest).broadcast_list as string[];
}

/** Counts how often each user has received the message of a broadcast. */
export class Inboxes {
  readonly counts = new Map<string, number>();
  readonly #unknown: ReadonlySet<string>;
  #nextToken = 5741311803571721087n;

  /** @param unknown - the users that Viber does not know */
  constructor(unknown: Iterable<string> = []) {
    this.#unknown = new Set(unknown);
  }

  /** Accepts a broadcast as Viber does. */
  readonly accept = (call: ApiCall): ApiReply => {
    const failed_list = receiversOf(call).flatMap((receiver) => {
      if (this.#unknown.has(receiver)) {
        return [{ receiver, status: 5, status_message: 'receiverNotRegistered' }];
      }
      this.counts.set(receiver, (this.counts.get(receiver) ?? 0) + 1);
      return [];
    });
    const token = String(this.#nextToken++);
    return {
      text: `{"status":0,"status_message":"ok","message_token":${token},"failed_list":${JSON.stringify(failed_list)}}`,
    };
  };
}
