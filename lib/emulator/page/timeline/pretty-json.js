import { el } from '../dom.js';

const PART = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/**
 * Indents and colours JSON. It works on the text, since parsing and serialising would round message tokens. Text that
 * is not JSON is shown unchanged.
 *
 * @param {string} text
 */
export function prettyJson(text) {
  const pre = el('pre', { class: 'json', tabindex: 0 });
  if (!isJson(text)) {
    pre.textContent = text;
    return pre;
  }
  const parts = text.match(PART) ?? [];
  let depth = 0;
  const newLine = () => `\n${'  '.repeat(depth)}`;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (part === '{' || part === '[') {
      const isEmpty = next === '}' || next === ']';
      if (!isEmpty) depth += 1;
      pre.append(part, isEmpty ? '' : newLine());
    } else if (part === '}' || part === ']') {
      const isEmpty = parts[index - 1] === '{' || parts[index - 1] === '[';
      if (!isEmpty) depth -= 1;
      pre.append(isEmpty ? '' : newLine(), part);
    } else if (part === ',') {
      pre.append(part, newLine());
    } else if (part === ':') {
      pre.append(': ');
    } else {
      pre.append(el('span', { class: `json-${kindOf(part, next)}` }, part));
    }
  }
  return pre;
}

/**
 * @param {string} part
 * @param {string | undefined} next
 */
function kindOf(part, next) {
  if (part.startsWith('"')) return next === ':' ? 'name' : 'string';
  return /^[-\d]/.test(part) ? 'number' : 'word';
}

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
