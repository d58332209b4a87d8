/** `#RRGGBB`. */
export type Color = string;

/** How an image is fitted into its button. */
export type ScaleType = 'crop' | 'fill' | 'fit';

/** A button of a keyboard or of a carousel. The API level a field needs is that of `min_api_version`. [doc] */
export interface Button {
  /** Cells across, 1 to 6. @default 6 */
  Columns?: number;
  /** Cells down, 1 to 2 in a keyboard, 1 to 7 in rich media. @default 1 */
  Rows?: number;
  /** `location-picker` and `share-phone` need API level 3. @default 'reply' */
  ActionType?: 'reply' | 'open-url' | 'location-picker' | 'share-phone' | 'none';
  /** What a `reply` sends to the bot, or the URL of `open-url`. Required but for `none`. */
  ActionBody?: string;
  /** Whether tapping shows nothing in the chat. */
  Silent?: boolean;
  /** Up to 250 characters, a subset of HTML. */
  Text?: string;
  TextSize?: 'small' | 'regular' | 'large';
  TextVAlign?: 'top' | 'middle' | 'bottom';
  TextHAlign?: 'left' | 'center' | 'right';
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
  /** API level 6. */
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
  /** API level 6. */
  FavoritesMetadata?: Record<string, unknown>;
}

/** A carousel of buttons inside the chat. [doc] */
export interface RichMedia {
  Type: 'rich_media';
  /** Cells across, 1 to 6. */
  ButtonsGroupColumns: number;
  /** Cells down, 1 to 7. */
  ButtonsGroupRows: number;
  Buttons: Button[];
  BgColor?: Color;
}
