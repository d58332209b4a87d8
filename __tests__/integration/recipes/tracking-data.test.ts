import type { ReceivedText, ViberListenerError } from '../../../lib/index';
import { ViberMessageError } from '../../../lib/index';
import { chatWith, program, recipe, useRecipes } from './recipe';

jest.setTimeout(60_000); // a bound for a busy machine

const [trackingData = ''] = recipe('tracking-data');

describe('the dialog with tracking data', () => {
  useRecipes();

  it('remembers the answers in its questions', async () => {
    const { emulator, user, received } = await chatWith(program(trackingData));
    const another = emulator.addUser();
    await user.send('Hello');
    await another.send('Hello');
    await user.send('Napoli');
    await another.send('Marinara');
    await user.send('Large');
    await another.send('huge');
    expect(received()).toEqual(['Which pizza?', 'Which size?', 'One Large Napoli.']);
    expect(received(another)).toEqual(['Which pizza?', 'Which size?', 'Which size?']);
    expect(user.inbox.map(({ message }) => message.tracking_data)).toEqual([
      '{"version":1}',
      '{"version":1,"pizza":"Napoli"}',
      undefined,
    ]);
    await user.send('Large');
    expect(received().at(-1)).toBe('Which pizza?');
  });

  it.each([
    '',
    'no JSON',
    'null',
    '[]',
    '"Napoli"',
    '{"pizza":"Napoli"}',
    '{"version":2,"pizza":"Napoli"}',
    '{"version":1,"pizza":"Hawaii"}',
    '{"version":1,"pizza":["Napoli"]}',
    '{"version":1,"__proto__":{"pizza":"Napoli"}}',
    'x'.repeat(7000),
  ])('begins again with what it does not understand: %.40s', async (tracking_data) => {
    const { bot, user, received } = await chatWith(program(trackingData));
    const failures: unknown[] = [];
    bot.viber.on('error', (error) => failures.push(error));
    const message: ReceivedText = { type: 'text', text: 'Large', tracking_data };
    await user.send(message);
    expect(received()).toEqual(['Which pizza?']);
    expect(failures).toEqual([]);
  });

  it('is refused above 4000 characters, before it is sent', async () => {
    const { bot, emulator, user, received } = await chatWith(program(trackingData));
    const failures: ViberListenerError[] = [];
    bot.viber.on('error', (error) => failures.push(error as ViberListenerError));
    bot.viber.removeAllListeners('message:text');
    bot.viber.on('message:text', ({ message: { text } }, { reply }) =>
      reply({ type: 'text', text: 'Noted.', tracking_data: 'x'.repeat(Number(text)) }),
    );
    await user.send('4000');
    await user.send('4001');
    expect(received()).toEqual(['Noted.']);
    expect(failures).toMatchObject([{ kind: 'permanent', cause: expect.any(ViberMessageError) as unknown }]);
    expect(emulator.apiCalls.filter(({ method }) => method === 'send_message')).toHaveLength(1);
  });
});
