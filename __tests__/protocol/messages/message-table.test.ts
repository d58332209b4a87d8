import { validateMessage } from '../../../lib/protocol/messages/validate-message';
import { least, media, messageOfBytes, withButton, withKeyboard, withRichMedia } from './outgoing-messages';

const types = 'text, picture, video, file, contact, location, url, sticker, rich_media';
const mustBeObject = "must be an object such as { type: 'text', text: '…' }";
const location = (lat: unknown, lon: unknown) => ({ type: 'location', location: { lat, lon } });

const wrong: [what: string, message: unknown, path: string, rule: unknown][] = [
  ['no message', undefined, 'the message', mustBeObject],
  ['null', null, 'the message', mustBeObject],
  ['a bare text', 'hush-hush', 'the message', mustBeObject],
  ['a list of messages', [least.text], 'the message', mustBeObject],
  ['an empty message', {}, '/type', `is required but missing, except for a keyboard alone: one of ${types}`],
  ['an unknown type', { type: 'hush-hush' }, '/type', `is a string of 9 characters, none of ${types}`],
  ['a type of null', { type: null }, '/type', `is null, none of ${types}`],
  [
    'a type every object inherits',
    { type: 'constructor' },
    '/type',
    `is a string of 11 characters, none of ${types}. Did you mean "contact"?`,
  ],
  [
    'a type in upper case',
    { type: 'Text', text: 'x' },
    '/type',
    `is a string of 4 characters, none of ${types}. Did you mean "text"?`,
  ],

  ['a text without text', { type: 'text' }, '/text', 'is required but missing'],
  ['a text of undefined', { type: 'text', text: undefined }, '/text', 'is required but missing'],
  ['an empty text', { type: 'text', text: '' }, '/text', 'has 0 characters, fewer than 1 required'],
  [
    'too long a text',
    { type: 'text', text: 'x'.repeat(7001) },
    '/text',
    'has 7001 characters, more than 7000 allowed',
  ],
  ['a text of a number', { type: 'text', text: 7 }, '/text', 'is a number, not a string'],

  ['a picture without a caption field', { type: 'picture', media }, '/text', 'is required but missing'],
  ['a picture without media', { type: 'picture', text: '' }, '/media', 'is required but missing'],
  [
    'a picture with empty media',
    { type: 'picture', text: '', media: '' },
    '/media',
    'has 0 characters, fewer than 1 required',
  ],
  [
    'too long a caption',
    { ...least.picture, text: 'x'.repeat(769) },
    '/text',
    'has 769 characters, more than 768 allowed',
  ],
  [
    'a thumbnail that is no URL',
    { ...least.picture, thumbnail: {} },
    '/thumbnail',
    'is an object, not a string',
  ],

  ['a video without a size', { type: 'video', media }, '/size', 'is required but missing'],
  ['a video without media', { type: 'video', size: 1 }, '/media', 'is required but missing'],
  [
    'a size in text',
    { ...least.video, size: '10 MB' },
    '/size',
    'is a string of 5 characters, not a whole number',
  ],
  ['half a byte', { ...least.video, size: 1.5 }, '/size', 'is a fraction, not a whole number'],
  ['a negative size', { ...least.video, size: -1 }, '/size', 'is -1, less than the minimum of 0'],
  ['a size of NaN', { ...least.video, size: Number.NaN }, '/size', 'is null, not a whole number'],
  [
    'too long a video',
    { ...least.video, duration: 181 },
    '/duration',
    'is 181, more than the maximum of 180',
  ],
  [
    'a video that ends before it starts',
    { ...least.video, duration: -1 },
    '/duration',
    'is -1, less than the minimum of 0',
  ],

  ['a file without a size', { type: 'file', media, file_name: 'f' }, '/size', 'is required but missing'],
  ['a file without a name', { type: 'file', media, size: 1 }, '/file_name', 'is required but missing'],
  [
    'too large a file',
    { ...least.file, size: 52_428_801 },
    '/size',
    'is 52428801, more than the maximum of 52428800',
  ],
  [
    'an empty file name',
    { ...least.file, file_name: '' },
    '/file_name',
    'has 0 characters, fewer than 1 required',
  ],
  [
    'too long a file name',
    { ...least.file, file_name: 'f'.repeat(257) },
    '/file_name',
    'has 257 characters, more than 256 allowed',
  ],

  ['a contact without a contact', { type: 'contact' }, '/contact', 'is required but missing'],
  [
    'a contact without a name',
    { type: 'contact', contact: { phone_number: '1' } },
    '/contact/name',
    'is required but missing',
  ],
  [
    'a contact without a number',
    { type: 'contact', contact: { name: 'x' } },
    '/contact/phone_number',
    'is required but missing',
  ],
  [
    'too long a name of a contact',
    { type: 'contact', contact: { name: 'x'.repeat(29), phone_number: '1' } },
    '/contact/name',
    'has 29 characters, more than 28 allowed',
  ],
  [
    'too long a number of a contact',
    { type: 'contact', contact: { name: 'x', phone_number: '1'.repeat(19) } },
    '/contact/phone_number',
    'has 19 characters, more than 18 allowed',
  ],

  ['a location without a place', { type: 'location' }, '/location', 'is required but missing'],
  ['a place without a longitude', location(1, undefined), '/location/lon', 'is required but missing'],
  ['a latitude beyond the pole', location(90.1, 0), '/location/lat', 'is 90.1, more than the maximum of 90'],
  [
    'a latitude beyond the other pole',
    location(-91, 0),
    '/location/lat',
    'is -91, less than the minimum of -90',
  ],
  [
    'a longitude beyond the date line',
    location(0, 181),
    '/location/lon',
    'is 181, more than the maximum of 180',
  ],
  [
    'a latitude in words',
    location('north', 0),
    '/location/lat',
    'is a string of 5 characters, not a number of degrees from -90 to 90',
  ],
  [
    'a latitude of white space',
    location(' 1', 0),
    '/location/lat',
    'is a string of 2 characters, not a number of degrees from -90 to 90',
  ],
  ['a latitude of null', location(null, 0), '/location/lat', 'is null, not a number or a string'],
  [
    'a longitude that is no number',
    location(0, Number.NaN),
    '/location/lon',
    'is null, not a number or a string',
  ],
  [
    'a latitude as text beyond the pole',
    location('90.1', '0'),
    '/location/lat',
    'is a string of 4 characters, not a number of degrees from -90 to 90',
  ],
  [
    'a longitude as text beyond the date line',
    location('0', '-181'),
    '/location/lon',
    'is a string of 4 characters, not a number of degrees from -180 to 180',
  ],

  ['a link without media', { type: 'url' }, '/media', 'is required but missing'],
  [
    'too long a link',
    { type: 'url', media: 'x'.repeat(2001) },
    '/media',
    'has 2001 characters, more than 2000 allowed',
  ],
  ['a sticker without an id', { type: 'sticker' }, '/sticker_id', 'is required but missing'],
  [
    'a sticker id of true',
    { type: 'sticker', sticker_id: true },
    '/sticker_id',
    'is a boolean, not a number or a string',
  ],

  [
    'a sender without a name',
    { ...least.text, sender: { avatar: media } },
    '/sender/name',
    'is required but missing',
  ],
  [
    'a sender with an empty name',
    { ...least.text, sender: { name: '' } },
    '/sender/name',
    'has 0 characters, fewer than 1 required',
  ],
  [
    'too long a sender name',
    { ...least.text, sender: { name: 'x'.repeat(29) } },
    '/sender/name',
    'has 29 characters, more than 28 allowed',
  ],
  [
    'too long tracking data',
    { ...least.text, tracking_data: 'x'.repeat(4001) },
    '/tracking_data',
    'has 4001 characters, more than 4000 allowed',
  ],
  [
    'tracking data that is an object',
    { ...least.text, tracking_data: {} },
    '/tracking_data',
    'is an object, not a string',
  ],
  [
    'API level 0',
    { ...least.text, min_api_version: 0 },
    '/min_api_version',
    'is 0, less than the minimum of 1',
  ],
  [
    'an API level in text',
    { ...least.text, min_api_version: '7' },
    '/min_api_version',
    'is a string of 1 character, not a whole number',
  ],

  ['a keyboard that is a list', { keyboard: [] }, '/keyboard', 'is a list of 0 items, not an object'],
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
  ['no button', withKeyboard({ Buttons: [] }), '/keyboard/Buttons', 'has 0 items, fewer than 1 required'],
  [
    'a button of text',
    withKeyboard({ Buttons: ['x'] }),
    '/keyboard/Buttons/0',
    'is a string of 1 character, not an object',
  ],
  [
    'a background by name',
    withKeyboard({ BgColor: 'red' }),
    '/keyboard/BgColor',
    'is a string of 3 characters, not a color of the form #RRGGBB',
  ],
  [
    'a background of 3 digits',
    withKeyboard({ BgColor: '#fff' }),
    '/keyboard/BgColor',
    'is a string of 4 characters, not a color of the form #RRGGBB',
  ],
  [
    'a height of 1',
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
    '7 columns',
    withKeyboard({ ButtonsGroupColumns: 7 }),
    '/keyboard/ButtonsGroupColumns',
    'is 7, more than the maximum of 6',
  ],
  [
    '8 rows',
    withKeyboard({ ButtonsGroupRows: 8 }),
    '/keyboard/ButtonsGroupRows',
    'is 8, more than the maximum of 7',
  ],
  [
    'an unknown state of the input field',
    withKeyboard({ InputFieldState: 'gone' }),
    '/keyboard/InputFieldState',
    'is a string of 4 characters, none of "regular", "minimized", "hidden"',
  ],
  [
    'favourites of text',
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
    'is a string of 9 characters, none of "reply", "open-url", "location-picker", "share-phone", "none"',
  ],
  [
    'a button 7 cells wide',
    withButton({ Columns: 7 }),
    '/keyboard/Buttons/0/Columns',
    'is 7, more than the maximum of 6',
  ],
  [
    'a button of no width',
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
    'too long a text on a button',
    withButton({ Text: 'x'.repeat(251) }),
    '/keyboard/Buttons/0/Text',
    'has 251 characters, more than 250 allowed',
  ],
  [
    'an unknown text size',
    withButton({ TextSize: 'huge' }),
    '/keyboard/Buttons/0/TextSize',
    'is a string of 4 characters, none of "small", "regular", "medium", "large"',
  ],
  [
    'a vertical alignment used for the horizontal',
    withButton({ TextHAlign: 'top' }),
    '/keyboard/Buttons/0/TextHAlign',
    'is a string of 3 characters, none of "left", "center", "middle", "right"',
  ],
  [
    'an opacity of more than everything',
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
    'is a string of 7 characters, none of "crop", "fill", "fit"',
  ],
  [
    'too long a title of the browser',
    withButton({ InternalBrowser: { CustomTitle: 'x'.repeat(16) } }),
    '/keyboard/Buttons/0/InternalBrowser/CustomTitle',
    'has 16 characters, more than 15 allowed',
  ],
  [
    'an unknown browser mode',
    withButton({ InternalBrowser: { Mode: 'window' } }),
    '/keyboard/Buttons/0/InternalBrowser/Mode',
    'is a string of 6 characters, none of "fullscreen", "fullscreen-portrait", "fullscreen-landscape", "partial-size"',
  ],
  [
    'a map in words',
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
    'a player that loops in words',
    withButton({ MediaPlayer: { Loop: 'yes' } }),
    '/keyboard/Buttons/0/MediaPlayer/Loop',
    'is a string of 3 characters, not true or false',
  ],

  [
    'a carousel without an API level',
    { ...least.rich_media, min_api_version: undefined },
    '/min_api_version',
    'is required but missing',
  ],
  [
    'a carousel of API level 1',
    { ...least.rich_media, min_api_version: 1 },
    '/min_api_version',
    'is 1, less than the minimum of 2',
  ],
  [
    'a carousel without a carousel',
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
    'a carousel without a row',
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
    'an unknown field',
    { ...least.text, txet: 'hush-hush' },
    '/txet',
    'is not a known field. Did you mean "text"?',
  ],
  [
    'a field in another case',
    { ...least.text, Tracking_Data: 'x' },
    '/Tracking_Data',
    'is not a known field. Did you mean "tracking_data"?',
  ],
  [
    'a field of another type',
    { ...least.sticker, media },
    '/media',
    'is not a known field. Known are sender, tracking_data, min_api_version, keyboard, type, sticker_id. If it is new in Viber, allowUnknownFields lets it pass.',
  ],
  [
    'a field that every object inherits',
    JSON.parse('{"type":"text","text":"x","__proto__":{}}'),
    '/__proto__',
    expect.stringMatching(/^is not a known field\. Known are sender/),
  ],
  [
    'an unknown field of the sender',
    { ...least.text, sender: { name: 'n', avatr: media } },
    '/sender/avatr',
    'is not a known field. Did you mean "avatar"?',
  ],
  [
    'an unknown field of a contact',
    { ...least.contact, contact: { ...least.contact.contact, phone: '1' } },
    '/contact/phone',
    expect.stringMatching(/^is not a known field/),
  ],
  [
    'an unknown field of a place',
    { ...least.location, location: { lat: 1, lon: 1, lng: 1 } },
    '/location/lng',
    'is not a known field. Known are lat, lon. If it is new in Viber, allowUnknownFields lets it pass.',
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
    'an unknown field of a button of a carousel',
    withRichMedia({ Buttons: [{ ActionBody: 'x', row: 1 }] }),
    '/rich_media/Buttons/0/row',
    'is not a known field. Did you mean "Rows"?',
  ],

  [
    'an input field state below its level',
    { ...withKeyboard({ InputFieldState: 'hidden' }), min_api_version: 3 },
    '/keyboard/InputFieldState',
    'needs a min_api_version of 4 or more, but it is 3',
  ],
  [
    'a picker without a level',
    { ...withButton({ ActionType: 'share-phone' }), min_api_version: undefined },
    '/keyboard/Buttons/0/ActionType',
    'needs a min_api_version of 3 or more, but it is left out, which means 1',
  ],
  [
    'a player below its level',
    { ...withRichMedia({ Buttons: [{ ActionType: 'none', MediaPlayer: {} }] }), min_api_version: 5 },
    '/rich_media/Buttons/0/MediaPlayer',
    'needs a min_api_version of 6 or more, but it is 5',
  ],

  [
    'a keyboard of 25 rows',
    withKeyboard({ Buttons: Array(25).fill({ ActionBody: 'x' }) }),
    '/keyboard/Buttons',
    'need 25 rows at the least, more than 24 allowed',
  ],
  [
    'a carousel of 28 rows',
    withRichMedia({
      ButtonsGroupColumns: 6,
      ButtonsGroupRows: 7,
      Buttons: Array(4).fill({ ActionBody: 'x', Rows: 7 }),
    }),
    '/rich_media/Buttons',
    'need 28 rows at the least, more than 24 allowed',
  ],

  [
    'more than 30 KB',
    messageOfBytes(30_721),
    'the message',
    'has 30721 bytes of JSON, more than 30720 allowed',
  ],
];

describe('validateMessage', () => {
  it.each(wrong)('names path, size and rule of %s, and nothing else', (_what, message, path, rule) => {
    const problems = validateMessage(message);

    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, path.length + 1)).toBe(`${path} `);
    expect(problems[0]?.slice(path.length + 1)).toEqual(rule);
    // What every value that could be quoted has in it.
    expect(problems[0]).not.toContain('hush');
  });
});
