import fc from 'fast-check';
import type { Button, Keyboard, RichMedia } from '../../lib/protocol/keyboard';
import { MAX_MESSAGE_BYTES, outgoingMessageProblems } from '../../lib/protocol/outgoing-message-problems';
import type { OutgoingMessage, OutgoingMessages } from '../../lib/protocol/outgoing-messages';

const media = 'https://example.com/media';

const fullButton: Required<Button> = {
  Columns: 6,
  Rows: 2,
  ActionType: 'open-url',
  ActionBody: 'https://example.com',
  Silent: true,
  Text: '<b>Open</b>',
  TextSize: 'large',
  TextVAlign: 'bottom',
  TextHAlign: 'left',
  TextPaddings: [0, 4, 8, 12],
  TextOpacity: 60,
  TextShouldFit: true,
  TextBgGradientColor: '#a0B1c2',
  BgColor: '#FFFFFF',
  BgMediaType: 'gif',
  BgMedia: media,
  BgMediaScaleType: 'fit',
  ImageScaleType: 'crop',
  BgLoop: false,
  Image: media,
  OpenURLType: 'internal',
  OpenURLMediaType: 'not-media',
  InternalBrowser: {
    ActionButton: 'send-to-bot',
    ActionPredefinedURL: 'https://example.com/sent',
    TitleType: 'default',
    CustomTitle: 'Fifteen letters',
    Mode: 'fullscreen-portrait',
    FooterType: 'hidden',
    ActionReplyData: 'data',
  },
  Map: { Latitude: 50.45, Longitude: '30.52' },
  Frame: { BorderWidth: 10, BorderColor: '#000000', CornerRadius: 0 },
  MediaPlayer: { Title: 'Song', Subtitle: 'Band', ThumbnailURL: media, Loop: true },
};

const fullKeyboard: Required<Keyboard> = {
  Type: 'keyboard',
  Buttons: [fullButton, { ActionType: 'none', Text: 'nothing to tap' }, { ActionBody: 'reply' }],
  BgColor: '#123abc',
  DefaultHeight: false,
  CustomDefaultHeight: 40,
  HeightScale: 100,
  ButtonsGroupColumns: 6,
  ButtonsGroupRows: 7,
  InputFieldState: 'hidden',
  FavoritesMetadata: { type: 'gif', url: media },
};

const fullRichMedia: Required<RichMedia> = {
  Type: 'rich_media',
  ButtonsGroupColumns: 6,
  ButtonsGroupRows: 7,
  Buttons: [{ ...fullButton, Rows: 7 }, { ActionBody: 'buy' }],
  BgColor: '#000000',
};

/** The shortest valid message of each type. */
const least = {
  text: { type: 'text', text: 'x' },
  picture: { type: 'picture', text: '', media },
  video: { type: 'video', media, size: 1 },
  file: { type: 'file', media, size: 1, file_name: 'f.pdf' },
  contact: { type: 'contact', contact: { name: 'Alex', phone_number: '+972511123123' } },
  location: { type: 'location', location: { lat: 50.45, lon: 30.52 } },
  url: { type: 'url', media },
  sticker: { type: 'sticker', sticker_id: 46105 },
  rich_media: {
    type: 'rich_media',
    min_api_version: 2,
    rich_media: {
      Type: 'rich_media',
      ButtonsGroupColumns: 1,
      ButtonsGroupRows: 1,
      Buttons: [{ ActionBody: 'x' }],
    },
  },
} as const satisfies Record<keyof OutgoingMessages, unknown>;

const common = {
  sender: { name: 'n'.repeat(28), avatar: media },
  tracking_data: 't'.repeat(4000),
  min_api_version: 7,
  keyboard: fullKeyboard,
};

