/** @import { ReceivedMessage } from '../../../protocol/callbacks/received-messages' */
/** @import { RichMedia } from '../../../protocol/messages/keyboard' */
/** @import { OutgoingMessage } from '../../../protocol/messages/outgoing-messages' */
/** @import { Tap } from './button-blocks.js' */
import { el } from '../dom.js';
import { bytes, initial } from '../formats.js';
import { buttonBlocks, paint } from './button-blocks.js';
import { link, linkified, linkOrText } from './links.js';
import { picture, video } from './media.js';

/** @typedef {OutgoingMessage | ReceivedMessage} Message */

/**
 * What the user can do with a message.
 *
 * @typedef {object} MessageActions
 * @property {Tap} tap - called with a carousel button when it is tapped
 * @property {() => void} pay - called when Pay is tapped in a payment
 */

/**
 * The elements that show a message.
 *
 * @param {Message} message
 * @param {MessageActions} actions
 * @returns {HTMLElement[]}
 */
export function messageBody(message, { tap, pay }) {
  if (isPayment(message)) return [paymentCard(message.payment, pay)];
  switch (message.type) {
    case 'text':
      return [paragraph(message.text)];
    case 'picture':
      return [picture(message.media, message.text || 'Picture'), ...caption(message)];
    case 'video':
      return [video(message.media), videoFacts(message), ...caption(message)];
    case 'file':
      return [fileCard(message)];
    case 'contact':
      return [contactCard(message), ...caption(message)];
    case 'location':
      return [map(), card(undefined, 'Location', place(message)), ...caption(message)];
    case 'url':
      return [card(undefined, 'Link', linkOrText(message.media)), ...caption(message)];
    case 'sticker':
      return [sticker(message)];
    case 'rich_media':
      return [isButtonArea(message.rich_media) ? carousel(message.rich_media, tap) : unknown(message)];
    default:
      return [unknown(message)];
  }
}

/**
 * @typedef {object} Payment
 * @property {string} [type]
 * @property {string} [description]
 * @property {number | string} total_price
 * @property {string} currency_code
 */

/**
 * @param {{ type?: string | undefined }} message
 * @returns {message is { payment: Payment }}
 */
function isPayment(message) {
  return message.type === 'payment' && 'payment' in message && message.payment instanceof Object;
}

/**
 * @param {Payment} payment
 * @param {() => void} pay
 */
function paymentCard({ type = 'Payment', description, total_price, currency_code }, pay) {
  const icon = el('span', { class: 'card-icon extension', 'aria-hidden': true }, currency_code);
  const button = el('button', { type: 'button', class: 'primary', onclick: pay }, `Pay with ${type}`);
  const price = muted(`${total_price} ${currency_code}`);
  return el('div', { class: 'payment' }, card(icon, description ?? 'Payment', price), button);
}

/** @param {Message} message */
function unknown(message) {
  const text = message.type === undefined ? 'Keyboard without a message' : JSON.stringify(message);
  return el('p', { class: 'muted' }, text);
}

/** @param {string} text */
function paragraph(text) {
  // Like phones, enlarge a text of only one to three emoji.
  const isEmoji = /^(?:\p{Extended_Pictographic}(?:[\u{1F3FB}-\u{1F3FF}]|\uFE0F|\u200D)*\s*){1,3}$/u.test(
    text,
  );
  return el('p', { class: isEmoji ? 'text emoji' : 'text', dir: 'auto' }, linkified(text));
}

/** @param {Message} message */
function caption(message) {
  return 'text' in message && message.text ? [paragraph(message.text)] : [];
}

/** @param {{ size?: number, duration?: number }} message */
function videoFacts({ size, duration }) {
  const facts = ['Video', size !== undefined && bytes(size), duration && `duration ${duration}`];
  return el('span', { class: 'muted facts' }, facts.filter(Boolean).join(', '));
}

/** @param {{ media: string, file_name?: string, size?: number, file_size?: number }} message */
function fileCard({ media, file_name, size, file_size }) {
  const icon = el('span', { class: 'card-icon extension', 'aria-hidden': true }, extension(file_name));
  return card(icon, file_name ?? 'File', muted(bytes(size ?? file_size)), linkOrText(media));
}

function extension(fileName = '') {
  return /\.(\w{1,4})$/.exec(fileName)?.[1] ?? 'file';
}

/** @param {{ contact: { name?: string, phone_number: string } }} message */
function contactCard({ contact: { name, phone_number } }) {
  const icon = el('span', { class: 'card-icon round', 'aria-hidden': true }, initial(name ?? ''));
  return card(icon, name ?? 'No name', muted(phone_number));
}

/**
 * @param {HTMLElement | undefined} icon
 * @param {string} title
 * @param {HTMLElement[]} lines
 */
function card(icon, title, ...lines) {
  return el('div', { class: 'card' }, icon, el('div', {}, el('strong', { dir: 'auto' }, title), ...lines));
}

/** @param {string} text */
function muted(text) {
  return el('span', { class: 'muted' }, text);
}

function map() {
  return el('div', { class: 'map', 'aria-hidden': true }, el('span', { class: 'pin' }));
}

/** @param {{ location: { lat: number | string, lon: number | string } }} message */
function place({ location: { lat, lon } }) {
  const [latitude, longitude] = [Number(lat), Number(lon)];
  const query = `mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return link(`https://www.openstreetmap.org/?${query}`, `${lat}, ${lon}`);
}

/** @param {{ sticker_id: number | string, media?: string }} message */
function sticker({ sticker_id, media }) {
  const name = `Sticker ${sticker_id}`;
  if (media !== undefined) return picture(media, name);
  const face = el('span', { 'aria-hidden': true }, '\u263A\uFE0E');
  return el('div', { class: 'sticker' }, face, el('b', {}, name));
}

/**
 * @param {object} richMedia
 * @returns {richMedia is RichMedia}
 */
function isButtonArea(richMedia) {
  return 'Buttons' in richMedia && Array.isArray(richMedia.Buttons);
}

/**
 * @param {RichMedia} richMedia
 * @param {Tap} tap
 */
function carousel(richMedia, tap) {
  const element = el('div', { class: 'carousel', role: 'group', 'aria-label': 'Carousel', tabindex: 0 });
  for (const block of buttonBlocks(richMedia, 7, tap)) {
    paint(block, 'background-color', richMedia.BgColor);
    element.append(block);
  }
  return element;
}
