/** @import { Button, RichMedia } from '../../../protocol/messages/keyboard' */
import { el } from '../dom.js';
import { httpUrl } from './links.js';
import { decoration } from './media.js';
import { cells, placeButtons } from './place-buttons.js';
import { viberHtml } from './viber-html.js';

/** @typedef {(button: Button) => void} Tap */

/** @type {Record<string, string>} */
const ACTION_NAMES = { 'share-phone': 'Share phone number', 'location-picker': 'Share location' };
/** @type {Record<string, string>} */
const VERTICAL = { top: 'flex-start', bottom: 'flex-end' };
/** @type {Record<string, string>} */
const HORIZONTAL = { left: 'left', right: 'right' };

/**
 * The blocks of a keyboard or carousel, each a grid of buttons. A keyboard stacks them, a carousel puts them side by
 * side.
 *
 * @param {Pick<RichMedia, 'Buttons' | 'ButtonsGroupColumns' | 'ButtonsGroupRows'>} area
 * @param {number} defaultRows
 * @param {Tap} tap - called with a button when it is tapped
 */
export function buttonBlocks({ Buttons, ButtonsGroupColumns, ButtonsGroupRows }, defaultRows, tap) {
  const columns = cells(ButtonsGroupColumns, 6, 6);
  const rows = cells(ButtonsGroupRows, defaultRows, 7);
  return placeButtons(Buttons, columns, rows).map((block) => {
    const grid = el('div', { class: 'button-block' });
    grid.style.gridTemplateColumns = `repeat(${columns}, 1fr)`;
    for (const place of block) {
      const button = viberButton(place.button, tap);
      button.style.gridColumn = `${place.column} / span ${place.columns}`;
      button.style.gridRow = `${place.row} / span ${place.rows}`;
      grid.append(button);
    }
    return grid;
  });
}

/**
 * Sets a colour property if the value has the form `#RRGGBB`.
 *
 * @param {HTMLElement} element
 * @param {string} property
 * @param {string | undefined} color
 */
export function paint(element, property, color) {
  if (color !== undefined && /^#[0-9a-f]{6}$/i.test(color)) element.style.setProperty(property, color);
}

/**
 * @param {Button} button
 * @param {Tap} tap
 */
function viberButton(button, tap) {
  const element = elementFor(button, tap);
  paint(element, 'background-color', button.BgColor);
  frame(element, button.Frame);
  const { BgMedia, BgMediaScaleType, Image, ImageScaleType, Text } = button;
  const background = decoration(BgMedia, 'button-media', BgMediaScaleType);
  const image = decoration(Image, 'button-media', ImageScaleType);
  for (const media of [background, image]) if (media !== undefined) element.append(media);
  if (typeof Text === 'string' && Text !== '') element.append(label(button, Text));
  else if (element.matches('a, button')) element.setAttribute('aria-label', nameOf(button));
  return element;
}

/**
 * @param {Button} button
 * @param {Tap} tap
 */
function elementFor(button, tap) {
  const { ActionType = 'reply', ActionBody } = button;
  if (ActionType === 'none') return el('div', { class: 'viber-button idle' });
  const onclick = () => {
    tap(button);
  };
  if (ActionType !== 'open-url') return el('button', { type: 'button', class: 'viber-button', onclick });
  const href = httpUrl(ActionBody);
  if (href === undefined) {
    return el('button', { type: 'button', class: 'viber-button', disabled: true, title: 'No http(s) URL' });
  }
  return el('a', { class: 'viber-button', href, target: '_blank', rel: 'noopener noreferrer', onclick });
}

/** @param {Button} button */
function nameOf({ ActionType = 'reply', ActionBody }) {
  return ACTION_NAMES[ActionType] ?? String(ActionBody);
}

/**
 * @param {Button} button
 * @param {string} content
 */
function label(button, content) {
  const { TextSize, TextVAlign, TextHAlign, TextPaddings, TextOpacity, TextBgGradientColor } = button;
  const text = el('span', { class: 'button-text' }, el('span', { dir: 'auto' }, viberHtml(content)));
  text.dataset.size = TextSize ?? 'regular';
  text.style.alignItems = VERTICAL[TextVAlign ?? 'middle'] ?? 'center';
  text.style.textAlign = HORIZONTAL[TextHAlign ?? 'center'] ?? 'center';
  const padding = Array.isArray(TextPaddings) ? TextPaddings.map(Number) : [];
  if (padding.length === 4) {
    const [top, left, bottom, right] = padding;
    text.style.padding = `${top}px ${right}px ${bottom}px ${left}px`;
  }
  // Some bots write numbers as strings.
  const opacity = Number(TextOpacity ?? 100);
  if (opacity >= 0 && opacity < 100) text.style.opacity = String(opacity / 100);
  paint(text, '--gradient', TextBgGradientColor);
  if (text.style.getPropertyValue('--gradient') !== '') text.classList.add('gradient');
  return text;
}

/**
 * @param {HTMLElement} element
 * @param {Button['Frame']} frame
 */
function frame(element, { BorderWidth, BorderColor, CornerRadius } = {}) {
  if (BorderWidth !== undefined) element.style.borderWidth = `${Math.min(10, Number(BorderWidth))}px`;
  if (CornerRadius !== undefined) element.style.borderRadius = `${Math.min(10, Number(CornerRadius))}px`;
  paint(element, 'border-color', BorderColor);
}
