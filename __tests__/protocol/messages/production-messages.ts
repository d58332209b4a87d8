// Messages in the shapes that bots in production send and that Viber takes, and that break a rule all the same. Written by
// hand: the structure is that of real messages, everything in them is invented.

const media = 'https://bot.example.com/media.png';

const withButtons = (Buttons: object[], fields: object = {}) => ({
  type: 'text',
  text: 'What would you like?',
  keyboard: { Type: 'keyboard', Buttons, ...fields },
});

/** Each message with the rules that it is warned of. */
export const PRODUCTION_MESSAGES: [what: string, message: object, rules: string[]][] = [
  [
    'a keyboard with numbers and booleans as strings',
    withButtons([{ Columns: '3', Rows: '1', ActionType: 'reply', ActionBody: 'soup', Text: 'Soup' }], {
      DefaultHeight: 'false',
    }),
    ['number-as-string', 'boolean-as-string'],
  ],
  [
    'unset fields as null, at every depth',
    {
      ...withButtons([{ ActionBody: 'soup', Text: 'Soup', Columns: null, Frame: { BorderColor: null } }], {
        BgColor: null,
        HeightScale: null,
      }),
      min_api_version: 6,
      tracking_data: null,
      sender: null,
    },
    [],
  ],
  ['nothing but null beside the text', { type: 'text', text: 'Hi', keyboard: null, tracking_data: null }, []],
  [
    'buttons with a ReplyType',
    withButtons([{ ActionType: 'reply', ActionBody: 'soup', ReplyType: 'message', Text: 'Soup' }]),
    [],
  ],
  ['a button that does nothing', withButtons([{ ActionType: 'none', Text: 'Today' }]), []],
  [
    'buttons of the newest types',
    {
      ...withButtons([
        { ActionType: 'buy', ActionBody: 'soup', Text: 'Buy' },
        { ActionType: 'open-map', Map: { Latitude: '42.69', Longitude: '23.32' }, Text: 'Where' },
        { ActionType: 'subscribe-bot', Text: 'Subscribe' },
      ]),
      min_api_version: 6,
    },
    [],
  ],
  [
    'a type of button that is not known yet',
    withButtons([{ ActionType: 'call', Text: 'Call' }]),
    ['unknown-value'],
  ],
  [
    'pickers at no API level',
    withButtons([
      { ActionType: 'location-picker', Text: 'Here' },
      { ActionType: 'share-phone', Text: 'Phone' },
    ]),
    ['api-level'],
  ],
  [
    'a long text of a button',
    withButtons([{ ActionBody: 'x', Text: 'long '.repeat(60) }]),
    ['button-text-length'],
  ],
  [
    'a player as the latest documentation spells it',
    {
      ...withButtons([
        {
          ActionType: 'open-url',
          ActionBody: media,
          OpenURLMediaType: 'video',
          Mediaplayer: { Title: 'Soup' },
        },
      ]),
      min_api_version: 6,
    },
    [],
  ],
  [
    'a carousel of six cards of seven rows at API level 1',
    {
      type: 'rich_media',
      min_api_version: 1,
      rich_media: {
        Type: 'rich_media',
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: 7,
        BgColor: '#FFFFFF',
        Buttons: Array.from({ length: 12 }, (_, index) => ({
          Columns: 6,
          Rows: index % 2 === 0 ? 5 : 2,
          ActionType: 'reply',
          ActionBody: 'soup',
          Text: 'Soup',
        })),
      },
    },
    [],
  ],
  [
    'a carousel without Type and API level',
    { type: 'rich_media', rich_media: { Buttons: [{ ActionBody: 'soup', Text: 'Soup' }] }, alt_text: null },
    ['rich-media-type'],
  ],
  [
    'fields at the wrong level',
    {
      type: 'rich_media',
      rich_media: {
        Type: 'rich_media',
        min_api_version: 7,
        Buttons: [{ ActionBody: 'soup', 'InternalBrowser.ActionButton': 'none' }],
      },
    },
    ['unknown-field'],
  ],
  ['a picture without a caption', { type: 'picture', media }, []],
  ['a video of 26 MB', { type: 'video', media, size: 27_262_976, duration: 180 }, []],
  ['a sticker by number', { type: 'sticker', sticker_id: 46105 }, []],
  ['a sticker by string', { type: 'sticker', sticker_id: '46105' }, []],
  ['a location of strings', { type: 'location', location: { lat: '42.69', lon: '23.32' } }, []],
  [
    'a payment',
    {
      type: 'payment',
      min_api_version: 10,
      payment: {
        type: 'GooglePay',
        description: 'Soup',
        total_price: 4.5,
        currency_code: 'UAH',
        payment_parameters: [{ key: 'gateway', value: 'a-provider' }],
      },
    },
    [],
  ],
];

const text = { type: 'text', text: 'What would you like?' };

/** Messages that Viber refuses, each with the path and the rule. */
export const REFUSED_MESSAGES: [why: string, message: object, error: string][] = [
  [
    'a keyboard without Type',
    { ...text, keyboard: { Buttons: [{ ActionBody: 'x' }] } },
    '/keyboard/Type required-field',
  ],
  [
    'a keyboard without Buttons',
    { ...text, keyboard: { Type: 'keyboard' } },
    '/keyboard/Buttons required-field',
  ],
  ['a text without text', { type: 'text', text: null }, '/text required-field'],
  ['a text over 7000', { type: 'text', text: 'x'.repeat(7001) }, '/text text-length'],
  [
    'tracking data over 4000',
    { ...text, tracking_data: 'x'.repeat(4001) },
    '/tracking_data tracking-data-length',
  ],
  [
    "a sender's name over 28",
    { ...text, sender: { name: 'x'.repeat(29) } },
    '/sender/name sender-name-length',
  ],
  ['a picture without media', { type: 'picture', text: 'Soup' }, '/media required-field'],
  ['a video without size', { type: 'video', media }, '/size required-field'],
  ['a file without file_name', { type: 'file', media, size: 10 }, '/file_name required-field'],
  ['a sticker without its id', { type: 'sticker' }, '/sticker_id required-field'],
  [
    'Columns outside 1 to 6',
    withButtons([{ ActionBody: 'x', Columns: 10 }]),
    '/keyboard/Buttons/0/Columns button-columns',
  ],
  [
    'Rows outside 1 to 7',
    withButtons([{ ActionBody: 'x', Rows: 0 }]),
    '/keyboard/Buttons/0/Rows button-rows',
  ],
  [
    'an object for a number',
    withButtons([{ ActionBody: 'x', Columns: { value: 6 } }]),
    '/keyboard/Buttons/0/Columns wrong-kind',
  ],
  ['neither a type nor a keyboard', { text: 'Hi' }, '/type required-field'],
  ['31 KB', withButtons([{ ActionBody: 'x'.repeat(31 * 1024) }]), ' message-size'],
];
