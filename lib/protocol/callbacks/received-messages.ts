// Documented types and fields [doc], unless marked otherwise.

/** The fields of every received message. */
export interface ReceivedMessageBase {
  /** The tracking data of the bot's message that the user replied to, up to 4000 characters. */
  tracking_data?: string;
}

/** Text that the user typed, or the `ActionBody` of the reply button they tapped. */
export interface ReceivedText extends ReceivedMessageBase {
  type: 'text';
  text: string;
}

/** A picture. The link expires after an hour. */
export interface ReceivedPicture extends ReceivedMessageBase {
  type: 'picture';
  media: string;
  thumbnail?: string;
  file_name?: string;
  /** The caption. */
  text?: string;
  /** Bytes. */
  size?: number;
}

/** A video. The link expires after an hour. */
export interface ReceivedVideo extends ReceivedMessageBase {
  type: 'video';
  media: string;
  thumbnail?: string;
  file_name?: string;
  /** Bytes. */
  size?: number;
  /** Seconds according to the documentation, but real values look like milliseconds. */
  duration?: number; // [doc, seen]
  /** The caption. */
  text?: string;
}

/** A file of any other kind. The link expires after an hour. */
export interface ReceivedFile extends ReceivedMessageBase {
  type: 'file';
  media: string;
  file_name?: string;
  /** Bytes. Some callbacks have `file_size` instead. */
  size?: number;
  /** Bytes. Some callbacks have `size` instead. */
  file_size?: number; // [sdk]
}

/** A sticker. */
export interface ReceivedSticker extends ReceivedMessageBase {
  type: 'sticker';
  /** Its type differs between sources. */
  sticker_id: number | string; // [code, sdk]
  media?: string;
}

/** A contact card. A `share-phone` button also sends one. */
export interface ReceivedContact extends ReceivedMessageBase {
  type: 'contact';
  contact: {
    phone_number: string;
    /** Some callbacks lack it. */
    name?: string; // [seen]
    avatar?: string;
  };
  text?: string;
}

/** A link. */
export interface ReceivedUrl extends ReceivedMessageBase {
  type: 'url';
  media: string;
  text?: string;
}

/** A location. A `location-picker` button also sends one. */
export interface ReceivedLocation extends ReceivedMessageBase {
  type: 'location';
  location: {
    /** Degrees. */
    lat: number;
    /** Degrees. */
    lon: number;
  };
  text?: string;
}

// [sdk]
/** A forwarded carousel. Only Viber's own SDKs mention it. */
export interface ReceivedRichMedia extends ReceivedMessageBase {
  type: 'rich_media';
  rich_media: Record<string, unknown>;
  alt_text?: string;
}

/** The type of each received message, by its `type`. */
export interface ReceivedMessages {
  text: ReceivedText;
  picture: ReceivedPicture;
  video: ReceivedVideo;
  file: ReceivedFile;
  sticker: ReceivedSticker;
  contact: ReceivedContact;
  url: ReceivedUrl;
  location: ReceivedLocation;
  rich_media: ReceivedRichMedia;
}

/** The `type` of a message a user can send. */
export type ReceivedMessageType = keyof ReceivedMessages;

/** A message from a user, discriminated by `type`. */
export type ReceivedMessage = ReceivedMessages[ReceivedMessageType];

/**
 * A message whose type is that of a received one. An object literal is not, since it has only the fields that are
 * written there: it must be a complete outgoing message, so that a field which sending needs cannot be forgotten.
 */
export type AsReceived<Message extends ReceivedMessage> = Message extends ReceivedMessage
  ? keyof ReceivedMessages[Message['type']] extends keyof Message
    ? Message
    : never
  : never;
