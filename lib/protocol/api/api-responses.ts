import type { BroadcastResult } from '../../errors/api-errors';

// Documented fields [doc], unless a field is marked otherwise. Only those that every source agrees on are required.

/** Viber's response to `set_webhook`. */
export interface SetWebhookResponse {
  status: 0;
  status_message?: string;
  /** The registered events. Their order differs from the request, and there may be undocumented ones. */
  event_types?: string[]; // [seen]
}

// [hub]
/**
 * How a message is charged. A session begins with a message of the user and lasts 24 hours.
 *
 * - 0: free, the default, for example in a chat of an inline bot
 * - 1, 2: in a session, from a bot that is not billable, and from one that is
 * - 3, 4: out of a session and free, likewise
 * - 5: out of a session, and charged
 */
export type BillingStatus = 0 | 1 | 2 | 3 | 4 | 5;

/** Viber's response to `send_message`. */
export interface SendMessageResponse {
  status: 0;
  status_message?: string;
  /** A 64-bit number as a decimal string. Later `delivered`, `seen` and `failed` callbacks carry it. */
  message_token: string;
  chat_hostname?: string;
  billing_status?: BillingStatus;
}

/** Viber's combined response to all requests of a broadcast. */
export interface BroadcastResponse extends BroadcastResult {
  status: 0;
}

/** A person who may administer the bot. */
export interface AccountMember {
  id: string;
  name?: string;
  /** URL of a picture. */
  avatar?: string;
  /** For example `admin`. */
  role?: string;
}

/** Viber's response to `get_account_info`, which describes the bot. */
export interface AccountInfo {
  status: 0;
  status_message?: string;
  id: string;
  name?: string;
  uri?: string;
  /** URL of a picture. */
  icon?: string;
  /** URL of a picture. */
  background?: string;
  category?: string;
  subcategory?: string;
  location?: { lat: number; lon: number };
  /** Two letters. */
  country?: string;
  /** URL of the webhook; missing or empty if none is registered. */
  webhook?: string;
  /** The registered events in any order, possibly with undocumented ones. */
  event_types?: string[]; // [seen]
  subscribers_count?: number;
  members?: AccountMember[];
}

/** A user and their device. */
export interface UserDetails {
  id: string;
  /** `Subscriber` if the user hides their name. */
  name?: string; // [seen]
  /** URL of a picture. */
  avatar?: string;
  /** Two letters. */
  country?: string;
  /** For example `en` or `uk-UA`. */
  language?: string;
  primary_device_os?: string;
  /** The highest API level that the user's client supports. Compare it with `min_api_version`. */
  api_version?: number;
  viber_version?: string;
  /** Mobile country code. */
  mcc?: number;
  /** Mobile network code. */
  mnc?: number;
  device_type?: string;
}

/** Viber's response to `get_user_details`. */
export interface UserDetailsResponse {
  status: 0;
  status_message?: string;
  /** A 64-bit number as a decimal string. */
  message_token?: string;
  chat_hostname?: string;
  user: UserDetails;
}

/** Whether a user is online. */
export interface OnlineStatus {
  id: string;
  /** 0 online, 1 offline, 2 undisclosed, 3 try later, 4 unavailable. */
  online_status: number;
  online_status_message?: string;
  /** When the user was last online, as Viber sends it. */
  last_online?: number;
}

/** Viber's combined response to all `get_online` requests of a call. */
export interface OnlineResponse {
  status: 0;
  /** The users in the order of the ids, as long as Viber keeps that order. */
  users: OnlineStatus[];
}
