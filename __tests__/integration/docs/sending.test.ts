import { compileFunction } from 'node:vm';
import type { OutgoingMessages, ViberClientOptions } from '../../../lib/index';
import { BILLING_STATUS, button, ViberMessageError, validateMessage } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { FakeViberApi, OK } from '../../fixtures/fake-viber-api';
import { postSigned } from '../../fixtures/posts';
import { codeBlocks, codeIn, readPage, tableRows, typeErrors, wholeModule } from '../documented-code';
import { useRecipes } from '../recipes/recipe';
import { blockWith, chatWithBlocks, startBlocks } from './documented-bot';

jest.setTimeout(60_000); // the compiler is slow

const page = readPage('docs/sending.md');
const blocks = codeBlocks(page);
const ordinary = blocks[0] ?? '';

// Exactly the names of the type: a missing or an additional one does not compile.
const TYPES = {
  text: true,
  picture: true,
  video: true,
  file: true,
  contact: true,
  location: true,
  url: true,
  sticker: true,
  rich_media: true,
  payment: true,
} satisfies Record<keyof OutgoingMessages, true>;

describe('docs/sending.md', () => {
  useRecipes();

  it('has only blocks that compile', () => {
    expect(blocks).toHaveLength(5);
    expect(typeErrors(blocks.map(wholeModule))).toEqual([]);
  });

  it('has an ordinary case that sends what it says', async () => {
    const api = await FakeViberApi.start();
    const { url } = await startBlocks(api.url, ordinary);
    expect((await postSigned(url, textBody('hello'))).status).toBe(200);
    expect(api.bodies).toMatchObject([
      { type: 'text', text: 'Hello!' },
      { type: 'picture', text: 'Our shop', media: 'https://shop.example.com/shop.jpg' },
      { type: 'text', keyboard: { Buttons: [{ ActionBody: 'Tea' }, { ActionBody: 'Coffee' }] } },
    ]);
  });

  it('has a keyboard that Viber takes, whose button sends its ActionBody, and which needs API level 3', async () => {
    const { emulator, user, received } = await chatWithBlocks(blockWith(blocks, 'sharePhone'));
    await user.send('start');
    const buttons = user.keyboard?.Buttons ?? [];
    expect(buttons.map(({ Text, Columns }) => [Text, Columns])).toEqual([
      ['Tea', 3],
      ['Coffee', 3],
      ['My order', 6],
      ['Call me', 3],
      ['Our shop', 3],
    ]);
    expect(user.inbox[0]?.message.min_api_version).toBe(3);
    await user.tap(buttons[2] ?? {});
    expect(received()).toEqual(['What would you like?', 'You have ordered nothing yet.']);
    await user.tap(buttons[3] ?? {});
    await user.tap({ ActionType: 'location-picker', ActionBody: 'here' });
    expect(emulator.timeline.map(({ event }) => event)).toContain('message');
    expect(user.chat.filter(({ from }) => from === 'user').map(({ message }) => message.type)).toEqual([
      'text',
      'text',
      'contact',
      'location',
    ]);
  });

  it('names every other button', () => {
    const [sentence = ''] = /Further buttons are [^.]*\./.exec(page) ?? [];
    const shown = [...page.matchAll(/button\.(\w+)\(/g)].map(([, name = '']) => name);
    expect([...new Set([...shown, ...codeIn(sentence)])].sort()).toEqual(Object.keys(button).sort());
  });

  it('has a carousel that Viber takes', async () => {
    const { user } = await chatWithBlocks(blockWith(blocks, 'carousel('));
    await user.send('menu');
    const [sent] = user.inbox;
    expect(sent).toMatchObject({ message: { type: 'rich_media' } });
    expect(sent?.status).not.toBe('failed');
    expect(validateMessage(sent?.message)).toEqual({ errors: [], warnings: [] });
  });

  it('lists every type of message with the fields of its type', () => {
    const rows = tableRows(page, '`type`').map((cells) => cells.map((cell) => codeIn(cell)));
    expect(rows.flatMap(([type]) => type).sort()).toEqual(Object.keys(TYPES).sort());
    const union = (names: string[]) => names.map((name) => `'${name}'`).join(' | ') || 'never';
    const checks = rows.map(([[type = ''] = [], required = [], further = []]) => {
      const own = `Omit<OutgoingMessages['${type}'], keyof OutgoingMessageBase>`;
      return `
        { const needed: Equal<Needed<${own}>, ${union(['type', ...required])}> = true; }
        { const all: Equal<keyof ${own}, ${union(['type', ...required, ...further])}> = true; }`;
    });
    const module = `
      import type { OutgoingMessageBase, OutgoingMessages } from 'express-viber';
      type Needed<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T];
      type Equal<A, B> = [A, B] extends [B, A] ? true : false;
      ${checks.join('')}`;
    expect(typeErrors([module])).toEqual([]);
    const [common = ''] = /Every message can have [^]*? other than/.exec(page) ?? [];
    const base = `import type { OutgoingMessageBase } from 'express-viber';
      const all: Record<keyof OutgoingMessageBase, true> = { ${codeIn(common)
        .map((name) => `${name}: true`)
        .join(', ')} };`;
    expect(typeErrors([base])).toEqual([]);
  });

  it('has a client that sends, broadcasts, and asks for the account', async () => {
    const api = await FakeViberApi.start();
    const failed = { receiver: '01234567890B=', status: 6, status_message: 'notSubscribed' };
    api.reply(
      OK,
      { text: '{"status":0,"message_token":4912661846655238145,"billing_status":1}' },
      { text: `{"status":0,"message_token":4912661846655238146,"failed_list":[${JSON.stringify(failed)}]}` },
      { json: { status: 0, id: 'pa:1', subscribers_count: 35 } },
    );
    const { printed } = await startBlocks(api.url, blockWith(blocks, 'broadcastMessage('));
    expect(api.bodies[0]).toMatchObject({ receiver: '01234567890A=', text: 'Your order is ready.' });
    expect(api.calls.map(({ path }) => path)).toEqual([
      '/pa/send_message',
      '/pa/send_message',
      '/pa/broadcast_message',
      '/pa/get_account_info',
    ]);
    expect(printed).toEqual([
      ['4912661846655238145', BILLING_STATUS.inSessionNonBillableBot],
      ['1 of 2'],
      ['01234567890B=', 6],
    ]);
  });

  it('has a message that is refused at the path it shows, before it is sent', async () => {
    const code = blockWith(blocks, 'validateMessage(');
    const [, message = '', paths = ''] =
      /^validateMessage\((.*)\)\.errors\.map.*\n\/\/ (.*)$/m.exec(code) ?? [];
    const evaluate = compileFunction(`return [${message}, ${paths}]`) as () => [object, string[]];
    const [refused, expected] = evaluate();
    expect(validateMessage(refused).errors.map(({ path }) => path)).toEqual(expected);
    const api = await FakeViberApi.start();
    const { viber } = await startBlocks(api.url);
    const sending = viber.client.sendMessage({ receiver: 'a', ...refused } as never);
    await expect(sending).rejects.toThrow(ViberMessageError);
    expect(api.calls).toEqual([]);
  });

  it('retries a message only if it certainly did not arrive', async () => {
    const api = await FakeViberApi.start();
    api.reply({ text: '', httpStatus: 502 });
    const { viber } = await startBlocks(api.url);
    await expect(viber.client.sendMessage({ receiver: 'a', type: 'text', text: 'Hi' })).rejects.toMatchObject(
      {
        code: 'connection_failed',
      },
    );
    expect(api.calls).toHaveLength(1);
    await expect(viber.client.getAccountInfo()).rejects.toMatchObject({ code: 'connection_failed' });
    expect(api.calls).toHaveLength(5);
  });

  it('names options that a client has', () => {
    const options: ViberClientOptions = { authToken: 'a', timeoutMs: 15_000, proxy: false };
    const [sentence = ''] = /A client also takes [^.]*\./.exec(page) ?? [];
    expect(Object.keys(options)).toEqual(['authToken', ...codeIn(sentence)]);
  });
});
