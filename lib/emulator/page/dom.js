/** @typedef {keyof HTMLElementTagNameMap} Tag */
/** @typedef {string | number | boolean | undefined | ((event: Event) => unknown)} Property */

/**
 * Creates an element. A string child becomes a text node: nothing on this page ever parses HTML. A function is added
 * as a listener, so its property is named `onclick` and the like. `false` and `undefined` omit a property.
 *
 * @template {Tag} T
 * @param {T} tag
 * @param {Record<string, Property>} properties
 * @param {(Node | string | undefined)[]} children
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  /** @type {HTMLElement} */
  const target = element;
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') target.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      target.setAttribute(name, value === true ? '' : String(value));
  }
  target.append(...children.filter((child) => child !== undefined));
  return element;
}

/**
 * The element of index.html with this id.
 *
 * @template {Tag} T
 * @param {string} id
 * @param {T} tag
 */
export function byId(id, tag) {
  return find(document, tag, `#${id}`);
}

/**
 * The first matching descendant.
 *
 * @template {Tag} T
 * @param {ParentNode} parent
 * @param {T} tag
 * @param {string} condition - an id or attribute selector
 * @throws `Error` if there is none
 */
export function find(parent, tag, condition = '') {
  const element = parent.querySelector(`${tag}${condition}`);
  if (element === null || !hasTag(element, tag)) throw new Error(`There is no ${tag}${condition}.`);
  return element;
}

/**
 * @template {Tag} T
 * @param {Element} element
 * @param {T} tag
 * @returns {element is HTMLElementTagNameMap[T]}
 */
function hasTag(element, tag) {
  return element.localName === tag;
}

/**
 * Sets the text if it differs, so that an unchanged frame does not touch the DOM.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Replaces the children with the given ones, moving as few elements as possible.
 *
 * @param {Element} parent
 * @param {Element[]} wanted
 */
export function setChildren(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let cursor = parent.firstElementChild;
  for (const child of wanted) {
    if (child === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(child, cursor);
  }
}
