import { el } from '../dom.js';
import { httpUrl, linkOrText } from './links.js';

/** A picture, or a neat card with its address where it cannot be loaded, as happens without a network. */
export function picture(address, alt) {
  const src = imageUrl(address);
  if (src === undefined) return placeholder('Picture', address);
  const image = el('img', { src, alt, loading: 'lazy', referrerpolicy: 'no-referrer' });
  image.addEventListener('error', () => {
    image.replaceWith(placeholder('Picture', address));
  });
  return image;
}

/** A video to play, or the card. */
export function video(address) {
  const src = httpUrl(address);
  if (src === undefined) return placeholder('Video', address);
  const player = el('video', { src, controls: true, preload: 'metadata' });
  player.addEventListener('error', () => {
    player.replaceWith(placeholder('Video', address));
  });
  return player;
}

/** An image that is only decoration: where it cannot be loaded there is nothing. */
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
