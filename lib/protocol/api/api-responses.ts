import type { BroadcastResult } from '../../errors/api-errors';

/** Viber's answer to a registration. */
export interface SetWebhookResponse {
  status: 0;
  status_message?: string;
  /** Reordered, and possibly with events Viber has never documented: not an echo of the request. [seen] */
  event_types?: string[];
}

/** Viber's answer to a message. */
export interface SendMessageResponse {
  status: 0;
  status_message?: string;
  /** 64-bit, so a decimal string. Later `delivered`, `seen` and `failed` callbacks carry it. */
  message_token: string;
  chat_hostname?: string;
  billing_status?: number;
}

/** Viber's responses to all requests of a broadcast together. */
export interface BroadcastResponse extends BroadcastResult {
  status: 0;
}

/** Somebody who may administer the bot. [doc] */
export interface AccountMember {
  id: string;
  name?: string;
  /** URL of a picture. */
  avatar?: string;
  /** Such as `admin`. */
  role?: string;
}

/** Viber's answer about the bot. Only what has to be there is required. [doc] */
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
  /** URL of the webhook; absent or empty without one. */
  webhook?: string;
  /** Reordered, and possibly with events Viber has never documented. [seen] */
  event_types?: string[];
  subscribers_count?: number;
  members?: AccountMember[];
}

/** A user and the device they use. Only what has to be there is required. [doc] */
export interface UserDetails {
  id: string;
  /** `Subscriber` if the user hides it. [seen] */
  name?: string;
  /** URL of a picture. */
  avatar?: string;
  /** Two letters. */
  country?: string;
  /** Such as `en` or `uk-UA`. */
  language?: string;
  primary_device_os?: string;
  /** The level of Viber's API that their client knows; compare with `min_api_version`. */
  api_version?: number;
  viber_version?: string;
  /** Mobile country code. */
  mcc?: number;
  /** Mobile network code. */
  mnc?: number;
  device_type?: string;
}

/** Viber's answer about a user. */
export interface UserDetailsResponse {
  status: 0;
  status_message?: string;
  /** 64-bit, so a decimal string. */
  message_token?: string;
  chat_hostname?: string;
  user: UserDetails;
}

/** Whether a user is online. [doc] */
export interface OnlineStatus {
  id: string;
  /** 0 online, 1 offline, 2 undisclosed, 3 try later, 4 unavailable. */
  online_status: number;
  online_status_message?: string;
  /** When they last were, as Viber gives it. */
  last_online?: number;
}

/** What Viber answered about all users asked for. */
export interface OnlineResponse {
  status: 0;
  /** In the order asked for, as far as Viber keeps it. */
  users: OnlineStatus[];
}
