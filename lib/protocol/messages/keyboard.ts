/** `#RRGGBB`. */
export type Color = string;

/** How an image is fitted into its button. */
export type ScaleType = 'crop' | 'fill' | 'fit';

/**
 * A button of a keyboard or of a carousel, discriminated on `ActionType`. A field that needs an API level is refused
 * in a message whose `min_api_version` is lower. [doc]
 */
export type Button = ActiveButton | InactiveButton;

/** A button that does something when it is tapped. [doc] */
export interface ActiveButton extends ButtonAppearance {
  /** `location-picker` and `share-phone` need API level 3, and are not on desktops. @default 'reply' */
  ActionType?: 'reply' | 'open-url' | 'location-picker' | 'share-phone';
  /** What a `reply` sends to the bot, the URL of `open-url`, any text for the pickers. */
  ActionBody: string;
}

/** A button to be looked at. [doc] */
export interface InactiveButton extends ButtonAppearance {
  ActionType: 'none';
  ActionBody?: string;
}

/** What all buttons have. [doc] */
export interface ButtonAppearance {
  /** Cells across, 1 to 6. @default 6 */
  Columns?: number;
  /** Cells down, 1 to 2 in a keyboard, 1 to 7 in rich media. @default 1 */
  Rows?: number;
  /** Whether tapping shows nothing in the chat. */
  Silent?: boolean;
  /** Up to 250 characters, a subset of HTML. */
  Text?: string;
  /** `medium` is in Viber's samples alone. @default 'regular' */
  TextSize?: 'small' | 'regular' | 'medium' | 'large';
  TextVAlign?: 'top' | 'middle' | 'bottom';
  /** `middle` is in Viber's samples alone. @default 'center' */
  TextHAlign?: 'left' | 'center' | 'middle' | 'right';
  /** Top, left, bottom, right, 0 to 12 each. API level 4. */
  TextPaddings?: [number, number, number, number];
  /** Percent, 0 to 100. */
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
  /** BorderWidth and CornerRadius 0 to 10. */
  Frame?: { BorderWidth?: number; BorderColor?: Color; CornerRadius?: number };
  /** API level 6. */
  MediaPlayer?: { Title?: string; Subtitle?: string; ThumbnailURL?: string; Loop?: boolean };
}

/** The browser that an `open-url` button opens inside Viber. [doc] */
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

/** The buttons under the chat. [doc] */
export interface Keyboard {
  /** Viber refuses a keyboard without it. [seen] */
  Type: 'keyboard';
  /** At most 24 rows in all. */
  Buttons: Button[];
  BgColor?: Color;
  /** Whether it is as high as the phone's own keyboard. */
  DefaultHeight?: boolean;
  /** Percent of the screen, 40 to 70. API level 3. */
  CustomDefaultHeight?: number;
  /** Percent of a button's usual height, 20 to 100. API level 3. */
  HeightScale?: number;
  /** Cells across, 1 to 6. API level 4. @default 6 */
  ButtonsGroupColumns?: number;
  /** Cells down, 1 to 7. API level 4. @default 2 */
  ButtonsGroupRows?: number;
  /** API level 4. @default 'regular' */
  InputFieldState?: 'regular' | 'minimized' | 'hidden';
  /** What a favourites bot is to keep. API level 6. */
  FavoritesMetadata?: Record<string, unknown>;
  /** In the samples of Viber's own SDK, and nowhere explained. [sdk] */
  Revision?: number;
}

/** A carousel of buttons inside the chat. [doc] */
export interface RichMedia {
  Type: 'rich_media';
  /** Cells across, 1 to 6. @default 6 */
  ButtonsGroupColumns?: number;
  /** Cells down, 1 to 7. @default 7 */
  ButtonsGroupRows?: number;
  /** At most 24 rows in all. */
  Buttons: Button[];
  BgColor?: Color;
  /** Percent of a button's usual height, 20 to 100. API level 3. */
  HeightScale?: number;
  /** What a favourites bot is to keep. API level 6. */
  FavoritesMetadata?: Record<string, unknown>;
}
