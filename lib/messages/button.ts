import type { Button } from '../protocol/messages/keyboard';

// ActionBody is documented as required, but bots leave it out of a button that does nothing. [doc, code]

/**
 * Functions that make buttons for {@link keyboard} and {@link carousel}. Each returns a plain object with Viber's fields,
 * and takes further fields of Viber as its last argument, which replace the fields it sets.
 *
 * Viber reads a subset of HTML in the text of a button: `<b>`, `<i>`, `<u>`, `<s>`, `<br>` and `<font color size>`. The
 * text is passed on as it is, since Viber documents no way to escape a `<`.
 *
 * @example
 * button.reply('Tea', { ActionBody: 'order:tea', BgColor: '#dff5e1' });
 * button.openUrl('Our shop', 'https://shop.example.com', { OpenURLType: 'external' });
 * button.sharePhone('Send my number');
 * button.reply('Subscribe', { ActionType: 'subscribe-bot' }); // any other action of Viber
 */
export const button = {
  /** A button that sends a text to the bot as the user's message: its own, unless `ActionBody` is given. */
  reply: (text: string, options: Button = {}): Button => ({
    ActionType: 'reply',
    ActionBody: text,
    Text: text,
    ...options,
  }),

  /** A button that opens a page. The bot also receives the URL as a message. */
  openUrl: (text: string, url: string, options: Button = {}): Button => ({
    ActionType: 'open-url',
    ActionBody: url,
    Text: text,
    ...options,
  }),

  /**
   * A button that sends the user's phone number, which arrives as a `message:contact`. It needs API level 3, and works
   * neither on desktops nor, on every device, in a carousel.
   */
  sharePhone: (text: string, options: Button = {}): Button => ({
    ActionType: 'share-phone',
    ActionBody: text,
    Text: text,
    ...options,
  }),

  /**
   * A button with which the user picks a location, which arrives as a `message:location`. It needs API level 3, and works
   * neither on desktops nor, on every device, in a carousel.
   */
  shareLocation: (text: string, options: Button = {}): Button => ({
    ActionType: 'location-picker',
    ActionBody: text,
    Text: text,
    ...options,
  }),

  /** A button that shows a place on a map. It needs API level 6. */
  openMap: (
    text: string,
    { latitude, longitude }: { latitude: number; longitude: number },
    options: Button = {},
  ): Button => ({
    ActionType: 'open-map',
    ActionBody: text,
    Text: text,
    Map: { Latitude: latitude, Longitude: longitude },
    ...options,
  }),

  /** A button that does nothing, for a heading or a picture: `button.none('', { Image: url })`. */
  none: (text: string, options: Button = {}): Button => ({
    ActionType: 'none',
    Text: text,
    ...options,
  }),
} as const;
