/** Fields any message may carry, whatever its type. */
export interface ReceivedMessageBase {
  /** What the bot put on the message this one answers; up to 4000 characters. [doc] */
  tracking_data?: string;
}

/** Text typed by the user, or the `ActionBody` of the reply button they tapped. [doc] */
export interface ReceivedText extends ReceivedMessageBase {
  type: 'text';
  text: string;
}

/** A picture; the link expires after an hour. [doc] */
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

/** A video; the link expires after an hour. [doc] */
export interface ReceivedVideo extends ReceivedMessageBase {
  type: 'video';
  media: string;
  thumbnail?: string;
  file_name?: string;
  /** Bytes. */
  size?: number;
  /** Documented in seconds; captured values look like milliseconds. [seen] */
  duration?: number;
  /** The caption. */
  text?: string;
}

/** Any other file; the link expires after an hour. [doc] */
export interface ReceivedFile extends ReceivedMessageBase {
  type: 'file';
  media: string;
  file_name?: string;
  /** Bytes. The same number may come as `file_size` instead. [sdk] */
  size?: number;
  /** Bytes. The same number may come as `size` instead. [sdk] */
  file_size?: number;
}

/** A sticker. [doc] */
export interface ReceivedSticker extends ReceivedMessageBase {
  type: 'sticker';
  /** A number in some sources, a string in others. [sdk] */
  sticker_id: number | string;
  media?: string;
}

/** A contact card, also what a `share-phone` button sends. [doc] */
export interface ReceivedContact extends ReceivedMessageBase {
  type: 'contact';
  contact: {
    phone_number: string;
    /** May be missing. [seen] */
    name?: string;
    avatar?: string;
  };
  text?: string;
}

/** A link. [doc] */
export interface ReceivedUrl extends ReceivedMessageBase {
  type: 'url';
  media: string;
  text?: string;
}

/** A place, also what a `location-picker` button sends. [doc] */
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

/** A forwarded carousel; known from Viber's own SDKs only. [sdk] */
export interface ReceivedRichMedia extends ReceivedMessageBase {
  type: 'rich_media';
  rich_media: Record<string, unknown>;
  alt_text?: string;
}

/** Every message type by the value of its `type`. */
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

/** A message from a user, discriminated on `type`. */
export type ReceivedMessage = ReceivedMessages[ReceivedMessageType];