const valid: [what: string, message: OutgoingMessage][] = [
  ['a text', { type: 'text', text: 'x' }],
  ['the longest text', { type: 'text', text: 'x'.repeat(7000) }],
  ['7000 emoji', { type: 'text', text: '👋'.repeat(7000) }],
  ['a text with everything a message may carry', { ...common, type: 'text', text: 'x' }],
  ['a picture without a caption', { type: 'picture', text: '', media }],
  ['the longest caption', { ...common, type: 'picture', text: 'x'.repeat(768), media, thumbnail: media }],
  ['a video', { type: 'video', media, size: 0 }],
  [
    'a video with everything',
    { ...common, type: 'video', media, size: 10_000, duration: 180, thumbnail: media, text: 'x' },
  ],
  ['a video of half a second', { type: 'video', media, size: 1, duration: 0.5 }],
  ['a file of 50 MB', { ...common, type: 'file', media, size: 52_428_800, file_name: 'f'.repeat(256) }],
  [
    'a contact',
    { ...common, type: 'contact', contact: { name: 'n'.repeat(28), phone_number: '1'.repeat(18) } },
  ],
  ['a location of numbers', { ...common, type: 'location', location: { lat: -90, lon: 180 } }],
  ['a location of numeric strings', { type: 'location', location: { lat: '50.45', lon: '-180.0' } }],
  ['a location of whole degrees', { type: 'location', location: { lat: '90', lon: '-7' } }],
  ['the longest link', { ...common, type: 'url', media: `https://${'x'.repeat(1992)}` }],
  ['a sticker by number', { ...common, type: 'sticker', sticker_id: 46105 }],
  ['a sticker by string', { type: 'sticker', sticker_id: '46105' }],
  ['a carousel', { type: 'rich_media', min_api_version: 2, rich_media: { ...fullRichMedia } }],
  [
    'a carousel with everything',
    { ...common, type: 'rich_media', min_api_version: 7, rich_media: fullRichMedia, alt_text: 'x' },
  ],
  ['a keyboard alone', { keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] } }],
  ['a keyboard alone with everything', { ...common }],
  ['a button without an ActionBody that does nothing', { keyboard: buttons({ ActionType: 'none' }) }],
];

function buttons(...list: Button[]): Keyboard {
  return { Type: 'keyboard', Buttons: list };
}

function withButton(button: object): object {
  return { keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x', ...button }] } };
}

function withKeyboard(fields: object): object {
  return { ...least.text, keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }], ...fields } };
}

function withRichMedia(fields: object): object {
  return { ...least.rich_media, rich_media: { ...least.rich_media.rich_media, ...fields } };
}

const location = (lat: unknown, lon: unknown) => ({ type: 'location', location: { lat, lon } });

const required = (name: string) => `must have required property '${name}'`;
const atLeast = (characters: number) => `must NOT have fewer than ${String(characters)} characters`;
const atMost = (characters: number) => `must NOT have more than ${String(characters)} characters`;

