import type { Button, InternalBrowser, Keyboard, MediaPlayer, RichMedia } from './keyboard';
import * as values from './known-values';
import type { Schema } from './message-rules';
import { all, fromLevel, KEYBOARDS, kindsOf, refused, RICH_MEDIA, warned } from './message-rules';

// Each rule has its severity and source beside it. Where editions of the documentation differ, the more generous one
// holds.

const {
  string,
  text,
  stringPreferred,
  number,
  wholeNumber,
  boolean,
  color,
  anyObject,
  degrees,
  known,
  listOf,
  object,
} = kindsOf(KEYBOARDS);

function range(rule: string, min: number, max: number): Schema {
  return all(number, warned(rule, KEYBOARDS, { range: [min, max] }));
}

const internalBrowser = object<InternalBrowser>({
  ActionButton: all(known(values.BROWSER_ACTIONS), {
    if: { const: 'send-to-bot' },
    then: fromLevel(6),
  }),
  ActionPredefinedURL: string,
  TitleType: known(values.BROWSER_TITLES),
  CustomTitle: text('browser-title-length', 15),
  Mode: known(values.BROWSER_MODES),
  FooterType: known(values.BROWSER_FOOTERS),
  ActionReplyData: all(string, fromLevel(6)),
});

const mediaPlayer = all(
  object<MediaPlayer>({ Title: string, Subtitle: string, ThumbnailURL: string, Loop: boolean }),
  fromLevel(6),
);

const pickerLevel: Schema = {
  if: { enum: values.PICKERS },
  then: fromLevel(3),
};

// Documented as required, but bots leave it out of buttons that neither send a text nor open a page. [code] A button
// without ActionType is a reply.
const actionBodyWhereNeeded: Schema = {
  if: { properties: { ActionType: { enum: ['reply', 'open-url'] } } },
  then: warned('action-body', KEYBOARDS, { required: ['ActionBody'] }),
};

/** The JSON schema of a button. */
export const buttonSchema: Schema = object<Button>(
  {
    Columns: all(wholeNumber, refused('button-columns', KEYBOARDS, { range: [1, 6] })),
    Rows: all(wholeNumber, refused('button-rows', RICH_MEDIA, { range: [1, 7] })),
    ActionType: all(known(values.ACTION_TYPES), pickerLevel),
    ActionBody: stringPreferred,
    ReplyType: known(values.REPLY_TYPES),
    Silent: boolean,
    // Cropped beyond.
    Text: all(stringPreferred, warned('button-text-length', RICH_MEDIA, { maxLength: 250 })),
    TextSize: known(values.TEXT_SIZES),
    TextVAlign: known(values.VERTICAL_ALIGNMENTS),
    TextHAlign: known(values.HORIZONTAL_ALIGNMENTS),
    TextPaddings: all(
      listOf(range('text-paddings', 0, 12), warned('text-paddings', KEYBOARDS, { minItems: 4, maxItems: 4 })),
      fromLevel(4),
    ),
    TextOpacity: range('text-opacity', 0, 100),
    TextShouldFit: all(boolean, fromLevel(6)),
    TextBgGradientColor: color,
    BgColor: color,
    BgMediaType: known(values.BACKGROUND_MEDIA_TYPES),
    BgMedia: string,
    BgMediaScaleType: all(known(values.SCALE_TYPES), fromLevel(6)),
    ImageScaleType: all(known(values.SCALE_TYPES), fromLevel(6)),
    BgLoop: boolean,
    Image: string,
    OpenURLType: known(values.URL_TYPES),
    OpenURLMediaType: known(values.URL_MEDIA_TYPES),
    InternalBrowser: all(internalBrowser, fromLevel(3)),
    Map: all(
      object<NonNullable<Button['Map']>>({ Latitude: degrees(90), Longitude: degrees(180) }),
      fromLevel(6),
    ),
    Frame: all(
      object<NonNullable<Button['Frame']>>({
        BorderWidth: range('frame-size', 0, 10),
        BorderColor: color,
        CornerRadius: range('frame-size', 0, 10),
      }),
      fromLevel(6),
    ),
    MediaPlayer: mediaPlayer,
    Mediaplayer: mediaPlayer,
  },
  [],
  actionBodyWhereNeeded,
);

const button: Schema = { $ref: 'button' };

const richMediaButton = all(button, {
  properties: {
    ActionType: warned('picker-in-rich-media', RICH_MEDIA, {
      not: { enum: values.PICKERS },
      description: 'a picker, which rich media does not support on every client',
    }),
  },
});

const atLeastOneButton = warned('no-buttons', KEYBOARDS, { minItems: 1 });
const heightScale = all(range('height-scale', 20, 100), fromLevel(3));
const gridColumns = range('grid-size', 1, 6);
const gridRows = range('grid-size', 1, 7);
// Favourites bots define these fields, so all are allowed.
const favoritesMetadata = all(anyObject, fromLevel(6));

/** The JSON schema of a keyboard. */
export const keyboardSchema: Schema = object<Keyboard>(
  {
    Type: known(['keyboard']),
    Buttons: listOf(button, atLeastOneButton),
    BgColor: color,
    DefaultHeight: boolean,
    CustomDefaultHeight: all(range('keyboard-height', 40, 70), fromLevel(3)),
    HeightScale: heightScale,
    ButtonsGroupColumns: all(gridColumns, fromLevel(4)),
    ButtonsGroupRows: all(gridRows, fromLevel(4)),
    InputFieldState: all(known(values.INPUT_FIELD_STATES), fromLevel(4)),
    FavoritesMetadata: favoritesMetadata,
    Revision: wholeNumber,
  },
  ['Type', 'Buttons'],
  warned('keyboard-rows', "an older edition of Viber's documentation, Keyboards", { maxButtonRows: 24 }),
);

/** The JSON schema of a carousel. Its grid may be set at any level. [doc, hub] */
export const richMediaSchema: Schema = object<RichMedia>(
  {
    Type: known(['rich_media']),
    Buttons: listOf(richMediaButton, atLeastOneButton),
    ButtonsGroupColumns: gridColumns,
    ButtonsGroupRows: gridRows,
    BgColor: color,
    HeightScale: heightScale,
    FavoritesMetadata: favoritesMetadata,
  },
  ['Buttons'],
  // Bots leave it out. [code]
  warned('rich-media-type', RICH_MEDIA, { required: ['Type'] }),
  warned('carousel-cards', RICH_MEDIA, { maxCards: 6 }),
);
