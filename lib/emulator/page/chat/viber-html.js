import { el } from '../dom.js';

// The subset that buttons may use. [doc] Anything else is shown as text.
const TAG = /<(\/?)(b|i|u|s|strong|em|font|br)((?:\s[^<>]*)?)\/?>/gi;
const ENTITY = /&(?:lt|gt|amp|quot|nbsp|#39);/g;
/** @type {Record<string, string>} */
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&nbsp;': '\u00a0', '&#39;': "'" };

/**
 * The formatted text of a button. The elements are created one by one, so no HTML is ever parsed.
 *
 * @param {string} text
 */
export function viberHtml(text) {
  const root = document.createDocumentFragment();
  /** @type {{ name: string, node: HTMLElement }[]} */
  const open = [];
  /** @param {Node | string} child */
  const append = (child) => {
    const { node = root } = open.at(-1) ?? {};
    node.append(child);
  };
  /** @param {string} literal */
  const write = (literal) => {
    if (literal !== '') append(literal.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity));
  };
  let end = 0;
  for (const { 0: tag, 1: slash, 2: rawName = '', 3: attributes = '', index } of text.matchAll(TAG)) {
    write(text.slice(end, index));
    end = index + tag.length;
    const name = rawName.toLowerCase();
    if (name === 'br') {
      append(el('br'));
    } else if (slash === '') {
      const node = formatted(name, attributes);
      append(node);
      open.push({ name, node });
    } else {
      // An end tag without a start tag is ignored.
      const opened = open.findLastIndex((one) => one.name === name);
      if (opened >= 0) open.length = opened;
    }
  }
  write(text.slice(end));
  return root;
}

/**
 * @param {string} name
 * @param {string} attributes
 * @returns {HTMLElement}
 */
function formatted(name, attributes) {
  if (name !== 'font') return document.createElement(name);
  const node = el('span');
  const color = /\bcolor\s*=\s*["']?(#[0-9a-f]{6})\b/i.exec(attributes)?.[1];
  if (color !== undefined) node.style.color = color;
  const size = /\bsize\s*=\s*["']?(\d{1,2})\b/i.exec(attributes)?.[1];
  if (size !== undefined) node.style.fontSize = `${Math.min(32, Math.max(8, Number(size)))}px`;
  return node;
}
