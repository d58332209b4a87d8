import { keyboardSchema, latitude, longitude, richMediaSchema } from './keyboard-schemas';
import type { OutgoingMessages } from './outgoing-messages';

// The documented limits; where editions of the documentation differ, the more generous one. The interfaces in
// outgoing-messages.ts and keyboard.ts describe the same objects to the compiler, and __tests__/types/schemas.test-d.ts
// proves that they agree with the schemas. These schemas allow unknown fields; closedSchema() does not.

const string = { type: 'string' } as const;
const nonEmpty = { type: 'string', minLength: 1 } as const;
const bytes = { type: 'integer', minimum: 0 } as const;

const common = {
  sender: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', minLength: 1, maxLength: 28 }, avatar: string },
  },
  tracking_data: { type: 'string', maxLength: 4000 },
  min_api_version: { type: 'integer', minimum: 1 },
  keyboard: keyboardSchema,
} as const;

/** The JSON schema of each type of outgoing message. */
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
      media: nonEmpty,
      thumbnail: string,
    },
  },
  video: {
    type: 'object',
    required: ['type', 'media', 'size'],
    properties: {
      ...common,
      type: { const: 'video' },
      media: nonEmpty,
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
      media: nonEmpty,
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
      rich_media: richMediaSchema,
      min_api_version: { type: 'integer', minimum: 2 },
      alt_text: string,
    },
  },
} as const satisfies Record<keyof OutgoingMessages, object>;

/** The JSON schema of a keyboard that is sent alone, without a `type`. */
export const outgoingKeyboardSchema = {
  type: 'object',
  required: ['keyboard'],
  properties: common,
} as const;

/** The parts of a JSON schema that contain other schemas, as far as this package uses them. */
interface Schema {
  properties?: Record<string, object>;
  items?: object | object[];
}

/**
 * Makes a schema that rejects unknown fields at every depth. An object whose schema names no fields still allows any.
 */
export function closedSchema(schema: object): object {
  const { properties, items }: Schema = schema;
  return {
    ...schema,
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, closedSchema(property)]),
      ),
      additionalProperties: false,
    }),
    ...(items !== undefined && {
      items: Array.isArray(items) ? items.map(closedSchema) : closedSchema(items),
    }),
  };
}
