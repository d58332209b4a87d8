import type { Keyboard, RichMedia } from './keyboard';

// Documented types and limits [doc].

/** The sender that the user sees. */
export interface Sender {
  /** Up to 28 characters. */
  name: string;
  /** URL of a picture. */
  avatar?: string;
}

/** The fields of every outgoing message. */
export interface OutgoingMessageBase {
  /** @default the `sender` option of the client or webhook */
  sender?: Sender;
  /** Viber returns it with the user's reply. Up to 4000 characters. */
  tracking_data?: string;
  /** Clients with a lower API level do not show the message. @default 1 */
  min_api_version?: number;
  keyboard?: Keyboard;
}

/** Text of 1 to 7000 characters. */
export interface OutgoingText extends OutgoingMessageBase {
  type: 'text';
  text: string;
}

/** A picture with a caption. */
export interface OutgoingPicture extends OutgoingMessageBase {
  type: 'picture';
  /** The caption, up to 768 characters. It may be empty. */
  text: string;
  /** https URL of a JPEG, a PNG or a GIF without animation. */
  media: string;
  thumbnail?: string;
}

/** A video. */
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

/** A file. */
export interface OutgoingFile extends OutgoingMessageBase {
  type: 'file';
  media: string;
  /** Bytes, up to 50 MB. */
  size: number;
  /** Up to 256 characters, with the extension. */
  file_name: string;
}

/** A contact card. */
export interface OutgoingContact extends OutgoingMessageBase {
  type: 'contact';
  contact: {
    /** Up to 28 characters. */
    name: string;
    /** Up to 18 characters. */
    phone_number: string;
  };
}

/** A location. */
export interface OutgoingLocation extends OutgoingMessageBase {
  type: 'location';
  location: {
    /** Degrees, -90 to 90. */
    lat: number | string;
    /** Degrees, -180 to 180. */
    lon: number | string;
  };
}

/** A link. */
export interface OutgoingUrl extends OutgoingMessageBase {
  type: 'url';
  /** Up to 2000 characters. */
  media: string;
}

/** A sticker. */
export interface OutgoingSticker extends OutgoingMessageBase {
  type: 'sticker';
  sticker_id: number | string;
}

/** A carousel. */
export interface OutgoingRichMedia extends OutgoingMessageBase {
  type: 'rich_media';
  rich_media: RichMedia;
  /** At least 2; 7 covers every feature of a carousel. */
  min_api_version: number;
  /** The text for clients that cannot show the carousel. */
  alt_text?: string;
}

/** A keyboard that is sent alone. It has no `type`. */
export interface OutgoingKeyboard extends OutgoingMessageBase {
  type?: never;
  keyboard: Keyboard;
}

/** The type of each outgoing message, by its `type`. A keyboard alone has none. */
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

/** A message that a bot can send, discriminated by `type`. */
export type OutgoingMessage = OutgoingMessages[keyof OutgoingMessages] | OutgoingKeyboard;
