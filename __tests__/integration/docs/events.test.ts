import type { CallbackEvent, ReceivedMessageType, TextMatchContext, ViberEvent } from '../../../lib/index';
import { BODIES, receiptBody, textBody } from '../../fixtures/bodies';
import { post, postSigned } from '../../fixtures/posts';
import { codeBlocks, codeIn, origin, readPage, tableRows, typeErrors, wholeModule } from '../documented-code';
import { useRecipes } from '../recipes/recipe';
import { blockWith, chatWithBlocks, NO_API, startBlocks } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/events.md');
const [ordinary, eventsOfViber, ownEvents] = page.split('## Events from ');
const blocks = codeBlocks(page);

// Exactly the names of the types: a missing or an additional one does not compile.

const FROM_VIBER = {
  message: true,
  conversation_started: true,
  subscribed: true,
  unsubscribed: true,
  delivered: true,
  seen: true,
  failed: true,
  client_status: true,
  webhook: true,
} satisfies Record<CallbackEvent, true>;

const OWN = {
  callback: true,
  unmatched_text: true,
  unrecognized: true,
  duplicate: true,
  rejected: true,
  error: true,
} satisfies Record<Exclude<ViberEvent, CallbackEvent | `message:${string}`>, true>;

const CONTEXT = {
  reply: true,
  account: true,
  client: true,
  receivedAt: true,
  state: true,
  match: true,
} satisfies Record<keyof TextMatchContext, true>;

const MESSAGE_TYPES = {
  text: true,
  picture: true,
  video: true,
  file: true,
  sticker: true,
  contact: true,
  url: true,
  location: true,
  rich_media: true,
} satisfies Record<ReceivedMessageType, true>;

const namesIn = (part: string | undefined, heading: string) =>
  tableRows(part ?? '', heading).flatMap(([names]) => codeIn(names));

describe('docs/events.md', () => {
  useRecipes();

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(3);
    expect(typeErrors(blocks.map(wholeModule))).toEqual([]);
  });

  it('lists every event, and every field of the context', () => {
    expect(namesIn(eventsOfViber, 'event').sort()).toEqual(
      [...Object.keys(FROM_VIBER), 'message:<type>'].sort(),
    );
    expect(namesIn(ownEvents, 'event').sort()).toEqual(Object.keys(OWN).sort());
    expect(namesIn(ordinary, 'field').sort()).toEqual(Object.keys(CONTEXT).sort());
  });

  it('lists every type of message with the fields of its type', () => {
    const rows = tableRows(page, 'type').map((cells) => cells.map((cell) => codeIn(cell)));
    expect(rows.flatMap(([type]) => type).sort()).toEqual(Object.keys(MESSAGE_TYPES).sort());
    const union = (names: string[]) => names.map((name) => `'${name}'`).join(' | ') || 'never';
    const checks = rows.map(([[type = ''] = [], always = [], sometimes = []]) => {
      const message = `ReceivedMessages['${type}']`;
      return `
        { const always: Equal<Always<${message}>, ${union(['type', ...always])}> = true; }
        { const all: Equal<keyof ${message}, ${union(['type', 'tracking_data', ...always, ...sometimes])}> = true; }`;
    });
    const module = `
      import type { ReceivedMessages } from 'express-viber';
      type Always<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T];
      type Equal<A, B> = [A, B] extends [B, A] ? true : false;
      ${checks.join('')}`;
    expect(typeErrors([module])).toEqual([]);
  });

  it('has listeners that reply as they say', async () => {
    const { user, received } = await chatWithBlocks(blocks[0] ?? '');
    await user.send('menu');
    await user.send('/start');
    await user.send('order tea');
    await user.send('ORDER cake');
    await user.send('Menu');
    await user.send({ type: 'picture', media: 'https://example.com/cat.jpg' });
    expect(received().filter((text) => text !== '')).toEqual([
      'Hello!',
      'Hello!',
      'One tea is on its way.',
      'One cake is on its way.',
      'Try "menu".',
      'Nice picture: https://example.com/cat.jpg',
    ]);
    expect(user.inbox.filter(({ message }) => message.keyboard !== undefined)).toHaveLength(2);
  });

  it('has a log of what is unrecognized or rejected', async () => {
    const { printed, url } = await startBlocks(NO_API, blockWith(blocks, "'rejected'"));
    const unknown = '{"event":"never_heard_of","message_token":1}';
    expect((await postSigned(url, unknown)).status).toBe(200);
    expect((await post(url, unknown, { 'X-Viber-Content-Signature': '0'.repeat(64) })).status).toBe(401);
    expect(printed).toEqual([
      ['unrecognized', 'unknown_event', []],
      ['rejected', 'invalid_signature', expect.stringContaining('that of another bot')],
    ]);
  });

  it('finds the user of every callback, and greets by name who shows it', async () => {
    const { bot, emulator, user, received } = await chatWithBlocks(blockWith(blocks, 'callbackUserId'));
    user.update({ name: 'Ann' });
    const hidden = emulator.addUser({ personalization: false });
    await bot.viber.setWebhook({ url: `${await origin()}/viber`, sendName: true, sendPhoto: true });
    bot.printed.splice(0);
    await user.openChat();
    await user.send('Hi');
    await hidden.send('Hi');
    await user.unsubscribe();
    expect(received()).toEqual(['Hello Ann!']);
    expect(received(hidden)).toEqual(['Hello!']);
    expect(bot.printed).toEqual(
      expect.arrayContaining([
        ['conversation_started', user.id],
        ['message', user.id],
        ['delivered', hidden.id],
        ['unsubscribed', user.id],
      ]),
    );
  });

  it('starts the listeners of a text in the order that it says', async () => {
    const names = /start in this order: ([^.]*)\. Within/.exec(page)?.[1] ?? '';
    const steps: string[] = [];
    const { viber, url } = await startBlocks(NO_API);
    for (const name of ['unmatched_text', 'message:text', 'message', 'callback'] as const) {
      viber.on(name, () => steps.push(name));
    }
    viber.onText('menu', () => steps.push('onText'));
    await postSigned(url, textBody('menu', '1'));
    await postSigned(url, textBody('other', '2'));
    const [callback = '', message = '', text = '', onText = '', unmatched = ''] = codeIn(names);
    expect(steps).toEqual([callback, message, text, onText, callback, message, text, unmatched]);
  });

  it('names what the event of a redelivery and of a second device is', async () => {
    const { viber, url } = await startBlocks(NO_API);
    const events: string[] = [];
    for (const name of ['delivered', 'message', 'duplicate'] as const)
      viber.on(name, () => events.push(name));
    const receipt = receiptBody('delivered', '5466394344559121005');
    for (const body of [receipt, receipt, BODIES['message:text'], BODIES['message:text']]) {
      expect((await postSigned(url, body)).status).toBe(200);
    }
    expect(events).toEqual(['delivered', 'duplicate', 'message', 'duplicate']);
  });
});
