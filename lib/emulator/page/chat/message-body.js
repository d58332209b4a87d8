import { el } from '../dom.js';
import { bytes, initial } from '../formats.js';
import { link, linkified, linkOrText } from './links.js';
import { picture, video } from './media.js';
import { buttonBlocks, paint } from './button-blocks.js';

/**
 * The elements that show a message.
 *
 * @param tap - called with a carousel button when it is tapped
 */
export function messageBody(message, tap) {
  const show = BODIES[message.type] ?? unknown;
  return [show(message, tap)].flat().filter((part) => part !== undefined);
}

const BODIES = {
  text: ({ text }) => paragraph(text),
  picture: ({ media, text }) => [picture(media, text || 'Picture'), caption(text)],
  video: ({ media, text, size, duration }) => [
    video(media),
    facts('Video', size === undefined ? undefined : bytes(size), duration && `duration ${duration}`),
    caption(text),
  ],
  file: ({ media, file_name, size, file_size }) => [
    el(
      'div',
      { class: 'card' },
      el('span', { class: 'card-icon extension', 'aria-hidden': true }, extension(file_name)),
      el(
        'div',
        {},
        el('strong', {}, file_name ?? 'File'),
        el('span', { class: 'muted' }, bytes(size ?? file_size)),
        linkOrText(media),
      ),
    ),
  ],
  contact: ({ contact, text }) => [
    el(
      'div',
      { class: 'card' },
      el('span', { class: 'card-icon round', 'aria-hidden': true }, initial(contact.name ?? '')),
      el(
        'div',
        {},
        el('strong', {}, contact.name ?? 'No name'),
        el('span', { class: 'muted' }, contact.phone_number),
      ),
    ),
    caption(text),
  ],
  location: ({ location: { lat, lon }, text }) => [
    el('div', { class: 'map', 'aria-hidden': true }, el('span', { class: 'pin' })),
    el('div', { class: 'card' }, el('div', {}, el('strong', {}, 'Location'), place(lat, lon))),
    caption(text),
  ],
  url: ({ media, text }) => [
    el('div', { class: 'card' }, el('div', {}, el('strong', {}, 'Link'), linkOrText(media))),
    caption(text),
  ],
  sticker: ({ sticker_id, media }) =>
    media === undefined
      ? el(
          'div',
          { class: 'sticker' },
          el('span', { 'aria-hidden': true }, '\u263A\uFE0E'),
          el('b', {}, `Sticker ${sticker_id}`),
        )
      : picture(media, `Sticker ${sticker_id}`),
  rich_media: ({ rich_media }, tap) => {
    const carousel = el('div', { class: 'carousel', role: 'group', 'aria-label': 'Carousel', tabindex: 0 });
    for (const block of buttonBlocks(rich_media, 7, tap)) {
      paint(block, 'background-color', rich_media.BgColor);
      carousel.append(block);
    }
    return carousel;
  },
};

function unknown(message) {
  const text = message.type === undefined ? 'Keyboard without a message' : JSON.stringify(message);
  return el('p', { class: 'muted' }, text);
}

function paragraph(text) {
  // Like phones, enlarge a text of only one to three emoji.
  const isEmoji = /^(?:\p{Extended_Pictographic}(?:[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u200D)*\s*){1,3}$/u.test(
    text,
  );
  return el('p', { class: isEmoji ? 'text emoji' : 'text' }, linkified(text));
}

function caption(text) {
  return text ? paragraph(text) : undefined;
}

function extension(fileName = '') {
  return /\.(\w{1,4})$/.exec(fileName)?.[1] ?? 'file';
}

function facts(...parts) {
  return el('span', { class: 'muted facts' }, parts.filter(Boolean).join(', '));
}

function place(lat, lon) {
  const [latitude, longitude] = [Number(lat), Number(lon)];
  const query = `mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return link(`https://www.openstreetmap.org/?${query}`, `${lat}, ${lon}`);
}
