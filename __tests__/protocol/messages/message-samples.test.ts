import { validateMessage } from '../../../lib/protocol/messages/validate-message';

// Based on the samples in Viber's documentation of send_message, broadcast_message and keyboards, and in its SDKs. They
// keep the structure, spelling and values of the samples, with invented addresses and names.

const envelope = {
  receiver: '01234567890A=',
  min_api_version: 1,
  sender: { name: 'John McClane', avatar: 'http://avatar.example.com' },
  tracking_data: 'tracking data',
};

const card = (image: string, text: string) => [
  { Columns: 6, Rows: 3, ActionType: 'open-url', ActionBody: 'https://www.example.com', Image: image },
  {
    Columns: 6,
    Rows: 2,
    Text: text,
    ActionType: 'open-url',
    ActionBody: 'https://www.example.com',
    TextSize: 'medium',
    TextVAlign: 'middle',
    TextHAlign: 'left',
  },
  {
    Columns: 6,
    Rows: 1,
    ActionType: 'reply',
    ActionBody: 'https://www.example.com',
    Text: '<font color=#ffffff>Buy</font>',
    TextSize: 'large',
    TextVAlign: 'middle',
    TextHAlign: 'middle',
    Image: 'https://images.example.com/button.png',
  },
  {
    Columns: 6,
    Rows: 1,
    ActionType: 'reply',
    ActionBody: 'https://www.example.com',
    Text: '<font color=#8367db>MORE DETAILS</font>',
    TextSize: 'small',
    TextVAlign: 'middle',
    TextHAlign: 'middle',
  },
];

const keyboardButton = {
  Columns: 6,
  Rows: 1,
  BgColor: '#2db9b9',
  BgMediaType: 'gif',
  BgMedia: 'http://www.example.com/test.gif',
  BgLoop: true,
  ActionType: 'open-url',
  ActionBody: 'www.example.com',
  Image: 'www.example.com/img.jpg',
  Text: 'Key text',
  TextVAlign: 'middle',
  TextHAlign: 'center',
  TextOpacity: 60,
  TextSize: 'regular',
};

const picture = (Columns: number, name: string, BgColor: string) => ({
  Columns,
  Rows: 2,
  Text: `<br><font color="#494E67"><b>${name}</b></font>`,
  TextSize: 'large',
  TextHAlign: 'center',
  TextVAlign: 'middle',
  ActionType: 'reply',
  ActionBody: name,
  BgColor,
  Image: `https://images.example.com/${name}.png`,
});

