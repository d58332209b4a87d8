import fc from 'fast-check';
import { button } from '../../lib/index';

/** Text of any content, up to what Viber shows of a button. */
export const label = fc.string({ unit: 'binary', maxLength: 250 }).filter((text) => text.length <= 250);

const options = fc.constantFrom(
  {},
  { BgColor: '#ff8800', TextSize: 'small' },
  { Image: 'https://example.com/picture.png', ImageScaleType: 'fit' },
  { Silent: true, ActionBody: 'chosen' },
);

/** A button that works in a keyboard and in a carousel. */
export const cardButton = fc.oneof(
  fc.tuple(label, options).map(([text, fields]) => button.reply(text, fields)),
  fc.tuple(label, fc.webUrl()).map(([text, url]) => button.openUrl(text, url)),
  label.map((text) => button.none(text)),
  label.map((text) => button.openMap(text, { latitude: 50.45, longitude: -30.52 })),
);

/** Any button of a keyboard. */
export const anyButton = fc.oneof(
  cardButton,
  label.map((text) => button.sharePhone(text)),
  label.map((text) => button.shareLocation(text)),
);