const wrong: [what: string, message: unknown, path: string, rule: string][] = [
  ['no message', undefined, 'the message', 'must be object'],
  ['null', null, 'the message', 'must be object'],
  ['a bare text', 'hush-hush', 'the message', 'must be object'],
  ['a list of messages', [least.text], 'the message', 'must be object'],
  ['an empty message', {}, 'the value', required('keyboard')],
  ['an unknown type', { type: 'hush-hush' }, '/type', 'must be one of text, picture, video'],
  ['a type of null', { type: null }, '/type', 'must be one of text'],
  ['a type every object inherits', { type: 'constructor' }, '/type', 'must be one of text'],
  ['a type in upper case', { type: 'Text', text: 'x' }, '/type', 'must be one of text'],

  ['a text without text', { type: 'text' }, 'the value', required('text')],
  ['a text of undefined', { type: 'text', text: undefined }, 'the value', required('text')],
  ['an empty text', { type: 'text', text: '' }, '/text', atLeast(1)],
  ['too long a text', { type: 'text', text: 'x'.repeat(7001) }, '/text', atMost(7000)],
  ['a text of a number', { type: 'text', text: 7 }, '/text', 'must be string'],

  ['a picture without a caption field', { type: 'picture', media }, 'the value', required('text')],
  ['a picture without media', { type: 'picture', text: '' }, 'the value', required('media')],
  ['a picture with empty media', { type: 'picture', text: '', media: '' }, '/media', atLeast(1)],
  ['too long a caption', { ...least.picture, text: 'x'.repeat(769) }, '/text', atMost(768)],
  ['a thumbnail that is no URL', { ...least.picture, thumbnail: {} }, '/thumbnail', 'must be string'],

  ['a video without a size', { type: 'video', media }, 'the value', required('size')],
  ['a video without media', { type: 'video', size: 1 }, 'the value', required('media')],
  ['a size in text', { ...least.video, size: '10 MB' }, '/size', 'must be integer'],
  ['half a byte', { ...least.video, size: 1.5 }, '/size', 'must be integer'],
  ['a negative size', { ...least.video, size: -1 }, '/size', 'must be >= 0'],
  ['a size of NaN', { ...least.video, size: Number.NaN }, '/size', 'must be integer'],
  ['too long a video', { ...least.video, duration: 181 }, '/duration', 'must be <= 180'],
  ['a video that ends before it starts', { ...least.video, duration: -1 }, '/duration', 'must be >= 0'],

  ['a file without a size', { type: 'file', media, file_name: 'f' }, 'the value', required('size')],
  ['a file without a name', { type: 'file', media, size: 1 }, 'the value', required('file_name')],
  ['too large a file', { ...least.file, size: 52_428_801 }, '/size', 'must be <= 52428800'],
  ['an empty file name', { ...least.file, file_name: '' }, '/file_name', atLeast(1)],
  ['too long a file name', { ...least.file, file_name: 'f'.repeat(257) }, '/file_name', atMost(256)],

  ['a contact without a contact', { type: 'contact' }, 'the value', required('contact')],
  [
    'a contact without a name',
    { type: 'contact', contact: { phone_number: '1' } },
    '/contact',
    required('name'),
  ],
  [
    'a contact without a number',
    { type: 'contact', contact: { name: 'x' } },
    '/contact',
    required('phone_number'),
  ],
  [
    'too long a name of a contact',
    { type: 'contact', contact: { name: 'x'.repeat(29), phone_number: '1' } },
    '/contact/name',
    atMost(28),
  ],
  [
    'too long a number of a contact',
    { type: 'contact', contact: { name: 'x', phone_number: '1'.repeat(19) } },
    '/contact/phone_number',
    atMost(18),
  ],

  ['a location without a place', { type: 'location' }, 'the value', required('location')],
  ['a place without a longitude', location(1, undefined), '/location', required('lon')],
  ['a latitude beyond the pole', location(90.1, 0), '/location/lat', 'must be <= 90'],
  ['a latitude beyond the other pole', location(-91, 0), '/location/lat', 'must be >= -90'],
  ['a longitude beyond the date line', location(0, 181), '/location/lon', 'must be <= 180'],
  ['a latitude in words', location('north', 0), '/location/lat', 'must match pattern'],
  ['a latitude of white space', location(' 1', 0), '/location/lat', 'must match pattern'],
  ['a latitude of null', location(null, 0), '/location/lat', 'must be number,string'],
  ['a longitude that is no number', location(0, Number.NaN), '/location/lon', 'must be number,string'],
  ['a latitude as text beyond the pole', location('90.1', '0'), '/location/lat', 'must'],
  ['a longitude as text beyond the date line', location('0', '-181'), '/location/lon', 'must'],

  ['a link without media', { type: 'url' }, 'the value', required('media')],
  ['too long a link', { type: 'url', media: 'x'.repeat(2001) }, '/media', atMost(2000)],
  ['a sticker without an id', { type: 'sticker' }, 'the value', required('sticker_id')],
  ['a sticker id of true', { type: 'sticker', sticker_id: true }, '/sticker_id', 'must be number,string'],

  ['a sender without a name', { ...least.text, sender: { avatar: media } }, '/sender', required('name')],
  ['a sender with an empty name', { ...least.text, sender: { name: '' } }, '/sender/name', atLeast(1)],
  ['too long a sender name', { ...least.text, sender: { name: 'x'.repeat(29) } }, '/sender/name', atMost(28)],
  [
    'too long tracking data',
    { ...least.text, tracking_data: 'x'.repeat(4001) },
    '/tracking_data',
    atMost(4000),
  ],
  [
    'tracking data that is an object',
    { ...least.text, tracking_data: {} },
    '/tracking_data',
    'must be string',
  ],
  ['API level 0', { ...least.text, min_api_version: 0 }, '/min_api_version', 'must be >= 1'],
  ['an API level in text', { ...least.text, min_api_version: '7' }, '/min_api_version', 'must be integer'],

  ['a keyboard that is a list', { keyboard: [] }, '/keyboard', 'must be object'],
  ['a keyboard without a Type', withKeyboard({ Type: undefined }), '/keyboard', required('Type')],
  [
    'a keyboard of another Type',
    withKeyboard({ Type: 'Keyboard' }),
    '/keyboard/Type',
    'must be equal to constant: "keyboard"',
  ],
  ['a keyboard without Buttons', withKeyboard({ Buttons: undefined }), '/keyboard', required('Buttons')],
  ['no button', withKeyboard({ Buttons: [] }), '/keyboard/Buttons', 'must NOT have fewer than 1 items'],
  ['a button of text', withKeyboard({ Buttons: ['x'] }), '/keyboard/Buttons/0', 'must be object'],
  ['a background by name', withKeyboard({ BgColor: 'red' }), '/keyboard/BgColor', 'must match pattern'],
  ['a background of 3 digits', withKeyboard({ BgColor: '#fff' }), '/keyboard/BgColor', 'must match pattern'],
  ['a height of 1', withKeyboard({ DefaultHeight: 1 }), '/keyboard/DefaultHeight', 'must be boolean'],
  [
    'too low a keyboard',
    withKeyboard({ CustomDefaultHeight: 39 }),
    '/keyboard/CustomDefaultHeight',
    'must be >= 40',
  ],
  [
    'too high a keyboard',
    withKeyboard({ CustomDefaultHeight: 71 }),
    '/keyboard/CustomDefaultHeight',
    'must be <= 70',
  ],
  ['too small a scale', withKeyboard({ HeightScale: 19 }), '/keyboard/HeightScale', 'must be >= 20'],
  ['too large a scale', withKeyboard({ HeightScale: 101 }), '/keyboard/HeightScale', 'must be <= 100'],
  ['7 columns', withKeyboard({ ButtonsGroupColumns: 7 }), '/keyboard/ButtonsGroupColumns', 'must be <= 6'],
  ['8 rows', withKeyboard({ ButtonsGroupRows: 8 }), '/keyboard/ButtonsGroupRows', 'must be <= 7'],
  [
    'an unknown state of the input field',
    withKeyboard({ InputFieldState: 'gone' }),
    '/keyboard/InputFieldState',
    'must be equal to one of the allowed values: ["regular","minimized","hidden"]',
  ],
  [
    'favourites of text',
    withKeyboard({ FavoritesMetadata: 'x' }),
    '/keyboard/FavoritesMetadata',
    'must be object',
  ],

  [
    'a button without an ActionBody',
    { keyboard: buttons({}) },
    '/keyboard/Buttons/0',
    required('ActionBody'),
  ],
  [
    'a second button without an ActionBody',
    { keyboard: buttons({ ActionBody: 'x' }, { ActionType: 'reply' }) },
    '/keyboard/Buttons/1',
    required('ActionBody'),
  ],
  [
    'an unknown ActionType',
    withButton({ ActionType: 'hush-hush' }),
    '/keyboard/Buttons/0/ActionType',
    'must be equal to one of the allowed values: ["reply","open-url"',
  ],
  ['a button 7 cells wide', withButton({ Columns: 7 }), '/keyboard/Buttons/0/Columns', 'must be <= 6'],
  ['a button of no width', withButton({ Columns: 0 }), '/keyboard/Buttons/0/Columns', 'must be >= 1'],
  [
    'a button half a cell wide',
    withButton({ Columns: 0.5 }),
    '/keyboard/Buttons/0/Columns',
    'must be integer',
  ],
  ['a button 3 cells high', withButton({ Rows: 3 }), '/keyboard/Buttons/0/Rows', 'must be <= 2'],
  [
    'too long a text on a button',
    withButton({ Text: 'x'.repeat(251) }),
    '/keyboard/Buttons/0/Text',
    atMost(250),
  ],
  [
    'an unknown text size',
    withButton({ TextSize: 'huge' }),
    '/keyboard/Buttons/0/TextSize',
    'must be equal to one',
  ],
  [
    'a vertical alignment used for the horizontal',
    withButton({ TextHAlign: 'top' }),
    '/keyboard/Buttons/0/TextHAlign',
    'must be equal to one',
  ],
  [
    'an opacity of more than everything',
    withButton({ TextOpacity: 101 }),
    '/keyboard/Buttons/0/TextOpacity',
    'must be <= 100',
  ],
  [
    'three paddings',
    withButton({ TextPaddings: [1, 2, 3] }),
    '/keyboard/Buttons/0/TextPaddings',
    'must NOT have fewer than 4 items',
  ],
  [
    'five paddings',
    withButton({ TextPaddings: [1, 2, 3, 4, 5] }),
    '/keyboard/Buttons/0/TextPaddings',
    'must NOT have more than 4 items',
  ],
  [
    'too much padding',
    withButton({ TextPaddings: [0, 0, 0, 13] }),
    '/keyboard/Buttons/0/TextPaddings/3',
    'must be <= 12',
  ],
  [
    'an unknown scale type',
    withButton({ ImageScaleType: 'stretch' }),
    '/keyboard/Buttons/0/ImageScaleType',
    'must be equal to one of the allowed values: ["crop","fill","fit"]',
  ],
  [
    'too long a title of the browser',
    withButton({ InternalBrowser: { CustomTitle: 'x'.repeat(16) } }),
    '/keyboard/Buttons/0/InternalBrowser/CustomTitle',
    atMost(15),
  ],
  [
    'an unknown browser mode',
    withButton({ InternalBrowser: { Mode: 'window' } }),
    '/keyboard/Buttons/0/InternalBrowser/Mode',
    'must be equal to one',
  ],
  [
    'a map in words',
    withButton({ Map: { Latitude: 'north' } }),
    '/keyboard/Buttons/0/Map/Latitude',
    'must match pattern',
  ],
  [
    'too wide a border',
    withButton({ Frame: { BorderWidth: 11 } }),
    '/keyboard/Buttons/0/Frame/BorderWidth',
    'must be <= 10',
  ],
  [
    'a player that loops in words',
    withButton({ MediaPlayer: { Loop: 'yes' } }),
    '/keyboard/Buttons/0/MediaPlayer/Loop',
    'must be boolean',
  ],

  [
    'a carousel without an API level',
    { ...least.rich_media, min_api_version: undefined },
    'the value',
    required('min_api_version'),
  ],
  [
    'a carousel of API level 1',
    { ...least.rich_media, min_api_version: 1 },
    '/min_api_version',
    'must be >= 2',
  ],
  [
    'a carousel without a carousel',
    { type: 'rich_media', min_api_version: 7 },
    'the value',
    required('rich_media'),
  ],
  [
    'a carousel of the wrong Type',
    withRichMedia({ Type: 'keyboard' }),
    '/rich_media/Type',
    'must be equal to constant: "rich_media"',
  ],
  [
    'a carousel without columns',
    withRichMedia({ ButtonsGroupColumns: undefined }),
    '/rich_media',
    required('ButtonsGroupColumns'),
  ],
  [
    'a carousel without rows',
    withRichMedia({ ButtonsGroupRows: undefined }),
    '/rich_media',
    required('ButtonsGroupRows'),
  ],
  [
    'a carousel without buttons',
    withRichMedia({ Buttons: [] }),
    '/rich_media/Buttons',
    'must NOT have fewer than 1 items',
  ],
  [
    'a carousel button 8 cells high',
    withRichMedia({ Buttons: [{ ActionBody: 'x', Rows: 8 }] }),
    '/rich_media/Buttons/0/Rows',
    'must be <= 7',
  ],
  [
    'a carousel button without an ActionBody',
    withRichMedia({ Buttons: [{ Text: 'x' }] }),
    '/rich_media/Buttons/0',
    required('ActionBody'),
  ],
];

