import type { BillingStatus } from '../../protocol/api/api-responses';
import { BILLING_STATUS } from '../../protocol/api/api-responses';
import type { ChatMessage } from './conversation';

const SESSION_MS = 24 * 3_600_000;

/**
 * What a message of the bot costs that is added to a chat now. The bot is billable and has no free messages, as every bot
 * made since February 2024. [doc] A session lasts 24 hours from the user's last message; some sources say from the first.
 */
export function billingStatus(chat: readonly ChatMessage[], now: number): BillingStatus {
  const lastOfUser = chat.findLast(({ from }) => from === 'user');
  const isInSession = lastOfUser !== undefined && now - lastOfUser.at < SESSION_MS;
  return isInSession ? BILLING_STATUS.inSessionForBillableBot : BILLING_STATUS.outOfSessionBilledMessage;
}
