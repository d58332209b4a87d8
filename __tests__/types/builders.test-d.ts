/** Checks which calls of the builders compile. The function is never called. */
import { expectTypeOf } from 'expect-type';
import type { Button, OutgoingKeyboard, OutgoingRichMedia, Reply, ViberClient } from 'express-viber';
import { button, carousel, deepLink, keyboard } from 'express-viber';

declare const reply: Reply;
declare const client: ViberClient;

/** What the builders return is sent, alone or spread into another message. */
export function builders(): void {
  expectTypeOf(keyboard(['Yes'])).toEqualTypeOf<OutgoingKeyboard>();
  expectTypeOf(carousel([['Yes']])).toEqualTypeOf<OutgoingRichMedia>();
  expectTypeOf(button.none('')).toEqualTypeOf<Button>();
  expectTypeOf(deepLink('bot')).toEqualTypeOf<string>();

  void reply(keyboard([['Yes', 'No'], [button.sharePhone('Phone')], 'Cancel']));
  void reply({ type: 'text', text: 'Sure?', ...keyboard([['Yes', 'No']], { InputFieldState: 'hidden' }) });
  void client.sendMessage({
    receiver: 'x',
    ...keyboard(['Yes']),
    ...carousel([{ title: 'Tea', buttons: ['Buy'] }]),
  });
  void reply(
    carousel([{ image: 'https://example.com/tea.png', buttons: [['Less', 'More']] }, ['Yes', 'No']]),
  );
  keyboard([[button.reply('Tea', { ActionType: 'subscribe-bot' })]] as const);

  // @ts-expect-error a field that Viber does not have
  button.reply('Tea', { bgColor: '#ffffff' });
  // @ts-expect-error the same of a keyboard
  keyboard(['Tea'], { Colour: '#ffffff' });
  // @ts-expect-error a button within a row within a row
  keyboard([[['Tea']]]);
  // @ts-expect-error a card without what a card has
  carousel([{ name: 'Tea' }]);
  // @ts-expect-error a page without its address
  button.openUrl('Shop');
  // @ts-expect-error a message without the text that its type has
  void reply({ type: 'text', ...keyboard(['Yes']) });
}
