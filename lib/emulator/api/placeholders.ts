import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import type { UserProfile } from '../chat/user-profile';

const PLACEHOLDER = /replace_me_with_(receiver_id|url_encoded_receiver_id|user_name)/g;

/** Replaces the placeholders in every text of a broadcast by the values of one receiver. [doc] */
export function withoutPlaceholders(
  message: OutgoingMessage,
  { id, name }: Readonly<UserProfile>,
): OutgoingMessage {
  const values: Readonly<Record<string, string>> = {
    receiver_id: id,
    url_encoded_receiver_id: encodeURIComponent(wellFormed(id)),
    user_name: name,
  };
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(PLACEHOLDER, (all, key: string) => values[key] ?? all);
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, replaced(inner)]));
  };
  return replaced(message) as OutgoingMessage;
}

/** An id may have an unpaired surrogate, which `encodeURIComponent` would throw for. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
