import type { Button } from '../../protocol/messages/keyboard';
import type { OutgoingMessage } from '../../protocol/messages/outgoing-messages';
import { ViberWebhook } from '../../webhook/viber-webhook';

/** Where the demo bot runs. */
export interface DemoBotOptions {
  authToken: string;
  /** Base URL of the emulator's API. */
  apiUrl: string;
  /** URL of the emulator's page, which serves the pictures. */
  page: string;
  /** Called with a line about what happened. */
  log: (line: string) => void;
}

const menu: Button[] = [
  { Columns: 2, Text: 'Picture', ActionBody: 'picture', BgColor: '#e8e4ff' },
  { Columns: 2, Text: 'Carousel', ActionBody: 'carousel', BgColor: '#e8e4ff' },
  { Columns: 2, Text: 'Keyboard', ActionBody: 'keyboard', BgColor: '#e8e4ff' },
  { Columns: 3, Text: 'Share phone', ActionType: 'share-phone', ActionBody: 'phone' },
  { Columns: 3, Text: 'Share location', ActionType: 'location-picker', ActionBody: 'location' },
];
// The two buttons that share something require API level 3.
const withMenu = { min_api_version: 3, keyboard: { Type: 'keyboard', Buttons: menu } } as const;

/** Creates a bot that echoes, welcomes, and shows a picture, a carousel and a keyboard. */
export function createDemoBot({ authToken, apiUrl, page, log }: DemoBotOptions): ViberWebhook {
  const viber = new ViberWebhook({ authToken, apiUrl, sender: { name: 'Echo' } });
  const replies = new Map<string, OutgoingMessage>([
    ['picture', { type: 'picture', text: 'A picture', media: pictureOf(page), ...withMenu }],
    ['carousel', { ...withMenu, ...carousel(page) }],
    ['keyboard', { type: 'text', text: 'Here is the keyboard again.', ...withMenu }],
  ]);

  viber.welcome(({ user }) => ({
    type: 'text',
    text: `Hello ${user.name ?? 'there'}! Send me a message and I will echo it. Or try a button.`,
    ...withMenu,
  }));
  viber.on('message:text', ({ message: { text } }, { reply }) =>
    reply(replies.get(text) ?? { type: 'text', text, ...withMenu }),
  );
  viber.on('message:contact', ({ message: { contact } }, { reply }) =>
    reply({ type: 'text', text: `Your number is ${contact.phone_number}.`, ...withMenu }),
  );
  viber.on('message:location', ({ message: { location } }, { reply }) =>
    reply({ type: 'location', location, ...withMenu }),
  );
  viber.on('delivered', ({ message_token }) => {
    log(`delivered ${message_token}`);
  });
  viber.on('seen', ({ message_token }) => {
    log(`seen      ${message_token}`);
  });
  viber.on('error', (error) => {
    log(`error     ${error.message}`);
  });
  return viber;
}

function pictureOf(page: string): string {
  return `${page}/samples/picture.png`;
}

function carousel(page: string): OutgoingMessage {
  const card = (name: string, color: string): Button[] => [
    { Columns: 6, Rows: 3, ActionType: 'open-url', ActionBody: page, Image: pictureOf(page) },
    { Columns: 6, Rows: 2, Text: `<b>${name}</b><br>Six columns wide`, ActionType: 'none', BgColor: color },
    { Columns: 6, Rows: 2, Text: 'Take this one', ActionBody: `took ${name}`, TextSize: 'large' },
  ];
  return {
    type: 'rich_media',
    min_api_version: 7,
    alt_text: 'Three cards to choose from',
    rich_media: {
      Type: 'rich_media',
      ButtonsGroupColumns: 6,
      ButtonsGroupRows: 7,
      Buttons: [...card('Apples', '#dff5e1'), ...card('Pears', '#fff4d6'), ...card('Plums', '#f3e1ff')],
    },
  };
}
