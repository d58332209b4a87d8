import { el } from '../dom.js';

const PART = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/** More than real JSON has, and few enough that a page is not slow. */
const MAX_PARTS = 20_000;
const MAX_DEPTH = 100;

/**
 * Indents and colours JSON. It works on the text, since parsing and serializing would round message tokens. Text that
 * is not JSON, or that is huge or nested very deeply, is shown unchanged.
 *
 * @param {string} text
 */
export function prettyJson(text) {
  const pre = el('pre', { class: 'json', tabindex: 0 });
  const parts = isJson(text) ? (text.match(PART) ?? []) : [];
  if (parts.length === 0 || parts.length > MAX_PARTS || depthOf(parts) > MAX_DEPTH) {
    pre.textContent = text;
    return pre;
  }
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

/** @param {string[]} parts */
function depthOf(parts) {
  let depth = 0;
  let deepest = 0;
  for (const part of parts) {
    if (part === '{' || part === '[') deepest = Math.max(deepest, (depth += 1));
    else if (part === '}' || part === ']') depth -= 1;
  }
  return deepest;
}

/**
 * Removes the white space between the parts of JSON.
 *
 * @param {string} text
 */
export function compactJson(text) {
  return (text.match(PART) ?? []).join('');
}

/** @param {string} text */
export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
