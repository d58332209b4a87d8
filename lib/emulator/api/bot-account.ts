import type { EventType } from '../../protocol/callbacks/event-types';

/** What the bot has registered. */
export interface Registration {
  /** Without a query string: Viber drops it. [claim] */
  url: string;
  /** `undefined`: all events. */
  eventTypes: readonly EventType[] | undefined;
  sendName: boolean;
  sendPhoto: boolean;
}

/** What `get_account_info` tells of the bot. [doc] */
export interface BotProfile {
  /** `pa:` and digits. */
  id: string;
  name: string;
  uri: string;
  icon: string;
  category: string;
  subcategory: string;
  country: string;
}

/** The bot of {@link ViberEmulatorOptions} that names none. */
export const DEFAULT_BOT: BotProfile = {
  id: 'pa:5000000000000000001',
  name: 'Local bot',
  uri: 'localbot',
  icon: '',
  category: 'Companies, Brands & Products',
  subcategory: 'Software',
  country: 'GB',
};
