import { el } from '../dom.js';

// The subset that buttons may use. [doc] Anything else is shown as text.
const TAG = /<(\/?)(b|i|u|s|strong|em|font|br)((?:\s[^<>]*)?)\/?>/gi;
const ENTITY = /&(?:lt|gt|amp|quot|nbsp|#39);/g;
const ENTITIES = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&nbsp;': '\u00a0', '&#39;': "'" };

/** The formatted text of a button. The elements are created one by one, so no HTML is ever parsed. */
export function viberHtml(text) {
  const root = document.createDocumentFragment();
  const open = [{ name: '', node: root }];
  const write = (literal) => {
    if (literal !== '') open.at(-1).node.append(literal.replace(ENTITY, (entity) => ENTITIES[entity]));
  };
  let end = 0;
  for (const { 0: tag, 1: slash, 2: rawName, 3: attributes, index } of text.matchAll(TAG)) {
    write(text.slice(end, index));
    end = index + tag.length;
    const name = rawName.toLowerCase();
    if (name === 'br') {
      open.at(-1).node.append(el('br'));
    } else if (slash === '') {
      const node = formatted(name, attributes);
      open.at(-1).node.append(node);
      open.push({ name, node });
    } else {
      // An end tag without a start tag is ignored.
      const opened = open.findLastIndex((one) => one.name === name);
      if (opened > 0) open.length = opened;
    }
  }
  write(text.slice(end));
  return root;
}

function formatted(name, attributes) {
  if (name !== 'font') return el(name);
  const node = el('span');
  const color = /\bcolor\s*=\s*["']?(#[0-9a-f]{6})\b/i.exec(attributes);
  if (color !== null) node.style.color = color[1];
  const size = /\bsize\s*=\s*["']?(\d{1,2})\b/i.exec(attributes);
  if (size !== null) node.style.fontSize = `${Math.min(32, Math.max(8, Number(size[1])))}px`;
  return node;
}
