import { button, validateMessage } from '../../lib/index';

describe('button', () => {
  it('makes a reply that sends its own text', () => {
    expect(button.reply('Yes')).toEqual({ ActionType: 'reply', ActionBody: 'Yes', Text: 'Yes' });
  });

  it('makes a button for each action', () => {
    expect([
      button.openUrl('Shop', 'https://shop.example.com'),
      button.sharePhone('My phone'),
      button.shareLocation('Here'),
      button.openMap('Office', { latitude: 50.45, longitude: 30.52 }),
      button.none('<b>Drinks</b>'),
    ]).toEqual([
      { ActionType: 'open-url', ActionBody: 'https://shop.example.com', Text: 'Shop' },
      { ActionType: 'share-phone', ActionBody: 'My phone', Text: 'My phone' },
      { ActionType: 'location-picker', ActionBody: 'Here', Text: 'Here' },
      {
        ActionType: 'open-map',
        ActionBody: 'Office',
        Text: 'Office',
        Map: { Latitude: 50.45, Longitude: 30.52 },
      },
      { ActionType: 'none', Text: '<b>Drinks</b>' },
    ]);
  });

  it('takes further fields, which replace its own', () => {
    expect(button.reply('Tea', { ActionBody: 'order:tea', BgColor: '#dff5e1' })).toEqual({
      ActionType: 'reply',
      ActionBody: 'order:tea',
      Text: 'Tea',
      BgColor: '#dff5e1',
    });
    expect(button.none('', { ActionType: 'buy' }).ActionType).toBe('buy');
  });

  it('leaves markup as it is, since Viber documents no way to escape it', () => {
    expect(button.reply('a < b & <i>c</i>').Text).toBe('a < b & <i>c</i>');
  });

  it('makes plain data that can be used without the other builders', () => {
    const message = { keyboard: { Type: 'keyboard', Buttons: [button.reply('Yes'), button.none('No')] } };
    expect(validateMessage(message)).toEqual({ errors: [], warnings: [] });
  });
});
