/** Checks which outgoing messages compile. The function is never called. */
import type {
  OutgoingMessage,
  ReceivedFile,
  ReceivedMessage,
  ReceivedMessages,
  ReceivedVideo,
  Reply,
  RichMedia,
  ViberClient,
} from 'express-viber';

declare const reply: Reply;
declare const client: ViberClient;
declare const received: ReceivedMessage;
declare const byType: ReceivedMessages;

/** An outgoing message compiles only with its required fields. */
export function outgoingMessages(): OutgoingMessage[] {
  const media = 'https://example.com/media';
  void reply({ type: 'text', text: 'Hello', sender: { name: 'Echo' }, tracking_data: 'step-2' });
  void reply({ type: 'picture', text: '', media });
  void reply({ type: 'picture', media });
  void reply({ type: 'video', media, size: 1, duration: 10 });
  void reply({ type: 'file', media, size: 1, file_name: 'f.pdf' });
  void reply({ type: 'contact', contact: { name: 'Alex', phone_number: '+972511123123' } });
  void reply({ type: 'location', location: { lat: 50.45, lon: '30.52' } });
  void reply({ type: 'url', media });
  void reply({ type: 'sticker', sticker_id: 46105 });
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ ActionBody: 'x', TextPaddings: [0, 4, 8, 12] }] } });
  const constant = { Type: 'keyboard', Buttons: [{ ActionBody: 'x', Text: 'X' }] } as const;
  void reply({ keyboard: constant });
  const rich_media: RichMedia = {
    Type: 'rich_media',
    ButtonsGroupColumns: 6,
    ButtonsGroupRows: 7,
    Buttons: [{ Rows: 7, ActionType: 'open-url', ActionBody: media }],
  };
  void reply({ type: 'rich_media', min_api_version: 7, rich_media });
  void reply({ type: 'rich_media', rich_media });
  void reply({
    type: 'payment',
    min_api_version: 10,
    payment: {
      type: 'GooglePay',
      total_price: 9.99,
      currency_code: 'UAH',
      payment_parameters: [{ key: 'gateway', value: 'liqpay' }],
    },
  });
  void client.sendMessage({ receiver: 'x', chat_id: '18446744073709551615', type: 'text', text: 'Hello' });
  void client.sendMessage({ chat_id: '18446744073709551615', type: 'text', text: 'Hello' });

  // @ts-expect-error neither a receiver nor a chat
  void client.sendMessage({ type: 'text', text: 'Hello' });
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
  // @ts-expect-error the receiver is always the user of the callback
  void reply({ type: 'text', text: 'Hello', receiver: 'x' });
  // @ts-expect-error a video without its size
  void reply({ type: 'video', media });
  // @ts-expect-error a file without its name
  void reply({ type: 'file', media, size: 1 });
  // @ts-expect-error a keyboard without its Type
  void reply({ type: 'text', text: 'Hello', keyboard: { Buttons: [] } });
  // @ts-expect-error a Type in the wrong case
  void reply({ keyboard: { Type: 'Keyboard', Buttons: [] } });
  // @ts-expect-error three paddings
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ TextPaddings: [1, 2, 3] }] } });
  // @ts-expect-error misspelled field of a button
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ Actionbody: 'x' }] } });
  // @ts-expect-error a sender without a name
  void reply({ type: 'text', text: 'Hello', sender: { avatar: media } });
  // @ts-expect-error a number instead of a message
  void reply(1);
  return [];
}

/** A reply of several messages: strings, messages and what was received. */
export function severalMessages(video: ReceivedVideo, names: readonly string[]): void {
  const media = 'https://example.com/media';
  void reply('Hello');
  void reply(['Hello', { type: 'text', text: 'again' }]);
  void reply(['Hello', { type: 'sticker', sticker_id: 1 }, { type: 'picture', media }], {
    signal: AbortSignal.timeout(1000),
  });
  void reply(['You sent:', video]);
  void reply(['You sent:', received, { type: 'text', text: 'Anything else?' }]);
  void reply([received, video, byType.contact]);
  void reply(names);
  void reply(names.map((name) => ({ type: 'text' as const, text: name })));
  void reply([]);
  const mixed: (string | OutgoingMessage)[] = ['Hello'];
  void reply(mixed);

  // @ts-expect-error a text without text
  void reply(['Hello', { type: 'text' }]);
  // @ts-expect-error a video without its size
  void reply(['Hello', { type: 'video', media }]);
  // @ts-expect-error a field of another type
  void reply([{ type: 'text', text: 'Hello', sticker_id: 1 }]);
  // @ts-expect-error a number instead of a message
  void reply(['Hello', 1]);
  // @ts-expect-error an array in an array
  void reply(['Hello', ['again']]);
}

/** Lists of values are open: the known ones are completed, and others compile. Fields are known. */
export function openValues(): void {
  void reply({
    keyboard: {
      Type: 'keyboard',
      InputFieldState: 'folded',
      Buttons: [
        { ActionType: 'buy', ActionBody: 'x', ReplyType: 'message', TextSize: 'medium' },
        { ActionType: 'call', TextHAlign: 'justify', InternalBrowser: { Mode: 'window' } },
        { Mediaplayer: { Title: 'x' } },
        { MediaPlayer: { Title: 'x' } },
      ],
    },
  });

  // @ts-expect-error a number instead of a value
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ ActionType: 1 }] } });
  // @ts-expect-error misspelled field of a player
  void reply({ keyboard: { Type: 'keyboard', Buttons: [{ MediaPlayer: { Titel: 'x' } }] } });
  // @ts-expect-error misspelled field of a payment
  void reply({ type: 'payment', payment: { type: 'GooglePay', price: 1 } });
}

/** What was received can be sent on. An object literal still has to be complete. */
export function echoes(video: ReceivedVideo, file: ReceivedFile): void {
  void reply(received);
  void reply(video);
  void reply(file);
  void reply(byType.picture);
  void reply(byType.sticker);
  void reply(byType.contact);
  void reply(byType.url);
  void reply(byType.location);
  void reply(byType.rich_media);
  if (received.type === 'video') void reply(received, { signal: AbortSignal.timeout(1000) });

  // @ts-expect-error a video without its size
  void reply({ type: 'video', media: 'https://example.com/v.mp4', duration: 1 });
  // @ts-expect-error a file that names its size as received ones do
  void reply({ type: 'file', media: 'https://example.com/f.pdf', file_name: 'f.pdf', file_size: 1 });
  // @ts-expect-error a contact without a name
  void reply({ type: 'contact', contact: { phone_number: '+1' } });
}
