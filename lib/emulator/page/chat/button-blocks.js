import { placeButtons, cells } from './place-buttons.js';
import { el } from '../dom.js';
import { httpUrl } from './links.js';
import { decoration } from './media.js';
import { viberHtml } from './viber-html.js';

/**
 * The blocks of a keyboard or carousel, each a grid of buttons. A keyboard stacks them, a carousel puts them side by
 * side.
 *
 * @param tap - called with a button when it is tapped
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

/** Sets a colour property if the value has the form `#RRGGBB`. */
export function paint(element, property, color) {
  if (/^#[0-9a-f]{6}$/i.test(color ?? '')) element.style.setProperty(property, color);
}

function viberButton(button, tap) {
  const element = elementFor(button, tap);
  paint(element, 'background-color', button.BgColor);
  frame(element, button.Frame);
  const { BgMedia, BgMediaScaleType, Image, ImageScaleType, Text } = button;
  const background = decoration(BgMedia, 'button-media', BgMediaScaleType);
  const image = decoration(Image, 'button-media', ImageScaleType);
  for (const media of [background, image]) if (media !== undefined) element.append(media);
  if (typeof Text === 'string' && Text !== '') element.append(label(button));
  else if (element.matches('a, button')) element.setAttribute('aria-label', nameOf(button));
  return element;
}

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

function nameOf({ ActionType = 'reply', ActionBody }) {
  const action = { 'share-phone': 'Share phone number', 'location-picker': 'Share location' }[ActionType];
  return action ?? String(ActionBody);
}

function label(button) {
  const { Text, TextSize, TextVAlign, TextHAlign, TextPaddings, TextOpacity, TextBgGradientColor } = button;
  const text = el('span', { class: 'button-text' }, el('span', {}, viberHtml(Text)));
  text.dataset.size = TextSize ?? 'regular';
  text.style.alignItems = { top: 'flex-start', bottom: 'flex-end' }[TextVAlign] ?? 'center';
  text.style.textAlign = { left: 'left', right: 'right' }[TextHAlign] ?? 'center';
  const padding = Array.isArray(TextPaddings) ? TextPaddings.map(Number) : [];
  if (padding.length === 4) {
    const [top, left, bottom, right] = padding;
    text.style.padding = `${top}px ${right}px ${bottom}px ${left}px`;
  }
  if (typeof TextOpacity === 'number') text.style.opacity = String(TextOpacity / 100);
  paint(text, '--gradient', TextBgGradientColor);
  if (text.style.getPropertyValue('--gradient') !== '') text.classList.add('gradient');
  return text;
}

function frame(element, { BorderWidth, BorderColor, CornerRadius } = {}) {
  if (typeof BorderWidth === 'number') element.style.borderWidth = `${Math.min(10, BorderWidth)}px`;
  if (typeof CornerRadius === 'number') element.style.borderRadius = `${Math.min(10, CornerRadius)}px`;
  paint(element, 'border-color', BorderColor);
}