describe('outgoingMessageProblems', () => {
  it.each(valid)('has nothing against %s', (_what, message) => {
    expect(outgoingMessageProblems(message)).toBeUndefined();
  });

  it.each(Object.keys(least) as (keyof typeof least)[])('has nothing against the least of %s', (type) => {
    expect(outgoingMessageProblems(least[type])).toBeUndefined();
  });

  it('lets fields pass that Viber may add', () => {
    expect(outgoingMessageProblems({ ...least.text, new_field: 1 })).toBeUndefined();
    expect(outgoingMessageProblems(withButton({ NewField: 1 }))).toBeUndefined();
  });

  it.each(wrong)('names place and rule of %s', (_what, message, path, rule) => {
    expect(outgoingMessageProblems(message)).toContainEqual(expect.stringContaining(`${path} ${rule}`));
  });

  it.each(wrong)('never quotes the value of %s', (_what, message) => {
    expect(String(outgoingMessageProblems(message))).not.toContain('hush');
  });

  it('takes no message for a valid one by accident, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // No generated value has a keyboard or a type with its fields.
        expect(outgoingMessageProblems(value)).not.toBeUndefined();
      }),
    );
  });

  it('leaves the message as it is', () => {
    const message = { ...common, type: 'text', text: 'x' };
    const before = structuredClone(message);

    outgoingMessageProblems(message);

    expect(message).toStrictEqual(before);
  });
});

describe('MAX_MESSAGE_BYTES', () => {
  it('is the documented 30 KB', () => {
    expect(MAX_MESSAGE_BYTES).toBe(30 * 1024);
  });
});
