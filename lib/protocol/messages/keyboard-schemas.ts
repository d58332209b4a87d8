import type { Button } from './keyboard';

// The documented limits of keyboards and carousels; where editions of the documentation differ, the more generous one.

const string = { type: 'string' } as const;
const boolean = { type: 'boolean' } as const;
const color = {
  type: 'string',
  pattern: '^#[0-9a-fA-F]{6}$',
  description: 'a color of the form #RRGGBB',
} as const;
const percent = { type: 'integer', minimum: 0, maximum: 100 } as const;
const columns = { type: 'integer', minimum: 1, maximum: 6 } as const;
const rows = { type: 'integer', minimum: 1, maximum: 7 } as const;
const scaleType = { enum: ['crop', 'fill', 'fit'] } as const;
const padding = { type: 'integer', minimum: 0, maximum: 12 } as const;
const heightScale = { type: 'integer', minimum: 20, maximum: 100 } as const;
// Favourites bots define these fields, so all are allowed.
const favoritesMetadata = { type: 'object' } as const;

/** Degrees north of the equator. */
export const latitude = {
  type: ['number', 'string'],
  minimum: -90,
  maximum: 90,
  pattern: '^-?([0-8]?[0-9]([.][0-9]+)?|90([.]0+)?)$',
  description: 'a number of degrees from -90 to 90',
} as const;

/** Degrees east of Greenwich. */
export const longitude = {
  type: ['number', 'string'],
  minimum: -180,
  maximum: 180,
  pattern: '^-?([0-9]{1,2}([.][0-9]+)?|1[0-7][0-9]([.][0-9]+)?|180([.]0+)?)$',
  description: 'a number of degrees from -180 to 180',
} as const;

const internalBrowser = {
  type: 'object',
  properties: {
    ActionButton: { enum: ['forward', 'send', 'open-externally', 'send-to-bot', 'none'] },
    ActionPredefinedURL: string,
    TitleType: { enum: ['domain', 'default'] },
    CustomTitle: { type: 'string', maxLength: 15 },
    Mode: { enum: ['fullscreen', 'fullscreen-portrait', 'fullscreen-landscape', 'partial-size'] },
    FooterType: { enum: ['default', 'hidden'] },
    ActionReplyData: string,
  },
} as const;

const buttonProperties = {
  Columns: columns,
  ActionType: { enum: ['reply', 'open-url', 'location-picker', 'share-phone', 'none'] },
  ActionBody: string,
  Silent: boolean,
  Text: { type: 'string', maxLength: 250 },
  // The tables of the documentation have neither "medium" nor the TextHAlign "middle", but its samples use both.
  TextSize: { enum: ['small', 'regular', 'medium', 'large'] },
  TextVAlign: { enum: ['top', 'middle', 'bottom'] },
  TextHAlign: { enum: ['left', 'center', 'middle', 'right'] },
  TextPaddings: {
    type: 'array',
    items: [padding, padding, padding, padding],
    minItems: 4,
    maxItems: 4,
    additionalItems: false,
  },
  TextOpacity: percent,
  TextShouldFit: boolean,
  TextBgGradientColor: color,
  BgColor: color,
  BgMediaType: { enum: ['picture', 'gif'] },
  BgMedia: string,
  BgMediaScaleType: scaleType,
  ImageScaleType: scaleType,
  BgLoop: boolean,
  Image: string,
  OpenURLType: { enum: ['internal', 'external'] },
  OpenURLMediaType: { enum: ['not-media', 'video', 'gif', 'picture', 'audio'] },
  InternalBrowser: internalBrowser,
  Map: {
    type: 'object',
    properties: { Latitude: latitude, Longitude: longitude },
  },
  Frame: {
    type: 'object',
    properties: {
      BorderWidth: { type: 'integer', minimum: 0, maximum: 10 },
      BorderColor: color,
      CornerRadius: { type: 'integer', minimum: 0, maximum: 10 },
    },
  },
  MediaPlayer: {
    type: 'object',
    properties: { Title: string, Subtitle: string, ThumbnailURL: string, Loop: boolean },
  },
} as const satisfies Partial<Record<keyof Button, object>>;

const actionBodyUnlessNone = {
  if: { required: ['ActionType'], properties: { ActionType: { const: 'none' } } },
  else: { required: ['ActionBody'] },
} as const;

const keyboardButton = {
  type: 'object',
  properties: { ...buttonProperties, Rows: { type: 'integer', minimum: 1, maximum: 2 } },
  ...actionBodyUnlessNone,
} as const;

const richMediaButton = {
  type: 'object',
  properties: { ...buttonProperties, Rows: rows },
  ...actionBodyUnlessNone,
} as const;

/** The JSON schema of a keyboard. */
export const keyboardSchema = {
  type: 'object',
  required: ['Type', 'Buttons'],
  properties: {
    Type: { const: 'keyboard' },
    Buttons: { type: 'array', items: keyboardButton, minItems: 1 },
    BgColor: color,
    DefaultHeight: boolean,
    CustomDefaultHeight: { type: 'integer', minimum: 40, maximum: 70 },
    HeightScale: heightScale,
    ButtonsGroupColumns: columns,
    ButtonsGroupRows: rows,
    InputFieldState: { enum: ['regular', 'minimized', 'hidden'] },
    FavoritesMetadata: favoritesMetadata,
    Revision: { type: 'integer' },
  },
} as const;

/** The JSON schema of a carousel. */
export const richMediaSchema = {
  type: 'object',
  required: ['Type', 'Buttons'],
  properties: {
    Type: { const: 'rich_media' },
    ButtonsGroupColumns: columns,
    ButtonsGroupRows: rows,
    Buttons: { type: 'array', items: richMediaButton, minItems: 1 },
    BgColor: color,
    HeightScale: heightScale,
    FavoritesMetadata: favoritesMetadata,
  },
} as const;
