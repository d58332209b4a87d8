import type { CallbackEvent } from './callbacks';
import type { ReceivedMessageType } from './received-messages';

// Only fields that every source has are required, and unknown fields are allowed: a field that Viber adds must never
// make a callback unrecognized. The interfaces in callbacks.ts and received-messages.ts describe the same objects to the
// compiler, and __tests__/types/schemas.test-d.ts proves that they agree with the schemas.

const string = { type: 'string' } as const;
const number = { type: 'number' } as const;

const user = {
  type: 'object',
  required: ['id'],
  properties: {
    id: string,
    name: string,
    avatar: string,
    country: string,
    language: string,
    api_version: number,
  },
} as const;

const envelope = {
  message_token: string,
  timestamp: { type: ['number', 'string'] },
  chat_hostname: string,
} as const;

const aboutUserId = ['event', 'message_token', 'user_id'] as const;

/** The JSON schema of each event. The `message` field of `message` callbacks is left to {@link receivedMessageSchemas}. */
export const callbackSchemas = {
  webhook: {
    type: 'object',
    required: ['event', 'message_token'],
    properties: { ...envelope, event: { const: 'webhook' } },
  },
  subscribed: {
    type: 'object',
    required: ['event', 'message_token', 'user'],
    properties: { ...envelope, event: { const: 'subscribed' }, user },
  },
  unsubscribed: {
    type: 'object',
    required: aboutUserId,
    properties: { ...envelope, event: { const: 'unsubscribed' }, user_id: string },
  },
  conversation_started: {
    type: 'object',
    required: ['event', 'message_token', 'user'],
    properties: {
      ...envelope,
      event: { const: 'conversation_started' },
      user,
      type: string,
      context: string,
      subscribed: { type: 'boolean' },
    },
  },
  delivered: {
    type: 'object',
    required: aboutUserId,
    properties: { ...envelope, event: { const: 'delivered' }, user_id: string, chat_id: string },
  },
  seen: {
    type: 'object',
    required: aboutUserId,
    properties: { ...envelope, event: { const: 'seen' }, user_id: string, chat_id: string },
  },
  failed: {
    type: 'object',
    required: aboutUserId,
    properties: { ...envelope, event: { const: 'failed' }, user_id: string, desc: string },
  },
  message: {
    type: 'object',
    required: ['event', 'message_token', 'sender', 'message'],
    properties: {
      ...envelope,
      event: { const: 'message' },
      sender: user,
      message: { type: 'object' },
      silent: { type: 'boolean' },
      reply_type: string,
      chat_id: string,
    },
  },
  client_status: {
    type: 'object',
    required: ['event', 'message_token', 'user', 'status'],
    properties: {
      ...envelope,
      event: { const: 'client_status' },
      user,
      status: {
        type: 'object',
        properties: {
          type: string,
          code: number,
          supported_psps: { type: 'array', items: string },
          tracking_data: string,
        },
      },
    },
  },
} as const satisfies Record<CallbackEvent, object>;

/** The JSON schema of each message type, for the `message` field of a `message` callback. */
export const receivedMessageSchemas = {
  text: {
    type: 'object',
    required: ['type', 'text'],
    properties: { type: { const: 'text' }, tracking_data: string, text: string },
  },
  picture: {
    type: 'object',
    required: ['type', 'media'],
    properties: {
      type: { const: 'picture' },
      tracking_data: string,
      media: string,
      thumbnail: string,
      file_name: string,
      text: string,
      size: number,
    },
  },
  video: {
    type: 'object',
    required: ['type', 'media'],
    properties: {
      type: { const: 'video' },
      tracking_data: string,
      media: string,
      thumbnail: string,
      file_name: string,
      size: number,
      duration: number,
      text: string,
    },
  },
  file: {
    type: 'object',
    required: ['type', 'media'],
    properties: {
      type: { const: 'file' },
      tracking_data: string,
      media: string,
      file_name: string,
      size: number,
      file_size: number,
    },
  },
  sticker: {
    type: 'object',
    required: ['type', 'sticker_id'],
    properties: {
      type: { const: 'sticker' },
      tracking_data: string,
      sticker_id: { type: ['number', 'string'] },
      media: string,
    },
  },
  contact: {
    type: 'object',
    required: ['type', 'contact'],
    properties: {
      type: { const: 'contact' },
      tracking_data: string,
      contact: {
        type: 'object',
        required: ['phone_number'],
        properties: { phone_number: string, name: string, avatar: string },
      },
      text: string,
    },
  },
  url: {
    type: 'object',
    required: ['type', 'media'],
    properties: { type: { const: 'url' }, tracking_data: string, media: string, text: string },
  },
  location: {
    type: 'object',
    required: ['type', 'location'],
    properties: {
      type: { const: 'location' },
      tracking_data: string,
      location: {
        type: 'object',
        required: ['lat', 'lon'],
        properties: { lat: number, lon: number },
      },
      text: string,
    },
  },
  rich_media: {
    type: 'object',
    required: ['type', 'rich_media'],
    properties: {
      type: { const: 'rich_media' },
      tracking_data: string,
      rich_media: { type: 'object' },
      alt_text: string,
    },
  },
} as const satisfies Record<ReceivedMessageType, object>;
