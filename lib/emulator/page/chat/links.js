import { el } from '../dom.js';

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;

/**
 * Returns the normalised URL if it is absolute and http(s). The page opens and loads no others.
 *
 * @param {unknown} text
 */
export function httpUrl(text) {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

/**
 * A link that opens in a new tab without access to this page.
 *
 * @param {string} href
 * @param {string} text
 */
export function link(href, text) {
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/**
 * A link if the address is an http(s) URL, otherwise its text.
 *
 * @param {unknown} address
 */
export function linkOrText(address) {
  const href = httpUrl(address);
  return href === undefined ? el('span', {}, String(address)) : link(href, String(address));
}

/**
 * Text in which http(s) URLs are links.
 *
 * @param {string} text
 */
export function linkified(text) {
  const parts = document.createDocumentFragment();
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    // Trailing punctuation ends the sentence, and an unmatched closing bracket was opened before the URL.
    const address = found.replace(/[.,!?;:'*]+$/, '').replace(/^([^(]*)\)+$/, '$1');
    const href = httpUrl(address);
    if (href === undefined) continue;
    parts.append(text.slice(end, index), link(href, address));
    end = index + address.length;
  }
  parts.append(text.slice(end));
  return parts;
}
