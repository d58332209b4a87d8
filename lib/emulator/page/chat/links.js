import { el } from '../dom.js';

/** The address if it is a whole http or https one; nothing else is ever opened or loaded. */
export function httpUrl(text) {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}

/** A link that opens beside this page and cannot reach back to it. */
export function link(href, ...children) {
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

/** A link if the address is one to open, else its text. */
export function linkOrText(address) {
  const href = httpUrl(address);
  return href === undefined ? el('span', {}, String(address)) : link(href, String(address));
}

const ADDRESS = /https?:\/\/[^\s<>"]+/gi;

/** Text with its addresses made links. */
export function linkified(text) {
  const parts = document.createDocumentFragment();
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    // A full stop after an address ends the sentence; a bracket belongs to what opened before it.
    const address = found.replace(/[.,!?;:'*]+$/, '').replace(/^([^(]*)\)+$/, '$1');
    const href = httpUrl(address);
    if (href === undefined) continue;
    parts.append(text.slice(end, index), link(href, address));
    end = index + address.length;
  }
  parts.append(text.slice(end));
  return parts;
}
