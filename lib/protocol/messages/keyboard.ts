import type * as values from './known-values';
import type { Known } from './known-values';

// Documented fields and limits [doc, hub], unless marked otherwise.

/** A colour as `#RRGGBB`. */
export type Color = string;

/** How an image fits into its button. */
export type ScaleType = Known<typeof values.SCALE_TYPES>;

/** A media player that an `open-url` button opens for a video or audio. */
export interface MediaPlayer {
  Title?: string;
  Subtitle?: string;
  ThumbnailURL?: string;
  Loop?: boolean;
}

/**
 * A button of a keyboard or of a carousel. A field that needs an API level may not work in a message with a lower
 * `min_api_version`.
 */
export interface Button {
  /**
   * `location-picker` and `share-phone` need API level 3 and do not work on desktops; `open-map` needs level 6.
   * @default 'reply'
   */
  ActionType?: Known<typeof values.ACTION_TYPES>;
  /** The text that `reply` sends to the bot, or the URL of `open-url`. Other types do not need it. */
  ActionBody?: string;
  /** Undocumented, but common. */
  ReplyType?: Known<typeof values.REPLY_TYPES>; // [code]
  /** Width in cells, 1 to 6. @default 6 */
  Columns?: number;
  /** Height in cells, 1 to 7. @default 1 */
  Rows?: number;
  /** Whether a tap is hidden from the chat. */
  Silent?: boolean;
  /** A subset of HTML. Viber crops it after 250 characters. */
  Text?: string;
  /** `medium` appears only in Viber's samples. @default 'regular' */
  TextSize?: Known<typeof values.TEXT_SIZES>;
  /** @default 'middle' */
  TextVAlign?: Known<typeof values.VERTICAL_ALIGNMENTS>;
  /** `middle` appears only in Viber's samples. @default 'center' */
  TextHAlign?: Known<typeof values.HORIZONTAL_ALIGNMENTS>;
  // Published bots have the left one second.
  /**
   * Top, right, bottom and left, each from 0 to 12, as documented. Whether the second is the left or the right is not
   * certain. API level 4.
   */
  TextPaddings?: [number, number, number, number];
  /** Percentage, 0 to 100. */
  TextOpacity?: number;
  /** API level 6. */
  TextShouldFit?: boolean;
  TextBgGradientColor?: Color;
  BgColor?: Color;
  BgMediaType?: Known<typeof values.BACKGROUND_MEDIA_TYPES>;
  BgMedia?: string;
  /** API level 6. */
  BgMediaScaleType?: ScaleType;
  /** API level 6. */
  ImageScaleType?: ScaleType;
  BgLoop?: boolean;
  Image?: string;
  OpenURLType?: Known<typeof values.URL_TYPES>;
  OpenURLMediaType?: Known<typeof values.URL_MEDIA_TYPES>;
  /** API level 3. */
  InternalBrowser?: InternalBrowser;
  /** What `open-map` shows. API level 6. */
  Map?: { Latitude?: number | string; Longitude?: number | string };
  /** `BorderWidth` and `CornerRadius` are from 0 to 10. API level 6. */
  Frame?: { BorderWidth?: number; BorderColor?: Color; CornerRadius?: number };
  /** API level 6. */
  MediaPlayer?: MediaPlayer;
  /** The same as `MediaPlayer`, as the latest edition of Viber's documentation spells it. API level 6. */
  Mediaplayer?: MediaPlayer; // [hub]
}

/** The browser that an `open-url` button opens inside Viber. */
export interface InternalBrowser {
  /** `send-to-bot` needs API level 6. @default 'forward' */
  ActionButton?: Known<typeof values.BROWSER_ACTIONS>;
  ActionPredefinedURL?: string;
  TitleType?: Known<typeof values.BROWSER_TITLES>;
  /** Up to 15 characters. */
  CustomTitle?: string;
  Mode?: Known<typeof values.BROWSER_MODES>;
  FooterType?: Known<typeof values.BROWSER_FOOTERS>;
  /** API level 6. */
  ActionReplyData?: string;
}

/** The buttons below the chat. */
export interface Keyboard {
  /** Viber refuses a keyboard without it. */
  Type: 'keyboard'; // [seen]
  /** Many rows may not fit on a phone. */
  Buttons: readonly Button[];
  BgColor?: Color;
  /** Whether the keyboard is as high as the phone's own. */
  DefaultHeight?: boolean;
  /** Percentage of the screen, 40 to 70. API level 3. */
  CustomDefaultHeight?: number;
  /** Percentage of the normal button height, 20 to 100. API level 3. */
  HeightScale?: number;
  /** Width in cells, 1 to 6. API level 4. @default 6 */
  ButtonsGroupColumns?: number;
  /** Height in cells, 1 to 7. API level 4. @default 2 */
  ButtonsGroupRows?: number;
  /** API level 4. @default 'regular' */
  InputFieldState?: Known<typeof values.INPUT_FIELD_STATES>;
  /** Data for a favourites bot. API level 6. */
  FavoritesMetadata?: Record<string, unknown>;
  /** Undocumented. It appears only in the samples of Viber's own SDK. */
  Revision?: number; // [sdk]
}

/** A carousel of one to six cards inside the chat. */
export interface RichMedia {
  Type: 'rich_media';
  /** Width of a card in cells, 1 to 6. @default 6 */
  ButtonsGroupColumns?: number;
  /** Height of a card in cells, 1 to 7. @default 7 */
  ButtonsGroupRows?: number;
  /** The buttons of all cards in order. The next card begins when the rows of the one before it are full. */
  Buttons: readonly Button[];
  BgColor?: Color;
  /** Percentage of the normal button height, 20 to 100. API level 3. */
  HeightScale?: number;
  /** Data for a favourites bot. API level 6. */
  FavoritesMetadata?: Record<string, unknown>;
}
