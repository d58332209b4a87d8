import type { Keyboard, RichMedia } from './keyboard';
import type { Known, PAYMENT_TYPES } from './known-values';

// Documented types and limits [doc, hub].

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

/** A picture, with a caption or without. */
export interface OutgoingPicture extends OutgoingMessageBase {
  type: 'picture';
  /** The caption, up to 768 characters. */
  text?: string; // [code]: documented as required, but it may be left out
  /** URL of a JPEG, a PNG or a GIF without animation, with the ending in its path. Up to 1 MB on iOS, 3 MB on Android. */
  media: string;
  /** URL of a picture of up to 100 KB. */
  thumbnail?: string;
}

/** A video. */
export interface OutgoingVideo extends OutgoingMessageBase {
  type: 'video';
  /** URL of an MP4. */
  media: string;
  /** Bytes, up to 26 MB. */
  size: number;
  /** Seconds, up to 180. */
  duration?: number;
  thumbnail?: string;
  text?: string;
}

/** A file. Viber does not deliver executables. */
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
    /** URL of a picture. Undocumented, but Viber's own SDK sends it. */
    avatar?: string; // [sdk]
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
  /** The text for clients that cannot show the carousel. */
  alt_text?: string;
}

/** A request for a payment, which works in Ukraine only. It needs a `min_api_version` of 10. */
export interface OutgoingPayment extends OutgoingMessageBase {
  type: 'payment';
  payment: {
    type: Known<typeof PAYMENT_TYPES>;
    description?: string;
    total_price: number;
    /** A currency of ISO 4217, such as `UAH`. */
    currency_code: string;
    /** What the payment provider needs. */
    payment_parameters: readonly { key: string; value: string }[];
  };
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
  payment: OutgoingPayment;
}

/** A message that a bot can send, discriminated by `type`. */
export type OutgoingMessage = OutgoingMessages[keyof OutgoingMessages] | OutgoingKeyboard;
