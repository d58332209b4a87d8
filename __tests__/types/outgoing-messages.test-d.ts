/** Which replies and welcome messages compile. Checked by `npm run typecheck`; nothing here runs. */
import { expectTypeOf } from 'expect-type';
import type {
  ConversationStartedCallback,
  OutgoingMessage,
  Reply,
  ReplyContext,
  RichMedia,
} from 'express-viber';
import type { ViberWebhook } from 'express-viber';

declare const viber: ViberWebhook;
declare const reply: Reply;

/** Each outgoing message compiles with its required fields only. */
export function outgoingMessages(): OutgoingMessage[] {
  const media = 'https://example.com/media';
  void reply({ type: 'text', text: 'Hello', sender: { name: 'Echo' }, tracking_data: 'step-2' });
  void reply({ type: 'picture', text: '', media });
  void reply({ type: 'video', media, size: 1, duration: 10 });
  void reply({ type: 'file', media, size: 1, file_name: 'f.pdf' });
  void reply({ type: 'contact', contact: { name: 'Alex', phone_number: '+972511123123' } });
  void reply({ type: 'location', location: { lat: 50.45, lon: '30.52' } });
  void reply({ type: 'url', media });
  void reply({ type: 'sticker', sticker_id: 46105 });
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x', TextPaddings: [0, 4, 8, 12] }] } });
  const rich_media: RichMedia = {
    Type: 'rich_media',
    ButtonsGroupColumns: 6,
    ButtonsGroupRows: 7,
    Buttons: [{ Rows: 7, ActionType: 'open-url', ActionBody: media }],
  };
  void reply({ type: 'rich_media', min_api_version: 7, rich_media });

  // @ts-expect-error neither a type nor a keyboard
  void reply({});
  // @ts-expect-error unknown type
  void reply({ type: 'sms', text: 'Hello' });
  // @ts-expect-error a text without text
  void reply({ type: 'text' });
  // @ts-expect-error a field of another type
  void reply({ type: 'text', text: 'Hello', sticker_id: 1 });
  // @ts-expect-error misspelled field
  void reply({ type: 'text', text: 'Hello', traking_data: 'x' });
  // @ts-expect-error the receiver is the user the callback came from
  void reply({ type: 'text', text: 'Hello', receiver: 'x' });
  // @ts-expect-error a picture needs a caption, which may be empty
  void reply({ type: 'picture', media });
  // @ts-expect-error a video needs its size
  void reply({ type: 'video', media });
  // @ts-expect-error a file needs its name
  void reply({ type: 'file', media, size: 1 });
  // @ts-expect-error a carousel needs its API level
  void reply({ type: 'rich_media', rich_media });
  // @ts-expect-error a keyboard needs its Type
  void reply({ type: 'text', text: 'Hello', keyboard: { Buttons: [] } });
  // @ts-expect-error a Type in the wrong case
  void reply({ keyboard: { Type: 'Keyboard', Buttons: [] } });
  // @ts-expect-error unknown action of a button
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ ActionType: 'call' }] } });
  // @ts-expect-error three paddings
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ TextPaddings: [1, 2, 3] }] } });
  // @ts-expect-error misspelled field of a button
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ Actionbody: 'x' }] } });
  // @ts-expect-error a sender needs its name
  void reply({ type: 'text', text: 'Hello', sender: { avatar: media } });
  // @ts-expect-error a bare text is not a message
  void reply('Hello');
  return [];
}

/** The welcome handler is sync or async, and may return nothing. */
export function welcome(): void {
  viber.welcome(({ user, context }) => ({ type: 'text', text: `Hello ${user.name ?? context ?? ''}` }));
  viber.welcome(async ({ subscribed }, context) =>
    Promise.resolve(subscribed === true ? undefined : { type: 'text', text: context.account }),
  );
  viber.welcome((started, context) => {
    expectTypeOf(started).toEqualTypeOf<ConversationStartedCallback>();
    expectTypeOf(context).toEqualTypeOf<ReplyContext>();
    return undefined;
  });
  viber.welcome(async ({ user }) => {
    if (user.name === undefined) return;
    return Promise.resolve({ type: 'text', text: user.name });
  });
  viber.welcome((_started, context) => {
    void context.reply({ type: 'text', text: 'later' });
  });
  expectTypeOf(viber.welcome(() => undefined)).toEqualTypeOf<ViberWebhook>();

  // @ts-expect-error a message, not a function that makes one
  viber.welcome({ type: 'text', text: 'Hello' });
  // @ts-expect-error a bare text is not a message
  viber.welcome(() => 'Hello');
  // @ts-expect-error a text without text
  viber.welcome(() => ({ type: 'text' }));
  // @ts-expect-error a text without text, later
  viber.welcome(async () => Promise.resolve({ type: 'text' }));
}
