/**
 * A field of an attachment form, with the attributes of its input.
 *
 * @typedef {object} Field
 * @property {string} name - `contact.name` stands for the name of the contact
 * @property {string} label
 * @property {string | number} value - sample to start from
 * @property {'text' | 'number' | 'url'} type
 * @property {'any'} [step]
 * @property {boolean} [required]
 * @property {number} [min]
 * @property {number} [max]
 */

/** @typedef {{ type: string, label: string, fields: Field[] }} AttachmentType */

const ORIGIN = location.origin;
const PICTURE = `${ORIGIN}/samples/picture.png`;

/**
 * @param {string} name
 * @param {string} label
 * @param {string} value
 * @param {Partial<Field>} options
 * @returns {Field}
 */
const text = (name, label, value, options = {}) => ({ name, label, value, type: 'text', ...options });

/**
 * @param {string} name
 * @param {string} label
 * @param {number} value
 * @param {Partial<Field>} options
 * @returns {Field}
 */
const number = (name, label, value, options = {}) => ({
  name,
  label,
  value,
  type: 'number',
  step: 'any',
  ...options,
});

/**
 * @param {string} value
 * @returns {Field}
 */
const url = (value) => ({ name: 'media', label: 'URL', value, type: 'url', required: true });

/**
 * The message types a user can send besides text, with form fields and sample values. The emulator serves the sample
 * picture and file itself, so that they load without a network.
 *
 * @type {AttachmentType[]}
 */
export const ATTACHMENT_TYPES = [
  {
    type: 'picture',
    label: 'Picture',
    fields: [
      url(PICTURE),
      text('text', 'Caption', 'A quiet evening'),
      text('file_name', 'File name', 'picture.png'),
      number('size', 'Size in bytes', 11_671),
    ],
  },
  {
    type: 'video',
    label: 'Video',
    fields: [
      url('https://example.com/video.mp4'),
      text('text', 'Caption', ''),
      text('file_name', 'File name', 'video.mp4'),
      number('size', 'Size in bytes', 1_500_000),
      number('duration', 'Duration', 12),
    ],
  },
  {
    type: 'file',
    label: 'File',
    fields: [
      url(`${ORIGIN}/samples/notes.txt`),
      text('file_name', 'File name', 'notes.txt'),
      number('size', 'Size in bytes', 64),
    ],
  },
  {
    type: 'sticker',
    label: 'Sticker',
    fields: [number('sticker_id', 'Sticker id', 46105, { required: true })],
  },
  {
    type: 'contact',
    label: 'Contact',
    fields: [
      text('contact.name', 'Name', 'Ada Lovelace'),
      text('contact.phone_number', 'Phone number', '+447700900123', { required: true }),
    ],
  },
  {
    type: 'location',
    label: 'Location',
    fields: [
      number('location.lat', 'Latitude', 51.5007, { required: true, min: -90, max: 90 }),
      number('location.lon', 'Longitude', -0.1246, { required: true, min: -180, max: 180 }),
    ],
  },
  { type: 'url', label: 'Link', fields: [url('https://example.com/page')] },
];

/**
 * Builds a message from its form; empty fields are omitted.
 *
 * @param {AttachmentType} attachment
 * @param {FormData} values
 */
export function messageOf({ type, fields }, values) {
  /** @type {Record<string, unknown>} */
  const message = { type };
  /** @type {Record<string, Record<string, unknown>>} */
  const nested = {};
  for (const { name, type: kind } of fields) {
    const entered = values.get(name);
    if (entered === null || entered === '') continue;
    const [outer = name, inner] = name.split('.');
    const value = kind === 'number' ? Number(entered) : entered;
    if (inner === undefined) message[outer] = value;
    else nested[outer] = { ...nested[outer], [inner]: value };
  }
  return { ...message, ...nested };
}
