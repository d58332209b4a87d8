import type { OutgoingMessages } from './outgoing-messages';

// The documented limits; where versions of the documentation differ, the more generous one. The interfaces in
// outgoing-messages.ts and keyboard.ts say the same to the compiler: __tests__/types/schemas.test-d.ts proves it.

const string = { type: 'string' } as const;
const boolean = { type: 'boolean' } as const;
const filled = { type: 'string', minLength: 1 } as const;
const color = { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' } as const;
const percent = { type: 'integer', minimum: 0, maximum: 100 } as const;
const columns = { type: 'integer', minimum: 1, maximum: 6 } as const;
const rows = { type: 'integer', minimum: 1, maximum: 7 } as const;
const bytes = { type: 'integer', minimum: 0 } as const;
const scaleType = { enum: ['crop', 'fill', 'fit'] } as const;
const padding = { type: 'integer', minimum: 0, maximum: 12 } as const;
const latitude = {
  type: ['number', 'string'],
  minimum: -90,
  maximum: 90,
  pattern: '^-?([0-8]?[0-9]([.][0-9]+)?|90([.]0+)?)$',
} as const;
const longitude = {
  type: ['number', 'string'],
  minimum: -180,
  maximum: 180,
  pattern: '^-?([0-9]{1,2}([.][0-9]+)?|1[0-7][0-9]([.][0-9]+)?|180([.]0+)?)$',
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
  TextSize: { enum: ['small', 'regular', 'large'] },
  TextVAlign: { enum: ['top', 'middle', 'bottom'] },
  TextHAlign: { enum: ['left', 'center', 'right'] },
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
} as const;

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

const keyboard = {
  type: 'object',
  required: ['Type', 'Buttons'],
  properties: {
    Type: { const: 'keyboard' },
    Buttons: { type: 'array', items: keyboardButton, minItems: 1 },
    BgColor: color,
    DefaultHeight: boolean,
    CustomDefaultHeight: { type: 'integer', minimum: 40, maximum: 70 },
    HeightScale: { type: 'integer', minimum: 20, maximum: 100 },
    ButtonsGroupColumns: columns,
    ButtonsGroupRows: rows,
    InputFieldState: { enum: ['regular', 'minimized', 'hidden'] },
    FavoritesMetadata: { type: 'object' },
  },
} as const;

const richMedia = {
  type: 'object',
  required: ['Type', 'ButtonsGroupColumns', 'ButtonsGroupRows', 'Buttons'],
  properties: {
    Type: { const: 'rich_media' },
    ButtonsGroupColumns: columns,
    ButtonsGroupRows: rows,
    Buttons: { type: 'array', items: richMediaButton, minItems: 1 },
    BgColor: color,
  },
} as const;

const common = {
  sender: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', minLength: 1, maxLength: 28 }, avatar: string },
  },
  tracking_data: { type: 'string', maxLength: 4000 },
  min_api_version: { type: 'integer', minimum: 1 },
  keyboard,
} as const;

/** One JSON schema for each type of outgoing message. */
export const outgoingMessageSchemas = {
  text: {
    type: 'object',
    required: ['type', 'text'],
    properties: {
      ...common,
      type: { const: 'text' },
      text: { type: 'string', minLength: 1, maxLength: 7000 },
    },
  },
  picture: {
    type: 'object',
    required: ['type', 'text', 'media'],
    properties: {
      ...common,
      type: { const: 'picture' },
      text: { type: 'string', maxLength: 768 },
      media: filled,
      thumbnail: string,
    },
  },
  video: {
    type: 'object',
    required: ['type', 'media', 'size'],
    properties: {
      ...common,
      type: { const: 'video' },
      media: filled,
      size: bytes,
      duration: { type: 'number', minimum: 0, maximum: 180 },
      thumbnail: string,
      text: string,
    },
  },
  file: {
    type: 'object',
    required: ['type', 'media', 'size', 'file_name'],
    properties: {
      ...common,
      type: { const: 'file' },
      media: filled,
      size: { type: 'integer', minimum: 0, maximum: 52428800 },
      file_name: { type: 'string', minLength: 1, maxLength: 256 },
    },
  },
  contact: {
    type: 'object',
    required: ['type', 'contact'],
    properties: {
      ...common,
      type: { const: 'contact' },
      contact: {
        type: 'object',
        required: ['name', 'phone_number'],
        properties: {
          name: { type: 'string', maxLength: 28 },
          phone_number: { type: 'string', maxLength: 18 },
        },
      },
    },
  },
  location: {
    type: 'object',
    required: ['type', 'location'],
    properties: {
      ...common,
      type: { const: 'location' },
      location: {
        type: 'object',
        required: ['lat', 'lon'],
        properties: {
          lat: latitude,
          lon: longitude,
        },
      },
    },
  },
  url: {
    type: 'object',
    required: ['type', 'media'],
    properties: {
      ...common,
      type: { const: 'url' },
      media: { type: 'string', minLength: 1, maxLength: 2000 },
    },
  },
  sticker: {
    type: 'object',
    required: ['type', 'sticker_id'],
    properties: { ...common, type: { const: 'sticker' }, sticker_id: { type: ['number', 'string'] } },
  },
  rich_media: {
    type: 'object',
    required: ['type', 'rich_media', 'min_api_version'],
    properties: {
      ...common,
      type: { const: 'rich_media' },
      rich_media: richMedia,
      min_api_version: { type: 'integer', minimum: 2 },
      alt_text: string,
    },
  },
} as const satisfies Record<keyof OutgoingMessages, object>;

/** The JSON schema of a keyboard sent alone, without a `type`. */
export const outgoingKeyboardSchema = {
  type: 'object',
  required: ['keyboard'],
  properties: common,
} as const;
