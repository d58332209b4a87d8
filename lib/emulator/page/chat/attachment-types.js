const ORIGIN = location.origin;
const PICTURE = `${ORIGIN}/samples/picture.png`;

const field = (name, label, value, options = {}) => ({ name, label, value, type: 'text', ...options });
const number = (name, label, value, options = {}) =>
  field(name, label, value, { type: 'number', step: 'any', ...options });
const address = (name, label, value) => field(name, label, value, { type: 'url', required: true });

/**
 * The message types a user can send besides text, with form fields and sample values. The emulator serves the sample
 * picture and file itself, so that they load without a network.
 */
export const ATTACHMENT_TYPES = {
  picture: {
    label: 'Picture',
    fields: [
      address('media', 'URL', PICTURE),
      field('text', 'Caption', 'A quiet evening'),
      field('file_name', 'File name', 'picture.png'),
      number('size', 'Size in bytes', 11_671),
    ],
  },
  video: {
    label: 'Video',
    fields: [
      address('media', 'URL', 'https://example.com/video.mp4'),
      field('text', 'Caption', ''),
      field('file_name', 'File name', 'video.mp4'),
      number('size', 'Size in bytes', 1_500_000),
      number('duration', 'Duration', 12),
    ],
  },
  file: {
    label: 'File',
    fields: [
      address('media', 'URL', `${ORIGIN}/samples/notes.txt`),
      field('file_name', 'File name', 'notes.txt'),
      number('size', 'Size in bytes', 64),
    ],
  },
  sticker: { label: 'Sticker', fields: [number('sticker_id', 'Sticker id', 46105, { required: true })] },
  contact: {
    label: 'Contact',
    fields: [
      field('contact.name', 'Name', 'Ada Lovelace'),
      field('contact.phone_number', 'Phone number', '+447700900123', { required: true }),
    ],
  },
  location: {
    label: 'Location',
    fields: [
      number('location.lat', 'Latitude', 51.5007, { required: true, min: -90, max: 90 }),
      number('location.lon', 'Longitude', -0.1246, { required: true, min: -180, max: 180 }),
    ],
  },
  url: { label: 'Link', fields: [address('media', 'URL', 'https://example.com/page')] },
};

/** Builds a message from its form. A field named `contact.name` sets `name` of `contact`; empty fields are omitted. */
export function messageOf(type, values) {
  const message = { type };
  for (const { name, type: kind } of ATTACHMENT_TYPES[type].fields) {
    const text = values.get(name);
    if (text === '') continue;
    const [outer, inner] = name.split('.');
    const value = kind === 'number' ? Number(text) : text;
    if (inner === undefined) message[outer] = value;
    else message[outer] = { ...message[outer], [inner]: value };
  }
  return message;
}
