import { el } from '../dom.js';
import { httpUrl, linkOrText } from './links.js';

/** @type {Record<string, string>} */
const OBJECT_FIT = { crop: 'cover', fill: 'fill', fit: 'contain' };

/**
 * An image. A placeholder with its address replaces it if it cannot be loaded, for example without a network.
 *
 * @param {string} address
 * @param {string} alt
 */
export function picture(address, alt) {
  const src = imageUrl(address);
  if (src === undefined) return placeholder('Picture', address);
  const image = el('img', { src, alt, loading: 'lazy', referrerpolicy: 'no-referrer' });
  image.addEventListener('error', () => {
    image.replaceWith(placeholder('Picture', address));
  });
  return image;
}

/**
 * A video player, or the placeholder if the video cannot be loaded.
 *
 * @param {string} address
 */
export function video(address) {
  const src = httpUrl(address);
  if (src === undefined) return placeholder('Video', address);
  const player = el('video', { src, controls: true, preload: 'metadata' });
  player.addEventListener('error', () => {
    player.replaceWith(placeholder('Video', address));
  });
  return player;
}

/**
 * A decorative image; the class `broken` marks one that cannot be loaded.
 *
 * @param {string | undefined} address
 * @param {string} className
 * @param {string} scaleType - Viber's name; unknown ones crop
 */
export function decoration(address, className, scaleType = 'crop') {
  const src = imageUrl(address);
  if (src === undefined) return undefined;
  const fit = OBJECT_FIT[scaleType] ?? 'cover';
  const image = el('img', { src, alt: '', class: `${className} ${fit}`, referrerpolicy: 'no-referrer' });
  image.addEventListener('error', () => {
    image.classList.add('broken');
    image.removeAttribute('src');
    image.title = `Not loaded: ${address}`;
  });
  return image;
}

/** @param {unknown} address */
function imageUrl(address) {
  if (typeof address === 'string' && /^data:image\//i.test(address)) return address;
  return httpUrl(address);
}

/**
 * @param {string} kind
 * @param {string} address
 */
function placeholder(kind, address) {
  return el(
    'div',
    { class: 'placeholder' },
    el('strong', {}, kind),
    el('span', { class: 'muted' }, 'not loaded'),
    linkOrText(address),
  );
}
