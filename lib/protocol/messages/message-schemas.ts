import { buttonSchema, keyboardSchema, richMediaSchema } from './keyboard-schemas';
import { PAYMENT_TYPES } from './known-values';
import type { Schema } from './message-rules';
import { all, kindsOf, MESSAGES, notForbidden, PAYMENTS, refused, warned } from './message-rules';
import type {
  OutgoingContact,
  OutgoingFile,
  OutgoingKeyboard,
  OutgoingLocation,
  OutgoingMessageBase,
  OutgoingMessages,
  OutgoingPayment,
  OutgoingPicture,
  OutgoingRichMedia,
  OutgoingSticker,
  OutgoingText,
  OutgoingUrl,
  OutgoingVideo,
  Sender,
} from './outgoing-messages';

// Each rule has its severity and source beside it. Where editions of the documentation differ, the more generous one
// holds. The interfaces in outgoing-messages.ts and keyboard.ts describe the same objects to the compiler.

const { string, text, number, wholeNumber, numberOrString, degrees, object } = kindsOf(MESSAGES);

/** The address of what the message shows. */
const media = all(string, warned('empty-media', MESSAGES, { minLength: 1 }));

/** @param maxBytes - of the larger edition, where several are documented */
function size(rule: string, maxBytes: number): Schema {
  return all(wholeNumber, warned(rule, MESSAGES, { range: [0, maxBytes] }));
}

const senderSchema: Schema = object<Sender>(
  {
    name: all(
      string,
      refused('sender-name-length', MESSAGES, { maxLength: 28 }),
      warned('empty-sender-name', MESSAGES, { minLength: 1 }),
    ),
    avatar: string,
  },
  [],
  // A warning, since Viber takes messages without any sender. [code]
  warned('sender-name', MESSAGES, { required: ['name'] }),
);

const common: { readonly [Name in keyof Required<OutgoingMessageBase>]: Schema } = {
  sender: { $ref: 'sender' },
  tracking_data: all(string, refused('tracking-data-length', MESSAGES, { maxLength: 4000 })),
  min_api_version: all(wholeNumber, warned('min-api-version', MESSAGES, { minimum: 1 })),
  keyboard: { $ref: 'keyboard' },
};

// The validator of a type is chosen by its name, so the type itself needs no rule.
const type: Schema = {};

const payment = kindsOf(PAYMENTS);

const schemasOfTypes: { readonly [Type in keyof OutgoingMessages]: Schema } = {
  text: object<OutgoingText>(
    {
      ...common,
      type,
      text: all(
        string,
        refused('text-length', MESSAGES, { maxLength: 7000 }),
        warned('empty-text', MESSAGES, { minLength: 1 }),
      ),
    },
    ['text'],
  ),
  picture: object<OutgoingPicture>(
    // The text is documented as required, but bots leave it out. [code]
    { ...common, type, text: text('caption-length', 768), media, thumbnail: string },
    ['media'],
  ),
  video: object<OutgoingVideo>(
    {
      ...common,
      type,
      media,
      size: size('video-size', 27_262_976),
      duration: all(number, warned('video-duration', MESSAGES, { range: [0, 180] })),
      thumbnail: string,
      text: string,
    },
    ['media', 'size'],
  ),
  file: object<OutgoingFile>(
    {
      ...common,
      type,
      media,
      size: size('file-size', 52_428_800),
      file_name: all(
        text('file-name-length', 256),
        warned('empty-file-name', MESSAGES, { minLength: 1 }),
        notForbidden,
      ),
    },
    ['media', 'size', 'file_name'],
  ),
  contact: object<OutgoingContact>(
    {
      ...common,
      type,
      contact: object<OutgoingContact['contact']>(
        {
          name: text('contact-name-length', 28),
          phone_number: text('phone-number-length', 18),
          avatar: string,
        },
        ['name', 'phone_number'],
      ),
    },
    ['contact'],
  ),
  location: object<OutgoingLocation>(
    {
      ...common,
      type,
      location: object<OutgoingLocation['location']>({ lat: degrees(90), lon: degrees(180) }, ['lat', 'lon']),
    },
    ['location'],
  ),
  url: object<OutgoingUrl>({ ...common, type, media: all(media, text('url-length', 2000)) }, ['media']),
  sticker: object<OutgoingSticker>({ ...common, type, sticker_id: numberOrString }, ['sticker_id']),
  rich_media: object<OutgoingRichMedia>(
    { ...common, type, rich_media: { $ref: 'carousel' }, alt_text: string },
    ['rich_media'],
  ),
  payment: all(
    object<OutgoingPayment>(
      {
        ...common,
        type,
        payment: payment.object<OutgoingPayment['payment']>(
          {
            type: payment.known(PAYMENT_TYPES),
            description: payment.string,
            total_price: payment.number,
            currency_code: all(
              payment.string,
              warned('currency-code', PAYMENTS, {
                pattern: '^[A-Z]{3}$',
                description: 'a currency code of three capital letters',
              }),
            ),
            // An object in the table of the documentation, an array in its sample. [hub]
            payment_parameters: payment.objectOrArray,
          },
          ['type', 'total_price', 'currency_code', 'payment_parameters'],
        ),
      },
      ['payment'],
    ),
    warned('api-level', PAYMENTS, { apiLevel: 10 }),
  ),
};

/** A keyboard that is sent alone, without a `type`. */
const keyboardAloneSchema: Schema = object<Omit<OutgoingKeyboard, 'type'>>(common, ['keyboard']);

/**
 * The JSON schema of each type of outgoing message, of a message without a type, of one whose type is unknown and whose
 * other fields therefore are too, and of what these refer to.
 */
export const outgoingMessageSchemas = {
  ...schemasOfTypes,
  'keyboard alone': keyboardAloneSchema,
  'unknown type': { properties: common } as Schema,
  sender: senderSchema,
  keyboard: keyboardSchema,
  carousel: richMediaSchema,
  button: buttonSchema,
};

/** The known types of outgoing messages. */
export const MESSAGE_TYPES = Object.keys(schemasOfTypes) as readonly (keyof OutgoingMessages)[];
