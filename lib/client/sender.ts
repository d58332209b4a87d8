import { rejectUnknownOptions } from '../shared/nearest-name';
import type { Sender } from '../protocol/messages/outgoing-messages';

/**
 * The sender itself, if messages can come from it.
 *
 * @throws `TypeError` that says what is wrong
 */
export function checkedSender(sender: Sender): Sender {
  rejectUnknownOptions(sender, { name: true, avatar: true } satisfies Record<keyof Sender, true>, 'sender');
  const { name, avatar } = sender as Partial<Record<keyof Sender, unknown>>;
  if (typeof name !== 'string' || name === '' || Array.from(name).length > 28) {
    throw new TypeError('sender.name must be a string of 1 to 28 characters.');
  }
  if (avatar !== undefined && typeof avatar !== 'string') throw new TypeError('sender.avatar must be a URL.');
  return sender;
}
