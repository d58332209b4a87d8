import type { EmulatedUser } from '../../../lib/emulator';
import { load } from '../documented-code';
import type { Chat } from './recipe';
import { chatWith, program, recipe, useRecipes } from './recipe';

jest.setTimeout(60_000); // a bound for a busy machine

const [inMemory = ''] = recipe('sessions');
const [dialog = ''] = recipe('dialog');

/** Taps the button of the user's keyboard that has this text. */
async function tap(user: EmulatedUser, text: string): Promise<void> {
  const button = user.keyboard?.Buttons.find(({ Text }) => Text === text);
  if (button === undefined) throw new Error(`There is no button "${text}".`);
  await user.tap(button);
}

describe('the dialog', () => {
  useRecipes();

  const start = (): Promise<Chat> =>
    chatWith(program(dialog), { './sessions': load(inMemory, 'http://127.0.0.1') });

  it('takes an order in four steps', async () => {
    const { user, received } = await start();
    await user.send('Hello');
    await tap(user, 'Napoli');
    await tap(user, 'Large');
    await tap(user, 'Send my number');
    await tap(user, 'Order');
    expect(received()).toEqual([
      'Which pizza?',
      'Which size?',
      'Which number may we call?',
      `A Large Napoli, and we call ${user.profile.phoneNumber}?`,
      'Your Napoli will be ready in 20 minutes.',
    ]);
    expect(user.inbox.map(({ message }) => message.min_api_version)).toEqual([
      undefined,
      undefined,
      3,
      undefined,
      undefined,
    ]);
    expect(user.keyboard).toBeUndefined();
    await user.send('Hello');
    expect(received().at(-1)).toBe('Which pizza?');
  });

  it('repeats a question whose answer does not fit, and takes a number that was typed', async () => {
    const { user, received } = await start();
    await user.send('Hello');
    await user.send({ type: 'sticker', sticker_id: 5536 });
    await user.send('Hawaii');
    await tap(user, 'Marinara');
    await user.send('Marinara');
    await tap(user, 'Small');
    await user.send('why?');
    await user.send('+359000000000');
    await user.send('Order?');
    expect(received()).toEqual([
      ...Array<string>(3).fill('Which pizza?'),
      ...Array<string>(2).fill('Which size?'),
      ...Array<string>(2).fill('Which number may we call?'),
      ...Array<string>(2).fill('A Small Marinara, and we call +359000000000?'),
    ]);
  });

  it('can be cancelled at each step', async () => {
    const { user, received } = await start();
    for (const answers of [[], ['Napoli'], ['Napoli', 'Small'], ['Napoli', 'Small', '+359000000000']]) {
      await user.send('Hello');
      for (const answer of answers) await user.send(answer);
      await tap(user, 'Cancel');
      expect(received().at(-1)).toBe('Nothing is ordered. Write to us when you are hungry.');
    }
  });

  it('keeps the dialogs of several users apart', async () => {
    const { emulator, user, received } = await start();
    const another = emulator.addUser();
    await user.send('Hello');
    await user.send('Napoli');
    await another.send('Hello');
    await user.send('Large');
    await another.send('Marinara');
    expect(received()).toEqual(['Which pizza?', 'Which size?', 'Which number may we call?']);
    expect(received(another)).toEqual(['Which pizza?', 'Which size?']);
  });

  it('asks the same question in the redelivery of a message whose reply failed', async () => {
    const { emulator, clock, user, received } = await start();
    await user.send('Hello');
    emulator.setFaults({ apiStatus: 7 });
    await user.send('Napoli');
    emulator.setFaults({ apiStatus: 0 });
    await clock.advance(3_600_000);
    await user.send('Large');
    expect(received()).toEqual(['Which pizza?', 'Which size?', 'Which number may we call?']);
  });

  it('leaves the user at the step before if a phone is too old for the button', async () => {
    const { bot, user, received } = await start();
    const failures: unknown[] = [];
    bot.viber.on('error', ({ kind, cause }) => failures.push([kind, cause]));
    user.update({ apiVersion: 2 });
    await user.send('Hello');
    await user.send('Napoli');
    await user.send('Large');
    expect(failures).toEqual([['permanent', expect.objectContaining({ viberStatus: 13 })]]);
    await user.send('Hello');
    expect(received()).toEqual(['Which pizza?', 'Which size?', 'Which size?']);
  });
});
