import { el } from '../dom.js';
import { httpUrl, linkOrText } from './links.js';

/** An image. A placeholder with its address replaces it if it cannot be loaded, for example without a network. */
export function picture(address, alt) {
  const src = imageUrl(address);
  if (src === undefined) return placeholder('Picture', address);
  const image = el('img', { src, alt, loading: 'lazy', referrerpolicy: 'no-referrer' });
  image.addEventListener('error', () => {
    image.replaceWith(placeholder('Picture', address));
  });
  return image;
}

/** A video player, or the placeholder if the video cannot be loaded. */
export function video(address) {
  const src = httpUrl(address);
  if (src === undefined) return placeholder('Video', address);
  const player = el('video', { src, controls: true, preload: 'metadata' });
  player.addEventListener('error', () => {
    player.replaceWith(placeholder('Video', address));
  });
  return player;
}

/** A decorative image; the class `broken` marks one that cannot be loaded. */
export function decoration(address, className, scaleType) {
  const src = imageUrl(address);
  if (src === undefined) return undefined;
  const fit = { crop: 'cover', fill: 'fill', fit: 'contain' }[scaleType] ?? 'cover';
  const image = el('img', { src, alt: '', class: `${className} ${fit}`, referrerpolicy: 'no-referrer' });
  image.addEventListener('error', () => {
    image.classList.add('broken');
    image.removeAttribute('src');
    image.title = `Not loaded: ${address}`;
  });
  return image;
}

function imageUrl(address) {
  if (typeof address === 'string' && /^data:image\//i.test(address)) return address;
  return httpUrl(address);
}

function placeholder(kind, address) {
  return el(
    'div',
    { class: 'placeholder' },
    el('strong', {}, kind),
    el('span', { class: 'muted' }, 'not loaded'),
    linkOrText(address),
  );
}
