/**
 * Makes an element. Children are nodes or text, and text stays text: nothing on this page ever parses HTML.
 *
 * A property named `on` and an event, such as `onclick`, takes a function. `false` and `undefined` leave one out.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** The element of index.html with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Writes text only if it is another one, so that a frame without news touches nothing. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Puts the children in this order with as few moves as there are; what is not among them goes. */
export function setChildren(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) if (!keep.has(child)) child.remove();
  let cursor = parent.firstElementChild;
  for (const child of wanted) {
    if (child === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(child, cursor);
  }
}
