import type { Keyboard, RichMedia } from './keyboard';

/** Who a message is shown to come from. [doc] */
export interface Sender {
  /** Up to 28 characters. */
  name: string;
  /** URL of a picture. */
  avatar?: string;
}

/** Fields any outgoing message may carry. [doc] */
export interface OutgoingMessageBase {
  /** Default: the `sender` option. */
  sender?: Sender;
  /** Comes back on the user's answer; up to 4000 characters. */
  tracking_data?: string;
  /** Clients below this API level do not show the message. @default 1 */
  min_api_version?: number;
  keyboard?: Keyboard;
}

/** Text, 1 to 7000 characters. [doc] */
export interface OutgoingText extends OutgoingMessageBase {
  type: 'text';
  text: string;
}

/** A picture with a caption. [doc] */
export interface OutgoingPicture extends OutgoingMessageBase {
  type: 'picture';
  /** The caption, up to 768 characters; may be empty. */
  text: string;
  /** https URL of a JPEG, PNG or GIF that does not move. */
  media: string;
  thumbnail?: string;
}

/** A video. [doc] */
export interface OutgoingVideo extends OutgoingMessageBase {
  type: 'video';
  media: string;
  /** Bytes. */
  size: number;
  /** Seconds, up to 180. */
  duration?: number;
  thumbnail?: string;
  text?: string;
}

/** A file. [doc] */
export interface OutgoingFile extends OutgoingMessageBase {
  type: 'file';
  media: string;
  /** Bytes, up to 50 MB. */
  size: number;
  /** With its extension; up to 256 characters. */
  file_name: string;
}

/** A contact card. [doc] */
export interface OutgoingContact extends OutgoingMessageBase {
  type: 'contact';
  contact: {
    /** Up to 28 characters. */
    name: string;
    /** Up to 18 characters. */
    phone_number: string;
  };
}

/** A place. [doc] */
export interface OutgoingLocation extends OutgoingMessageBase {
  type: 'location';
  location: {
    /** Degrees, -90 to 90. */
    lat: number | string;
    /** Degrees, -180 to 180. */
    lon: number | string;
  };
}

/** A link. [doc] */
export interface OutgoingUrl extends OutgoingMessageBase {
  type: 'url';
  /** Up to 2000 characters. */
  media: string;
}

/** A sticker. [doc] */
export interface OutgoingSticker extends OutgoingMessageBase {
  type: 'sticker';
  sticker_id: number | string;
}

/** A carousel. [doc] */
export interface OutgoingRichMedia extends OutgoingMessageBase {
  type: 'rich_media';
  rich_media: RichMedia;
  /** 2 or more; 7 for all a carousel can do. */
  min_api_version: number;
  /** For clients that cannot show it. */
  alt_text?: string;
}

/** A keyboard alone. [doc] */
export interface OutgoingKeyboard extends OutgoingMessageBase {
  type?: never;
  keyboard: Keyboard;
}

/** Every outgoing message that has a type, by its `type`. */
export interface OutgoingMessages {
  text: OutgoingText;
  picture: OutgoingPicture;
  video: OutgoingVideo;
  file: OutgoingFile;
  contact: OutgoingContact;
  location: OutgoingLocation;
  url: OutgoingUrl;
  sticker: OutgoingSticker;
  rich_media: OutgoingRichMedia;
}

/** A message a bot can send, discriminated on `type`; a keyboard alone has none. */
export type OutgoingMessage = OutgoingMessages[keyof OutgoingMessages] | OutgoingKeyboard;
