import { el } from '../dom.js';

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;
const PUNCTUATION = ".,!?;:'*";

/**
 * Returns the normalized URL if it is absolute and http(s). The page opens and loads no others.
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
    const address = withoutPunctuation(found);
    const href = httpUrl(address);
    if (href === undefined) continue;
    parts.append(text.slice(end, index), link(href, address));
    end = index + address.length;
  }
  parts.append(text.slice(end));
  return parts;
}

/**
 * The address without what follows it in a sentence: punctuation, and a closing bracket that was opened before it. A
 * regular expression would take time that grows with the square of a run of such characters.
 *
 * @param {string} found
 */
function withoutPunctuation(found) {
  let end = found.length;
  while (PUNCTUATION.includes(found.charAt(end - 1))) end -= 1;
  return found.charAt(end - 1) === ')' && !found.includes('(')
    ? found.slice(0, end - 1)
    : found.slice(0, end);
}
