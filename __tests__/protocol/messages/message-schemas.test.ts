import { closedSchema } from '../../../lib/protocol/messages/message-schemas';
import { least, media, messageOfBytes } from './outgoing-messages';
import type { InvalidMessage } from './single-problem';
import { expectSingleProblem } from './single-problem';

const types = 'text, picture, video, file, contact, location, url, sticker, rich_media';
const mustBeObject = "must be an object such as { type: 'text', text: '…' }";
const location = (lat: unknown, lon: unknown) => ({ type: 'location', location: { lat, lon } });

const invalid: InvalidMessage[] = [
  ['no message', undefined, 'the message', mustBeObject],
  ['null', null, 'the message', mustBeObject],
  ['a string instead of a message', 'hush-hush', 'the message', mustBeObject],
  ['an array of messages', [least.text], 'the message', mustBeObject],
  [
    'an empty message',
    {},
    '/type',
    `is required but missing (only a keyboard alone has none): one of ${types}`,
  ],
  ['an unknown type', { type: 'hush-hush' }, '/type', `is a string of 9 characters, not one of ${types}`],
  ['a type of null', { type: null }, '/type', `is null, not one of ${types}`],
  [
    'a type that every object inherits',
    { type: 'constructor' },
    '/type',
    `is a string of 11 characters, not one of ${types}. Did you mean "contact"?`,
  ],
  [
    'a type in upper case',
    { type: 'Text', text: 'x' },
    '/type',
    `is a string of 4 characters, not one of ${types}. Did you mean "text"?`,
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
    'a thumbnail that is not a string',
    { ...least.picture, thumbnail: {} },
    '/thumbnail',
    'is an object, not a string',
  ],

  ['a video without a size', { type: 'video', media }, '/size', 'is required but missing'],
  ['a video without media', { type: 'video', size: 1 }, '/media', 'is required but missing'],
  [
    'a size as text',
    { ...least.video, size: '10 MB' },
    '/size',
    'is a string of 5 characters, not a whole number',
  ],
  ['a size of half a byte', { ...least.video, size: 1.5 }, '/size', 'is a fraction, not a whole number'],
  ['a negative size', { ...least.video, size: -1 }, '/size', 'is -1, less than the minimum of 0'],
  ['a size of NaN', { ...least.video, size: Number.NaN }, '/size', 'is null, not a whole number'],
  [
    'too long a video',
    { ...least.video, duration: 181 },
    '/duration',
    'is 181, more than the maximum of 180',
  ],
  ['a negative duration', { ...least.video, duration: -1 }, '/duration', 'is -1, less than the minimum of 0'],

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

  ['a contact message without a contact', { type: 'contact' }, '/contact', 'is required but missing'],
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
    'too long a contact name',
    { type: 'contact', contact: { name: 'x'.repeat(29), phone_number: '1' } },
    '/contact/name',
    'has 29 characters, more than 28 allowed',
  ],
  [
    'too long a contact number',
    { type: 'contact', contact: { name: 'x', phone_number: '1'.repeat(19) } },
    '/contact/phone_number',
    'has 19 characters, more than 18 allowed',
  ],

  ['a location message without a location', { type: 'location' }, '/location', 'is required but missing'],
  ['a location without a longitude', location(1, undefined), '/location/lon', 'is required but missing'],
  ['a latitude above 90', location(90.1, 0), '/location/lat', 'is 90.1, more than the maximum of 90'],
  ['a latitude below -90', location(-91, 0), '/location/lat', 'is -91, less than the minimum of -90'],
  ['a longitude above 180', location(0, 181), '/location/lon', 'is 181, more than the maximum of 180'],
  [
    'a latitude in words',
    location('north', 0),
    '/location/lat',
    'is a string of 5 characters, not a number of degrees from -90 to 90',
  ],
  [
    'a latitude with white space',
    location(' 1', 0),
    '/location/lat',
    'is a string of 2 characters, not a number of degrees from -90 to 90',
  ],
  ['a latitude of null', location(null, 0), '/location/lat', 'is null, not a number or a string'],
  ['a longitude of NaN', location(0, Number.NaN), '/location/lon', 'is null, not a number or a string'],
  [
    'a latitude above 90 as text',
    location('90.1', '0'),
    '/location/lat',
    'is a string of 4 characters, not a number of degrees from -90 to 90',
  ],
  [
    'a longitude below -180 as text',
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
    'an API level as text',
    { ...least.text, min_api_version: '7' },
    '/min_api_version',
    'is a string of 1 character, not a whole number',
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
    'an unknown field',
    { ...least.text, txet: 'hush-hush' },
    '/txet',
    'is not a known field. Did you mean "text"?',
  ],
  [
    'a field in the wrong case',
    { ...least.text, Tracking_Data: 'x' },
    '/Tracking_Data',
    'is not a known field. Did you mean "tracking_data"?',
  ],
  [
    'a field of another type',
    { ...least.sticker, media },
    '/media',
    'is not a known field. Expected one of sender, tracking_data, min_api_version, keyboard, type, sticker_id. If Viber has added it since, set allowUnknownFields.',
  ],
  [
    'a field that every object inherits',
    JSON.parse('{"type":"text","text":"x","__proto__":{}}'),
    '/__proto__',
    expect.stringMatching(/^is not a known field\. Expected one of sender/),
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
    'an unknown field of a location',
    { ...least.location, location: { lat: 1, lon: 1, lng: 1 } },
    '/location/lng',
    'is not a known field. Expected one of lat, lon. If Viber has added it since, set allowUnknownFields.',
  ],

  [
    'more than 30 KB',
    messageOfBytes(30_721),
    'the message',
    'has 30721 bytes of JSON, more than 30720 allowed',
  ],
];

describe('validateMessage', () => {
  it.each(invalid)('names the path, the size and the rule for %s', (_what, message, path, rule) => {
    expectSingleProblem(message, path, rule);
  });
});

describe('closedSchema', () => {
  it('rejects unknown fields of every object that names its fields, at every depth, and of no other', () => {
    const text = { type: 'string' };
    const open = {
      type: 'object',
      required: ['list'],
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { text } } },
        pair: { type: 'array', items: [text, { type: 'object', properties: { text } }] },
        anything: { type: 'object' },
      },
      if: { properties: { pair: { const: 1 } } },
    };
    const before = structuredClone(open);

    expect(closedSchema(open)).toEqual({
      type: 'object',
      required: ['list'],
      properties: {
        list: { type: 'array', items: { type: 'object', properties: { text }, additionalProperties: false } },
        pair: {
          type: 'array',
          items: [text, { type: 'object', properties: { text }, additionalProperties: false }],
        },
        anything: { type: 'object' },
      },
      additionalProperties: false,
      if: { properties: { pair: { const: 1 } } },
    });
    expect(open).toEqual(before);
  });
});
