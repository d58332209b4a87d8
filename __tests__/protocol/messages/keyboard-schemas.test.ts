import { withButton, withKeyboard, withRichMedia } from './outgoing-messages';
import type { MessageWithProblem } from './single-problem';
import { expectSingleProblem } from './single-problem';

const flawed: MessageWithProblem[] = [
  [
    'a keyboard that is an array',
    { keyboard: [] },
    'error wrong-kind',
    '/keyboard is an array of 0 items, not an object',
  ],
  [
    'a keyboard without a Type',
    withKeyboard({ Type: undefined }),
    'error required-field',
    '/keyboard/Type is required but missing',
  ],
  [
    'a keyboard of another Type',
    withKeyboard({ Type: 'Keyboard' }),
    'warning unknown-value',
    '/keyboard/Type is a string of 8 characters, not one of "keyboard"',
  ],
  [
    'a keyboard without Buttons',
    withKeyboard({ Buttons: undefined }),
    'error required-field',
    '/keyboard/Buttons is required but missing',
  ],
  [
    'a keyboard with no buttons',
    withKeyboard({ Buttons: [] }),
    'warning no-buttons',
    '/keyboard/Buttons has 0 items, fewer than 1 required',
  ],
  [
    'a button that is a string',
    withKeyboard({ Buttons: ['x'] }),
    'error wrong-kind',
    '/keyboard/Buttons/0 is a string of 1 character, not an object',
  ],
  [
    'a background colour by name',
    withKeyboard({ BgColor: 'red' }),
    'warning color',
    '/keyboard/BgColor is a string of 3 characters, not a color of the form #RRGGBB',
  ],
  [
    'a background colour of 3 digits',
    withKeyboard({ BgColor: '#fff' }),
    'warning color',
    '/keyboard/BgColor is a string of 4 characters, not a color of the form #RRGGBB',
  ],
  [
    'a DefaultHeight of 1',
    withKeyboard({ DefaultHeight: 1 }),
    'error wrong-kind',
    '/keyboard/DefaultHeight is a number, not true or false',
  ],
  [
    'too low a keyboard',
    withKeyboard({ CustomDefaultHeight: 39 }),
    'warning keyboard-height',
    '/keyboard/CustomDefaultHeight is outside the range 40 to 70',
  ],
  [
    'too high a keyboard',
    withKeyboard({ CustomDefaultHeight: 71 }),
    'warning keyboard-height',
    '/keyboard/CustomDefaultHeight is outside the range 40 to 70',
  ],
  [
    'too small a scale',
    withKeyboard({ HeightScale: 19 }),
    'warning height-scale',
    '/keyboard/HeightScale is outside the range 20 to 100',
  ],
  [
    'too large a scale',
    withKeyboard({ HeightScale: 101 }),
    'warning height-scale',
    '/keyboard/HeightScale is outside the range 20 to 100',
  ],
  [
    'a keyboard with 7 columns',
    withKeyboard({ ButtonsGroupColumns: 7 }),
    'warning grid-size',
    '/keyboard/ButtonsGroupColumns is outside the range 1 to 6',
  ],
  [
    'a keyboard with 8 rows',
    withKeyboard({ ButtonsGroupRows: 8 }),
    'warning grid-size',
    '/keyboard/ButtonsGroupRows is outside the range 1 to 7',
  ],
  [
    'an unknown state of the input field',
    withKeyboard({ InputFieldState: 'gone' }),
    'warning unknown-value',
    '/keyboard/InputFieldState is a string of 4 characters, not one of "regular", "minimized", "hidden"',
  ],
  [
    'favourites that are a string',
    withKeyboard({ FavoritesMetadata: 'x' }),
    'error wrong-kind',
    '/keyboard/FavoritesMetadata is a string of 1 character, not an object',
  ],

  [
    'a button without an ActionBody',
    { keyboard: { Type: 'keyboard', Buttons: [{}] } },
    'warning action-body',
    '/keyboard/Buttons/0/ActionBody is missing, although it is documented as required',
  ],
  [
    'a second button without an ActionBody',
    withKeyboard({ Buttons: [{ ActionBody: 'x' }, { ActionType: 'reply' }] }),
    'warning action-body',
    '/keyboard/Buttons/1/ActionBody is missing, although it is documented as required',
  ],
  [
    'an unknown ActionType',
    withButton({ ActionType: 'hush-hush' }),
    'warning unknown-value',
    '/keyboard/Buttons/0/ActionType is a string of 9 characters, not one of "reply", "open-url", "location-picker", "share-phone", "none", "buy", "open-map", "subscribe-bot"',
  ],
  [
    'a button 7 cells wide',
    withButton({ Columns: 7 }),
    'error button-columns',
    '/keyboard/Buttons/0/Columns is outside the range 1 to 6',
  ],
  [
    'a button of width 0',
    withButton({ Columns: 0 }),
    'error button-columns',
    '/keyboard/Buttons/0/Columns is outside the range 1 to 6',
  ],
  [
    'a button half a cell wide',
    withButton({ Columns: 1.5 }),
    'warning whole-number',
    '/keyboard/Buttons/0/Columns is a fraction, not a whole number',
  ],
  [
    'a button 8 cells high',
    withButton({ Rows: 8 }),
    'error button-rows',
    '/keyboard/Buttons/0/Rows is outside the range 1 to 7',
  ],
  [
    'too long a button text',
    withButton({ Text: 'x'.repeat(251) }),
    'warning button-text-length',
    '/keyboard/Buttons/0/Text has 251 characters, more than 250 allowed',
  ],
  [
    'an unknown text size',
    withButton({ TextSize: 'huge' }),
    'warning unknown-value',
    '/keyboard/Buttons/0/TextSize is a string of 4 characters, not one of "small", "regular", "medium", "large"',
  ],
  [
    'a vertical alignment as a horizontal one',
    withButton({ TextHAlign: 'top' }),
    'warning unknown-value',
    '/keyboard/Buttons/0/TextHAlign is a string of 3 characters, not one of "left", "center", "middle", "right"',
  ],
  [
    'an opacity above 100',
    withButton({ TextOpacity: 101 }),
    'warning text-opacity',
    '/keyboard/Buttons/0/TextOpacity is outside the range 0 to 100',
  ],
  [
    'three paddings',
    withButton({ TextPaddings: [1, 2, 3] }),
    'warning text-paddings',
    '/keyboard/Buttons/0/TextPaddings has 3 items, fewer than 4 required',
  ],
  [
    'five paddings',
    withButton({ TextPaddings: [1, 2, 3, 4, 5] }),
    'warning text-paddings',
    '/keyboard/Buttons/0/TextPaddings has 5 items, more than 4 allowed',
  ],
  [
    'too much padding',
    withButton({ TextPaddings: [0, 0, 0, 13] }),
    'warning text-paddings',
    '/keyboard/Buttons/0/TextPaddings/3 is outside the range 0 to 12',
  ],
  [
    'an unknown scale type',
    withButton({ ImageScaleType: 'stretch' }),
    'warning unknown-value',
    '/keyboard/Buttons/0/ImageScaleType is a string of 7 characters, not one of "crop", "fill", "fit"',
  ],
  [
    'too long a browser title',
    withButton({ InternalBrowser: { CustomTitle: 'x'.repeat(16) } }),
    'warning browser-title-length',
    '/keyboard/Buttons/0/InternalBrowser/CustomTitle has 16 characters, more than 15 allowed',
  ],
  [
    'an unknown browser mode',
    withButton({ InternalBrowser: { Mode: 'window' } }),
    'warning unknown-value',
    '/keyboard/Buttons/0/InternalBrowser/Mode is a string of 6 characters, not one of "fullscreen", "fullscreen-portrait", "fullscreen-landscape", "partial-size"',
  ],
  [
    'a map with a latitude in words',
    withButton({ Map: { Latitude: 'north' } }),
    'error wrong-kind',
    '/keyboard/Buttons/0/Map/Latitude is a string of 5 characters, not a number',
  ],
  [
    'too wide a border',
    withButton({ Frame: { BorderWidth: 11 } }),
    'warning frame-size',
    '/keyboard/Buttons/0/Frame/BorderWidth is outside the range 0 to 10',
  ],
  [
    'a player with a Loop in words',
    withButton({ MediaPlayer: { Loop: 'yes' } }),
    'error wrong-kind',
    '/keyboard/Buttons/0/MediaPlayer/Loop is a string of 3 characters, not true or false',
  ],

  [
    'a carousel message without a carousel',
    { type: 'rich_media', min_api_version: 7 },
    'error required-field',
    '/rich_media is required but missing',
  ],
  [
    'a carousel of the wrong Type',
    withRichMedia({ Type: 'keyboard' }),
    'warning unknown-value',
    '/rich_media/Type is a string of 8 characters, not one of "rich_media"',
  ],
  [
    'a carousel with 7 columns',
    withRichMedia({ ButtonsGroupColumns: 7 }),
    'warning grid-size',
    '/rich_media/ButtonsGroupColumns is outside the range 1 to 6',
  ],
  [
    'a carousel with 0 rows',
    withRichMedia({ ButtonsGroupRows: 0 }),
    'warning grid-size',
    '/rich_media/ButtonsGroupRows is outside the range 1 to 7',
  ],
  [
    'a carousel without buttons',
    withRichMedia({ Buttons: [] }),
    'warning no-buttons',
    '/rich_media/Buttons has 0 items, fewer than 1 required',
  ],
  [
    'a carousel button 8 cells high',
    withRichMedia({ Buttons: [{ ActionBody: 'x', Rows: 8 }] }),
    'error button-rows',
    '/rich_media/Buttons/0/Rows is outside the range 1 to 7',
  ],
  [
    'a carousel button without an ActionBody',
    withRichMedia({ Buttons: [{ Text: 'x' }] }),
    'warning action-body',
    '/rich_media/Buttons/0/ActionBody is missing, although it is documented as required',
  ],

  [
    'an unknown field of a keyboard',
    withKeyboard({ bgColor: '#FFFFFF' }),
    'warning unknown-field',
    '/keyboard/bgColor is not a known field. Did you mean "BgColor"?',
  ],
  [
    'an unknown field of a button',
    withButton({ Colums: 6 }),
    'warning unknown-field',
    '/keyboard/Buttons/0/Colums is not a known field. Did you mean "Columns"?',
  ],
  [
    'an unknown field of a frame',
    withButton({ Frame: { Width: 1 } }),
    'warning unknown-field',
    '/keyboard/Buttons/0/Frame/Width is not a known field. Expected one of BorderWidth, BorderColor, CornerRadius.',
  ],
  [
    'an unknown field of a map',
    withButton({ Map: { Latitud: 1 } }),
    'warning unknown-field',
    '/keyboard/Buttons/0/Map/Latitud is not a known field. Did you mean "Latitude"?',
  ],
  [
    'an unknown field of a player',
    withButton({ MediaPlayer: { Titel: 'x' } }),
    'warning unknown-field',
    '/keyboard/Buttons/0/MediaPlayer/Titel is not a known field. Did you mean "Title"?',
  ],
  [
    'an unknown field of the browser',
    withButton({ InternalBrowser: { mode: 'fullscreen' } }),
    'warning unknown-field',
    '/keyboard/Buttons/0/InternalBrowser/mode is not a known field. Did you mean "Mode"?',
  ],
  [
    'an unknown field of a carousel',
    withRichMedia({ Color: '#FFFFFF' }),
    'warning unknown-field',
    '/rich_media/Color is not a known field. Did you mean "BgColor"?',
  ],
  [
    'an unknown field of a carousel button',
    withRichMedia({ Buttons: [{ ActionBody: 'x', row: 1 }] }),
    'warning unknown-field',
    '/rich_media/Buttons/0/row is not a known field. Did you mean "Rows"?',
  ],

  [
    'an input field state below its API level',
    { ...withKeyboard({ InputFieldState: 'hidden' }), min_api_version: 3 },
    'warning api-level',
    '/keyboard/InputFieldState needs a min_api_version of 4 or more',
  ],
  [
    'a picker without an API level',
    { ...withButton({ ActionType: 'share-phone' }), min_api_version: undefined },
    'warning api-level',
    '/keyboard/Buttons/0/ActionType needs a min_api_version of 3 or more',
  ],
  [
    'a player below its API level',
    { ...withRichMedia({ Buttons: [{ ActionType: 'none', MediaPlayer: {} }] }), min_api_version: 5 },
    'warning api-level',
    '/rich_media/Buttons/0/MediaPlayer needs a min_api_version of 6 or more',
  ],

  [
    'a keyboard of 25 rows',
    withKeyboard({ Buttons: Array(25).fill({ ActionBody: 'x' }) }),
    'warning keyboard-rows',
    '/keyboard has buttons of more than 24 rows, which may not fit on a phone',
  ],
  [
    'a carousel of seven cards',
    withRichMedia({ Buttons: Array(7).fill({ ActionBody: 'x', Rows: 7 }) }),
    'warning carousel-cards',
    '/rich_media has buttons for more than 6 cards',
  ],

  [
    'a width as a string',
    withButton({ Columns: '3' }),
    'warning number-as-string',
    '/keyboard/Buttons/0/Columns is a string of 1 character, not a number',
  ],
  [
    'an empty string for a width',
    withButton({ Columns: '' }),
    'warning number-as-string',
    '/keyboard/Buttons/0/Columns is a string of 0 characters, not a number',
  ],
  [
    'too large a width as a string',
    withButton({ Columns: '10' }),
    'error button-columns',
    '/keyboard/Buttons/0/Columns is outside the range 1 to 6',
  ],
  [
    'a width in words',
    withButton({ Columns: 'wide' }),
    'error wrong-kind',
    '/keyboard/Buttons/0/Columns is a string of 4 characters, not a number',
  ],
  [
    'an object for a width',
    withButton({ Columns: { value: 6 } }),
    'error wrong-kind',
    '/keyboard/Buttons/0/Columns is an object, not a number',
  ],
  [
    '"true" as a string',
    withButton({ Silent: 'True' }),
    'warning boolean-as-string',
    '/keyboard/Buttons/0/Silent is a string of 4 characters, not true or false',
  ],
  [
    'a number for a text',
    withButton({ Text: 7 }),
    'warning string-as-number',
    '/keyboard/Buttons/0/Text is a number, not a string',
  ],
  [
    'an object for the buttons',
    withKeyboard({ Buttons: {} }),
    'error wrong-kind',
    '/keyboard/Buttons is an object, not an array',
  ],
  [
    'a null among the buttons',
    withKeyboard({ Buttons: [{ ActionBody: 'x' }, null] }),
    'error wrong-kind',
    '/keyboard/Buttons/1 is null, not an object',
  ],
  [
    'an unknown ReplyType',
    withButton({ ReplyType: 'hush' }),
    'warning unknown-value',
    '/keyboard/Buttons/0/ReplyType is a string of 4 characters, not one of "message", "query"',
  ],
  [
    'a carousel without a Type',
    withRichMedia({ Type: undefined }),
    'warning rich-media-type',
    '/rich_media/Type is missing, although it is documented as required',
  ],
  [
    'a carousel without Buttons',
    withRichMedia({ Buttons: null }),
    'error required-field',
    '/rich_media/Buttons is required but missing',
  ],
  [
    'a picker in a carousel',
    withRichMedia({ Buttons: [{ ActionType: 'share-phone' }] }),
    'warning picker-in-rich-media',
    '/rich_media/Buttons/0/ActionType is a picker, which rich media does not support on every client',
  ],
];

describe('validateMessage', () => {
  it.each(flawed)('names severity, rule, path and size for %s', (...row) => {
    expectSingleProblem(...row);
  });
});
