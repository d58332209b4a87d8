import type { OptionCheck } from '../../shared/options';
import { group, string } from '../../shared/options';

/** What the bot has registered with `set_webhook`. */
export interface Registration {
  // Viber drops the query string. [claim]
  /** Without a query string. */
  url: string;
  /** `undefined` for all events. */
  eventTypes: readonly string[] | undefined;
  sendName: boolean;
  sendPhoto: boolean;
}

/** The bot's account, as `get_account_info` returns it. */
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

const botChecks = {
  id: string({ default: 'pa:5000000000000000001' }),
  name: string({ default: 'Local bot' }),
  uri: string({ default: 'localbot' }),
  icon: string({ default: '' }),
  category: string({ default: 'Companies, Brands & Products' }),
  subcategory: string({ default: 'Software' }),
  country: string({ default: 'GB' }),
} satisfies Record<keyof BotProfile, OptionCheck<string>>;

/** Checks the `bot` option of an emulator, and fills in the defaults. */
export const botProfile: OptionCheck<BotProfile> = group(botChecks);