const samples: [what: string, message: object][] = [
  ['a text', { ...envelope, type: 'text', text: 'Hello world!' }],
  [
    'a picture',
    {
      ...envelope,
      type: 'picture',
      text: 'Photo description',
      media: 'http://www.images.example.com/img.jpg',
      thumbnail: 'http://www.images.example.com/thumb.jpg',
    },
  ],
  [
    'a video',
    {
      ...envelope,
      type: 'video',
      media: 'http://www.images.example.com/video.mp4',
      thumbnail: 'http://www.images.example.com/thumb.jpg',
      size: 10000,
      duration: 10,
    },
  ],
  [
    'a file',
    {
      ...envelope,
      type: 'file',
      media: 'http://www.images.example.com/file.doc',
      size: 10000,
      file_name: 'name_of_file.doc',
    },
  ],
  ['a contact', { ...envelope, type: 'contact', contact: { name: 'Itamar', phone_number: '+972511123123' } }],
  ['a location', { ...envelope, type: 'location', location: { lat: '37.7898', lon: '-122.3942' } }],
  [
    'a location, in the newer documentation',
    { ...envelope, type: 'location', location: { lat: 32.0853, lon: 34.7818 } },
  ],
  ['a link', { ...envelope, type: 'url', media: 'http://www.website.example.com/go_here' }],
  ['a sticker', { ...envelope, type: 'sticker', sticker_id: 46105 }],
  ['a sticker, in the newer documentation', { ...envelope, type: 'sticker', sticker_id: '40129' }],
  [
    'carousel content',
    {
      receiver: 'nsId6t9MWy3mq09RAeXiug==',
      type: 'rich_media',
      min_api_version: 7,
      rich_media: {
        Type: 'rich_media',
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: 7,
        BgColor: '#FFFFFF',
        Buttons: [
          ...card(
            'http://html-test:8080/assets/image.png',
            '<font color=#323232><b>Headphones with Microphone, On-ear Wired earphones</b></font><font color=#777777><br>Sound Intone </font><font color=#6fc133>$17.99</font>',
          ),
          ...card(
            'https://images.example.com/image.png',
            "<font color=#323232><b>Men's Humor Graphic T-Shirt</b></font><font color=#777777><br>Hanes</font><font color=#6fc133>$10.99</font>",
          ),
        ],
      },
    },
  ],
  [
    'a broadcast of carousel content with placeholders',
    {
      sender: envelope.sender,
      min_api_version: 2,
      type: 'rich_media',
      broadcast_list: ['pttm25kSGUo1919sBORWyA==', '2yBSIsbzs7sSrh4oLm2hdQ=='],
      rich_media: {
        Type: 'rich_media',
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: 7,
        BgColor: '#FFFFFF',
        Buttons: [
          {
            ActionBody: 'https://www.example.com/go_here?id=replace_me_with_url_encoded_receiver_id',
            ActionType: 'open-url',
            BgMediaType: 'picture',
            Image: 'https://www.images.example.com/img.jpg',
            BgColor: '#000000',
            TextOpacity: 60,
            Rows: 4,
            Columns: 6,
          },
          {
            ActionBody: 'https://www.example.com/go_here',
            ActionType: 'open-url',
            BgColor: '#85bb65',
            Text: 'Buy for replace_me_with_user_name',
            TextOpacity: 60,
            Rows: 1,
            Columns: 6,
          },
        ],
      },
    },
  ],
  [
    'a text with a keyboard, on the page about the API',
    {
      receiver: '01234567890A=',
      type: 'text',
      text: 'Hello world',
      keyboard: {
        Type: 'keyboard',
        DefaultHeight: false,
        Buttons: [{ ActionType: 'reply', ActionBody: 'reply to me', Text: 'Key text', TextSize: 'regular' }],
      },
    },
  ],
  [
    'a keyboard, on the page about keyboards',
    { keyboard: { Type: 'keyboard', DefaultHeight: false, BgColor: '#FFFFFF', Buttons: [keyboardButton] } },
  ],
  [
    'a text with a keyboard, on the newer page about keyboards',
    {
      ...envelope,
      type: 'text',
      text: 'Hello world!',
      keyboard: {
        Type: 'keyboard',
        DefaultHeight: false,
        BgColor: '#FFFFFF',
        Buttons: [{ ...keyboardButton, Text: '<font color=#FFFFFF><b>Click to Subscribe</b></font>' }],
      },
    },
  ],
  [
    'a keyboard of pictures, on the page of examples',
    {
      keyboard: {
        Type: 'keyboard',
        Buttons: [
          picture(2, 'ASIAN', '#f7bb3f'),
          picture(2, 'FRENCH', '#7eceea'),
          picture(2, 'MEXICAN', '#f6f7f9'),
          picture(3, 'Smoking', '#dd8157'),
          picture(3, 'Non Smoking', '#a8aaba'),
          picture(6, 'Pay', '#75C5F3'),
        ],
      },
    },
  ],
  [
    'the welcome message',
    {
      sender: envelope.sender,
      tracking_data: 'tracking data',
      type: 'picture',
      text: 'Welcome to our bot!',
      media: 'http://www.images.example.com/img.jpg',
      thumbnail: 'http://www.images.example.com/thumb.jpg',
    },
  ],
  [
    "the keyboard of Viber's SDK for Node.js",
    {
      keyboard: {
        Type: 'keyboard',
        Revision: 1,
        Buttons: [
          {
            Columns: 3,
            Rows: 2,
            BgColor: '#e6f5ff',
            BgMedia: 'http://www.example.com/images/lightbox.jpg',
            BgMediaType: 'picture',
            BgLoop: true,
            ActionType: 'reply',
            ActionBody: 'Yes',
          },
        ],
      },
    },
  ],
  [
    'a keyboard that asks for a phone number',
    {
      min_api_version: 3,
      keyboard: {
        Type: 'keyboard',
        DefaultHeight: true,
        Buttons: [{ ActionType: 'share-phone', ActionBody: 'share', Text: 'Share', TextSize: 'regular' }],
      },
    },
  ],
];

describe('validateMessage', () => {
  it.each(samples)("finds no problem in a sample of Viber's documentation: %s", (_what, message) => {
    expect(validateMessage(message)).toEqual({ errors: [], warnings: [] });
  });
});
