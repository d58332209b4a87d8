// Documented fields and limits [doc], unless marked otherwise.

/** A colour as `#RRGGBB`. */
export type Color = string;

/** How an image fits into its button. */
export type ScaleType = 'crop' | 'fill' | 'fit';

/**
 * A button of a keyboard or of a carousel, discriminated by `ActionType`. A field that needs an API level is not valid in
 * a message with a lower `min_api_version`.
 */
export type Button = ActiveButton | InactiveButton;

/** A button that does something when it is tapped. */
export interface ActiveButton extends ButtonAppearance {
  /** `location-picker` and `share-phone` need API level 3 and do not work on desktops. @default 'reply' */
  ActionType?: 'reply' | 'open-url' | 'location-picker' | 'share-phone';
  /** The text that `reply` sends to the bot, the URL of `open-url`, or any text for the other types. */
  ActionBody: string;
}

/** A button that cannot be tapped. */
export interface InactiveButton extends ButtonAppearance {
  ActionType: 'none';
  ActionBody?: string;
}

/** The fields of every button. */
export interface ButtonAppearance {
  /** Width in cells, 1 to 6. @default 6 */
  Columns?: number;
  /** Height in cells, 1 to 2 in a keyboard, 1 to 7 in rich media. @default 1 */
  Rows?: number;
  /** Whether a tap is hidden from the chat. */
  Silent?: boolean;
  /** Up to 250 characters, a subset of HTML. */
  Text?: string;
  /** `medium` appears only in Viber's samples. @default 'regular' */
  TextSize?: 'small' | 'regular' | 'medium' | 'large';
  TextVAlign?: 'top' | 'middle' | 'bottom';
  /** `middle` appears only in Viber's samples. @default 'center' */
  TextHAlign?: 'left' | 'center' | 'middle' | 'right';
  /** Top, left, bottom and right, each from 0 to 12. API level 4. */
  TextPaddings?: [number, number, number, number];
  /** Percentage, 0 to 100. */
  TextOpacity?: number;
  /** API level 6. */
  TextShouldFit?: boolean;
  TextBgGradientColor?: Color;
  BgColor?: Color;
  BgMediaType?: 'picture' | 'gif';
  BgMedia?: string;
  /** API level 6. */
  BgMediaScaleType?: ScaleType;
  /** API level 6. */
  ImageScaleType?: ScaleType;
  BgLoop?: boolean;
  Image?: string;
  OpenURLType?: 'internal' | 'external';
  OpenURLMediaType?: 'not-media' | 'video' | 'gif' | 'picture' | 'audio';
  /** API level 3. */
  InternalBrowser?: InternalBrowser;
  Map?: { Latitude?: number | string; Longitude?: number | string };
  /** `BorderWidth` and `CornerRadius` are from 0 to 10. */
  Frame?: { BorderWidth?: number; BorderColor?: Color; CornerRadius?: number };
  /** API level 6. */
  MediaPlayer?: { Title?: string; Subtitle?: string; ThumbnailURL?: string; Loop?: boolean };
}

/** The browser that an `open-url` button opens inside Viber. */
export interface InternalBrowser {
  ActionButton?: 'forward' | 'send' | 'open-externally' | 'send-to-bot' | 'none';
  ActionPredefinedURL?: string;
  TitleType?: 'domain' | 'default';
  /** Up to 15 characters. */
  CustomTitle?: string;
  Mode?: 'fullscreen' | 'fullscreen-portrait' | 'fullscreen-landscape' | 'partial-size';
  FooterType?: 'default' | 'hidden';
  ActionReplyData?: string;
}

/** The buttons below the chat. */
export interface Keyboard {
  /** Viber refuses a keyboard without it. */
  Type: 'keyboard'; // [seen]
  /** Up to 24 rows in total. */
  Buttons: Button[];
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
  InputFieldState?: 'regular' | 'minimized' | 'hidden';
  /** Data for a favourites bot. API level 6. */
  FavoritesMetadata?: Record<string, unknown>;
  /** Undocumented. It appears only in the samples of Viber's own SDK. */
  Revision?: number; // [sdk]
}

/** A carousel of buttons inside the chat. */
export interface RichMedia {
  Type: 'rich_media';
  /** Width in cells, 1 to 6. @default 6 */
  ButtonsGroupColumns?: number;
  /** Height in cells, 1 to 7. @default 7 */
  ButtonsGroupRows?: number;
  /** Up to 24 rows in total. */
  Buttons: Button[];
  BgColor?: Color;
  /** Percentage of the normal button height, 20 to 100. API level 3. */
  HeightScale?: number;
  /** Data for a favourites bot. API level 6. */
  FavoritesMetadata?: Record<string, unknown>;
}
