import { withButton, withKeyboard, withRichMedia } from './outgoing-messages';
import type { InvalidMessage } from './single-problem';
import { expectSingleProblem } from './single-problem';

const invalid: InvalidMessage[] = [
  ['a keyboard that is an array', { keyboard: [] }, '/keyboard', 'is an array of 0 items, not an object'],
  [
    'a keyboard without a Type',
    withKeyboard({ Type: undefined }),
    '/keyboard/Type',
    'is required but missing',
  ],
  [
    'a keyboard of another Type',
    withKeyboard({ Type: 'Keyboard' }),
    '/keyboard/Type',
    'is a string of 8 characters, not "keyboard"',
  ],
  [
    'a keyboard without Buttons',
    withKeyboard({ Buttons: undefined }),
    '/keyboard/Buttons',
    'is required but missing',
  ],
  [
    'a keyboard with no buttons',
    withKeyboard({ Buttons: [] }),
    '/keyboard/Buttons',
    'has 0 items, fewer than 1 required',
  ],
  [
    'a button that is a string',
    withKeyboard({ Buttons: ['x'] }),
    '/keyboard/Buttons/0',
    'is a string of 1 character, not an object',
  ],
  [
    'a background colour by name',
    withKeyboard({ BgColor: 'red' }),
    '/keyboard/BgColor',
    'is a string of 3 characters, not a color of the form #RRGGBB',
  ],
  [
    'a background colour of 3 digits',
    withKeyboard({ BgColor: '#fff' }),
    '/keyboard/BgColor',
    'is a string of 4 characters, not a color of the form #RRGGBB',
  ],
  [
    'a DefaultHeight of 1',
    withKeyboard({ DefaultHeight: 1 }),
    '/keyboard/DefaultHeight',
    'is a number, not true or false',
  ],
  [
    'too low a keyboard',
    withKeyboard({ CustomDefaultHeight: 39 }),
    '/keyboard/CustomDefaultHeight',
    'is 39, less than the minimum of 40',
  ],
  [
    'too high a keyboard',
    withKeyboard({ CustomDefaultHeight: 71 }),
    '/keyboard/CustomDefaultHeight',
    'is 71, more than the maximum of 70',
  ],
  [
    'too small a scale',
    withKeyboard({ HeightScale: 19 }),
    '/keyboard/HeightScale',
    'is 19, less than the minimum of 20',
  ],
  [
    'too large a scale',
    withKeyboard({ HeightScale: 101 }),
    '/keyboard/HeightScale',
    'is 101, more than the maximum of 100',
  ],
  [
    'a keyboard with 7 columns',
    withKeyboard({ ButtonsGroupColumns: 7 }),
    '/keyboard/ButtonsGroupColumns',
    'is 7, more than the maximum of 6',
  ],
  [
    'a keyboard with 8 rows',
    withKeyboard({ ButtonsGroupRows: 8 }),
    '/keyboard/ButtonsGroupRows',
    'is 8, more than the maximum of 7',
  ],
  [
    'an unknown state of the input field',
    withKeyboard({ InputFieldState: 'gone' }),
    '/keyboard/InputFieldState',
    'is a string of 4 characters, not one of "regular", "minimized", "hidden"',
  ],
  [
    'favourites that are a string',
    withKeyboard({ FavoritesMetadata: 'x' }),
    '/keyboard/FavoritesMetadata',
    'is a string of 1 character, not an object',
  ],

  [
    'a button without an ActionBody',
    { keyboard: { Type: 'keyboard', Buttons: [{}] } },
    '/keyboard/Buttons/0/ActionBody',
    'is required but missing, unless ActionType is "none"',
  ],
  [
    'a second button without an ActionBody',
    withKeyboard({ Buttons: [{ ActionBody: 'x' }, { ActionType: 'reply' }] }),
    '/keyboard/Buttons/1/ActionBody',
    'is required but missing, unless ActionType is "none"',
  ],
  [
    'an unknown ActionType',
    withButton({ ActionType: 'hush-hush' }),
    '/keyboard/Buttons/0/ActionType',
    'is a string of 9 characters, not one of "reply", "open-url", "location-picker", "share-phone", "none"',
  ],
  [
    'a button 7 cells wide',
    withButton({ Columns: 7 }),
    '/keyboard/Buttons/0/Columns',
    'is 7, more than the maximum of 6',
  ],
  [
    'a button of width 0',
    withButton({ Columns: 0 }),
    '/keyboard/Buttons/0/Columns',
    'is 0, less than the minimum of 1',
  ],
  [
    'a button half a cell wide',
    withButton({ Columns: 1.5 }),
    '/keyboard/Buttons/0/Columns',
    'is a fraction, not a whole number',
  ],
  [
    'a button 3 cells high',
    withButton({ Rows: 3 }),
    '/keyboard/Buttons/0/Rows',
    'is 3, more than the maximum of 2',
  ],
  [
    'too long a button text',
    withButton({ Text: 'x'.repeat(251) }),
    '/keyboard/Buttons/0/Text',
    'has 251 characters, more than 250 allowed',
  ],
  [
    'an unknown text size',
    withButton({ TextSize: 'huge' }),
    '/keyboard/Buttons/0/TextSize',
    'is a string of 4 characters, not one of "small", "regular", "medium", "large"',
  ],
  [
    'a vertical alignment as a horizontal one',
    withButton({ TextHAlign: 'top' }),
    '/keyboard/Buttons/0/TextHAlign',
    'is a string of 3 characters, not one of "left", "center", "middle", "right"',
  ],
  [
    'an opacity above 100',
    withButton({ TextOpacity: 101 }),
    '/keyboard/Buttons/0/TextOpacity',
    'is 101, more than the maximum of 100',
  ],
  [
    'three paddings',
    withButton({ TextPaddings: [1, 2, 3] }),
    '/keyboard/Buttons/0/TextPaddings',
    'has 3 items, fewer than 4 required',
  ],
  [
    'five paddings',
    withButton({ TextPaddings: [1, 2, 3, 4, 5] }),
    '/keyboard/Buttons/0/TextPaddings',
    'has 5 items, more than 4 allowed',
  ],
  [
    'too much padding',
    withButton({ TextPaddings: [0, 0, 0, 13] }),
    '/keyboard/Buttons/0/TextPaddings/3',
    'is 13, more than the maximum of 12',
  ],
  [
    'an unknown scale type',
    withButton({ ImageScaleType: 'stretch' }),
    '/keyboard/Buttons/0/ImageScaleType',
    'is a string of 7 characters, not one of "crop", "fill", "fit"',
  ],
  [
    'too long a browser title',
    withButton({ InternalBrowser: { CustomTitle: 'x'.repeat(16) } }),
    '/keyboard/Buttons/0/InternalBrowser/CustomTitle',
    'has 16 characters, more than 15 allowed',
  ],
  [
    'an unknown browser mode',
    withButton({ InternalBrowser: { Mode: 'window' } }),
    '/keyboard/Buttons/0/InternalBrowser/Mode',
    'is a string of 6 characters, not one of "fullscreen", "fullscreen-portrait", "fullscreen-landscape", "partial-size"',
  ],
  [
    'a map with a latitude in words',
    withButton({ Map: { Latitude: 'north' } }),
    '/keyboard/Buttons/0/Map/Latitude',
    'is a string of 5 characters, not a number of degrees from -90 to 90',
  ],
  [
    'too wide a border',
    withButton({ Frame: { BorderWidth: 11 } }),
    '/keyboard/Buttons/0/Frame/BorderWidth',
    'is 11, more than the maximum of 10',
  ],
  [
    'a player with a Loop in words',
    withButton({ MediaPlayer: { Loop: 'yes' } }),
    '/keyboard/Buttons/0/MediaPlayer/Loop',
    'is a string of 3 characters, not true or false',
  ],

  [
    'a carousel message without a carousel',
    { type: 'rich_media', min_api_version: 7 },
    '/rich_media',
    'is required but missing',
  ],
  [
    'a carousel of the wrong Type',
    withRichMedia({ Type: 'keyboard' }),
    '/rich_media/Type',
    'is a string of 8 characters, not "rich_media"',
  ],
  [
    'a carousel with 7 columns',
    withRichMedia({ ButtonsGroupColumns: 7 }),
    '/rich_media/ButtonsGroupColumns',
    'is 7, more than the maximum of 6',
  ],
  [
    'a carousel with 0 rows',
    withRichMedia({ ButtonsGroupRows: 0 }),
    '/rich_media/ButtonsGroupRows',
    'is 0, less than the minimum of 1',
  ],
  [
    'a carousel without buttons',
    withRichMedia({ Buttons: [] }),
    '/rich_media/Buttons',
    'has 0 items, fewer than 1 required',
  ],
  [
    'a carousel button 8 cells high',
    withRichMedia({ Buttons: [{ ActionBody: 'x', Rows: 8 }] }),
    '/rich_media/Buttons/0/Rows',
    'is 8, more than the maximum of 7',
  ],
  [
    'a carousel button without an ActionBody',
    withRichMedia({ Buttons: [{ Text: 'x' }] }),
    '/rich_media/Buttons/0/ActionBody',
    'is required but missing, unless ActionType is "none"',
  ],

  [
    'an unknown field of a keyboard',
    withKeyboard({ bgColor: '#FFFFFF' }),
    '/keyboard/bgColor',
    'is not a known field. Did you mean "BgColor"?',
  ],
  [
    'an unknown field of a button',
    withButton({ Colums: 6 }),
    '/keyboard/Buttons/0/Colums',
    'is not a known field. Did you mean "Columns"?',
  ],
  [
    'an unknown field of a frame',
    withButton({ Frame: { Width: 1 } }),
    '/keyboard/Buttons/0/Frame/Width',
    expect.stringMatching(/^is not a known field/),
  ],
  [
    'an unknown field of a map',
    withButton({ Map: { Latitud: 1 } }),
    '/keyboard/Buttons/0/Map/Latitud',
    'is not a known field. Did you mean "Latitude"?',
  ],
  [
    'an unknown field of a player',
    withButton({ MediaPlayer: { Titel: 'x' } }),
    '/keyboard/Buttons/0/MediaPlayer/Titel',
    'is not a known field. Did you mean "Title"?',
  ],
  [
    'an unknown field of the browser',
    withButton({ InternalBrowser: { mode: 'fullscreen' } }),
    '/keyboard/Buttons/0/InternalBrowser/mode',
    'is not a known field. Did you mean "Mode"?',
  ],
  [
    'an unknown field of a carousel',
    withRichMedia({ Color: '#FFFFFF' }),
    '/rich_media/Color',
    'is not a known field. Did you mean "BgColor"?',
  ],
  [
    'an unknown field of a carousel button',
    withRichMedia({ Buttons: [{ ActionBody: 'x', row: 1 }] }),
    '/rich_media/Buttons/0/row',
    'is not a known field. Did you mean "Rows"?',
  ],

  [
    'an input field state below its API level',
    { ...withKeyboard({ InputFieldState: 'hidden' }), min_api_version: 3 },
    '/keyboard/InputFieldState',
    'needs a min_api_version of 4 or more, but it is 3',
  ],
  [
    'a picker without an API level',
    { ...withButton({ ActionType: 'share-phone' }), min_api_version: undefined },
    '/keyboard/Buttons/0/ActionType',
    'needs a min_api_version of 3 or more, but it is missing, which means 1',
  ],
  [
    'a player below its API level',
    { ...withRichMedia({ Buttons: [{ ActionType: 'none', MediaPlayer: {} }] }), min_api_version: 5 },
    '/rich_media/Buttons/0/MediaPlayer',
    'needs a min_api_version of 6 or more, but it is 5',
  ],

  [
    'a keyboard of 25 rows',
    withKeyboard({ Buttons: Array(25).fill({ ActionBody: 'x' }) }),
    '/keyboard/Buttons',
    'need at least 25 rows, more than 24 allowed',
  ],
  [
    'a carousel of 28 rows',
    withRichMedia({
      ButtonsGroupColumns: 6,
      ButtonsGroupRows: 7,
      Buttons: Array(4).fill({ ActionBody: 'x', Rows: 7 }),
    }),
    '/rich_media/Buttons',
    'need at least 28 rows, more than 24 allowed',
  ],
];

describe('validateMessage', () => {
  it.each(invalid)('names the path, the size and the rule for %s', (_what, message, path, rule) => {
    expectSingleProblem(message, path, rule);
  });
});
