import { least, media, messageOfBytes } from './outgoing-messages';
import type { MessageWithProblem } from './single-problem';
import { expectSingleProblem } from './single-problem';

const types = 'text, picture, video, file, contact, location, url, sticker, rich_media, payment';
const keyboardAlone = { keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x' }] } };
const location = (lat: unknown, lon: unknown) => ({ type: 'location', location: { lat, lon } });

const flawed: MessageWithProblem[] = [
  [
    'no message',
    undefined,
    'error message-object',
    "the message must be an object such as { type: 'text', text: '…' }",
  ],
  ['null', null, 'error message-object', "the message must be an object such as { type: 'text', text: '…' }"],
  [
    'a string instead of a message',
    'hush-hush',
    'error message-object',
    "the message must be an object such as { type: 'text', text: '…' }",
  ],
  [
    'an array of messages',
    [least.text],
    'error message-object',
    "the message must be an object such as { type: 'text', text: '…' }",
  ],
  [
    'an empty message',
    {},
    'error required-field',
    `/type is required but missing (only a keyboard alone has none): one of ${types}`,
  ],
  [
    'an unknown type',
    { type: 'hush-hush' },
    'warning unknown-type',
    `/type is a string of 9 characters, not one of ${types}`,
  ],
  [
    'a type of null',
    { type: null },
    'error required-field',
    `/type is required but missing (only a keyboard alone has none): one of ${types}`,
  ],
  [
    'a type that every object inherits',
    { type: 'constructor' },
    'warning unknown-type',
    `/type is a string of 11 characters, not one of ${types}. Did you mean "contact"?`,
  ],
  [
    'a type in upper case',
    { type: 'Text', text: 'x' },
    'warning unknown-type',
    `/type is a string of 4 characters, not one of ${types}. Did you mean "text"?`,
  ],

  ['a text without text', { type: 'text' }, 'error required-field', '/text is required but missing'],
  [
    'a text of undefined',
    { type: 'text', text: undefined },
    'error required-field',
    '/text is required but missing',
  ],
  [
    'an empty text',
    { type: 'text', text: '' },
    'warning empty-text',
    '/text has 0 characters, fewer than 1 required',
  ],
  [
    'too long a text',
    { type: 'text', text: 'x'.repeat(7001) },
    'error text-length',
    '/text has 7001 characters, more than 7000 allowed',
  ],
  ['a text of a number', { type: 'text', text: 7 }, 'error wrong-kind', '/text is a number, not a string'],

  [
    'a picture without media',
    { type: 'picture', text: '' },
    'error required-field',
    '/media is required but missing',
  ],
  [
    'a picture with empty media',
    { type: 'picture', text: '', media: '' },
    'warning empty-media',
    '/media has 0 characters, fewer than 1 required',
  ],
  [
    'too long a caption',
    { ...least.picture, text: 'x'.repeat(769) },
    'warning caption-length',
    '/text has 769 characters, more than 768 allowed',
  ],
  [
    'a thumbnail that is not a string',
    { ...least.picture, thumbnail: {} },
    'error wrong-kind',
    '/thumbnail is an object, not a string',
  ],

  [
    'a video without a size',
    { type: 'video', media },
    'error required-field',
    '/size is required but missing',
  ],
  [
    'a video without media',
    { type: 'video', size: 1 },
    'error required-field',
    '/media is required but missing',
  ],
  [
    'a size as text',
    { ...least.video, size: '10 MB' },
    'error wrong-kind',
    '/size is a string of 5 characters, not a number',
  ],
  [
    'a size of half a byte',
    { ...least.video, size: 1.5 },
    'warning whole-number',
    '/size is a fraction, not a whole number',
  ],
  [
    'a negative size',
    { ...least.video, size: -1 },
    'warning video-size',
    '/size is outside the range 0 to 27262976',
  ],
  [
    'a size of NaN',
    { ...least.video, size: Number.NaN },
    'error required-field',
    '/size is required but missing',
  ],
  [
    'too long a video',
    { ...least.video, duration: 181 },
    'warning video-duration',
    '/duration is outside the range 0 to 180',
  ],
  [
    'a negative duration',
    { ...least.video, duration: -1 },
    'warning video-duration',
    '/duration is outside the range 0 to 180',
  ],

  [
    'a file without a size',
    { type: 'file', media, file_name: 'f' },
    'error required-field',
    '/size is required but missing',
  ],
  [
    'a file without a name',
    { type: 'file', media, size: 1 },
    'error required-field',
    '/file_name is required but missing',
  ],
  [
    'too large a file',
    { ...least.file, size: 52_428_801 },
    'warning file-size',
    '/size is outside the range 0 to 52428800',
  ],
  [
    'an empty file name',
    { ...least.file, file_name: '' },
    'warning empty-file-name',
    '/file_name has 0 characters, fewer than 1 required',
  ],
  [
    'too long a file name',
    { ...least.file, file_name: 'f'.repeat(257) },
    'warning file-name-length',
    '/file_name has 257 characters, more than 256 allowed',
  ],

  [
    'a contact message without a contact',
    { type: 'contact' },
    'error required-field',
    '/contact is required but missing',
  ],
  [
    'a contact without a name',
    { type: 'contact', contact: { phone_number: '1' } },
    'error required-field',
    '/contact/name is required but missing',
  ],
  [
    'a contact without a number',
    { type: 'contact', contact: { name: 'x' } },
    'error required-field',
    '/contact/phone_number is required but missing',
  ],
  [
    'too long a contact name',
    { type: 'contact', contact: { name: 'x'.repeat(29), phone_number: '1' } },
    'warning contact-name-length',
    '/contact/name has 29 characters, more than 28 allowed',
  ],
  [
    'too long a contact number',
    { type: 'contact', contact: { name: 'x', phone_number: '1'.repeat(19) } },
    'warning phone-number-length',
    '/contact/phone_number has 19 characters, more than 18 allowed',
  ],

  [
    'a location message without a location',
    { type: 'location' },
    'error required-field',
    '/location is required but missing',
  ],
  [
    'a location without a longitude',
    location(1, undefined),
    'error required-field',
    '/location/lon is required but missing',
  ],
  [
    'a latitude above 90',
    location(90.1, 0),
    'warning coordinates',
    '/location/lat is outside the range -90 to 90',
  ],
  [
    'a latitude below -90',
    location(-91, 0),
    'warning coordinates',
    '/location/lat is outside the range -90 to 90',
  ],
  [
    'a longitude above 180',
    location(0, 181),
    'warning coordinates',
    '/location/lon is outside the range -180 to 180',
  ],
  [
    'a latitude in words',
    location('north', 0),
    'error wrong-kind',
    '/location/lat is a string of 5 characters, not a number',
  ],
  ['a latitude of null', location(null, 0), 'error required-field', '/location/lat is required but missing'],
  [
    'a longitude of NaN',
    location(0, Number.NaN),
    'error required-field',
    '/location/lon is required but missing',
  ],
  [
    'a latitude above 90 as text',
    location('90.1', '0'),
    'warning coordinates',
    '/location/lat is outside the range -90 to 90',
  ],
  [
    'a longitude below -180 as text',
    location('0', '-181'),
    'warning coordinates',
    '/location/lon is outside the range -180 to 180',
  ],

  ['a link without media', { type: 'url' }, 'error required-field', '/media is required but missing'],
  [
    'too long a link',
    { type: 'url', media: 'x'.repeat(2001) },
    'warning url-length',
    '/media has 2001 characters, more than 2000 allowed',
  ],
  [
    'a sticker without an id',
    { type: 'sticker' },
    'error required-field',
    '/sticker_id is required but missing',
  ],
  [
    'a sticker id of true',
    { type: 'sticker', sticker_id: true },
    'error wrong-kind',
    '/sticker_id is a boolean, not a number or a string',
  ],

  [
    'a sender without a name',
    { ...least.text, sender: { avatar: media } },
    'warning sender-name',
    '/sender/name is missing, although it is documented as required',
  ],
  [
    'a sender with an empty name',
    { ...least.text, sender: { name: '' } },
    'warning empty-sender-name',
    '/sender/name has 0 characters, fewer than 1 required',
  ],
  [
    'too long a sender name',
    { ...least.text, sender: { name: 'x'.repeat(29) } },
    'error sender-name-length',
    '/sender/name has 29 characters, more than 28 allowed',
  ],
  [
    'too long tracking data',
    { ...least.text, tracking_data: 'x'.repeat(4001) },
    'error tracking-data-length',
    '/tracking_data has 4001 characters, more than 4000 allowed',
  ],
  [
    'tracking data that is an object',
    { ...least.text, tracking_data: {} },
    'error wrong-kind',
    '/tracking_data is an object, not a string',
  ],
  [
    'API level 0',
    { ...least.text, min_api_version: 0 },
    'warning min-api-version',
    '/min_api_version is less than 1',
  ],
  [
    'an API level as text',
    { ...least.text, min_api_version: '7' },
    'warning number-as-string',
    '/min_api_version is a string of 1 character, not a number',
  ],

  [
    'an unknown field',
    { ...least.text, txet: 'hush-hush' },
    'warning unknown-field',
    '/txet is not a known field. Did you mean "text"?',
  ],
  [
    'a field in the wrong case',
    { ...least.text, Tracking_Data: 'x' },
    'warning unknown-field',
    '/Tracking_Data is not a known field. Did you mean "tracking_data"?',
  ],
  [
    'a field of another type',
    { ...least.sticker, thumbnail: media },
    'warning unknown-field',
    '/thumbnail is not a known field. Expected one of sender, tracking_data, min_api_version, keyboard, type, sticker_id.',
  ],
  [
    'a field that every object inherits',
    JSON.parse('{"type":"text","text":"x","__proto__":{}}'),
    'warning unknown-field',
    '/__proto__ is not a known field. Expected one of sender, tracking_data, min_api_version, keyboard, type, text.',
  ],
  [
    'an unknown field of the sender',
    { ...least.text, sender: { name: 'n', avatr: media } },
    'warning unknown-field',
    '/sender/avatr is not a known field. Did you mean "avatar"?',
  ],
  [
    'an unknown field of a contact',
    { ...least.contact, contact: { ...least.contact.contact, phone: '1' } },
    'warning unknown-field',
    '/contact/phone is not a known field. Expected one of name, phone_number, avatar.',
  ],
  [
    'an unknown field of a location',
    { ...least.location, location: { lat: 1, lon: 1, lng: 1 } },
    'warning unknown-field',
    '/location/lng is not a known field. Expected one of lat, lon.',
  ],

  [
    'more than 30 KB',
    messageOfBytes(30_721),
    'error message-size',
    'the message has 30721 bytes of JSON, more than 30720 allowed',
  ],

  ['a type that is a number', { type: 7 }, 'error wrong-kind', `/type is a number, not one of ${types}`],
  [
    'too large a video',
    { ...least.video, size: 27_262_977 },
    'warning video-size',
    '/size is outside the range 0 to 27262976',
  ],
  [
    'a size as a string',
    { ...least.video, size: '10' },
    'warning number-as-string',
    '/size is a string of 2 characters, not a number',
  ],
  [
    'an executable',
    { ...least.file, file_name: 'setup.EXE' },
    'warning forbidden-file-format',
    '/file_name has an ending of files that Viber does not deliver',
  ],
  [
    'a payment without a payment',
    { type: 'payment', min_api_version: 10 },
    'error required-field',
    '/payment is required but missing',
  ],
  [
    'a payment below its API level',
    { ...least.payment, min_api_version: 7 },
    'warning api-level',
    'the message needs a min_api_version of 10 or more',
  ],
  [
    'an unknown way to pay',
    { ...least.payment, payment: { ...least.payment.payment, type: 'hush' } },
    'warning unknown-value',
    '/payment/type is a string of 4 characters, not one of "GooglePay", "ApplePay"',
  ],
  [
    'a currency in words',
    { ...least.payment, payment: { ...least.payment.payment, currency_code: 'hush' } },
    'warning currency-code',
    '/payment/currency_code is a string of 4 characters, not a currency code of three capital letters',
  ],
  [
    'a text beside a keyboard alone',
    { text: 'hush', ...keyboardAlone },
    'warning unknown-field',
    '/text is not a known field of a message without a type. Expected one of sender, tracking_data, min_api_version, keyboard.',
  ],
];

describe('validateMessage', () => {
  it.each(flawed)('names severity, rule, path and size for %s', (...row) => {
    expectSingleProblem(...row);
  });
});
