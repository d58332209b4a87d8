import { BODIES } from '../../fixtures/bodies';
import { receivedCallback } from '../received-callback';

describe('ReceivedCallback', () => {
  it.each<[event: string, events: string[]]>([
    ['webhook', ['callback', 'webhook']],
    ['delivered', ['callback', 'delivered']],
    ['message:text', ['callback', 'message', 'message:text']],
    ['message:sticker', ['callback', 'message', 'message:sticker']],
  ])('of %s is emitted as %j', (event, events) => {
    expect(receivedCallback(BODIES[event as 'webhook']).events).toEqual(events);
  });

  it('has an event and a payload, but no user, if it is unrecognized', () => {
    const callback = receivedCallback('{"event":"new","user_id":"a"}');
    expect(callback).toMatchObject({ event: 'unrecognized', events: ['unrecognized'], userId: undefined });
    expect(callback.payload).toMatchObject({ recognized: false, reason: 'unknown_event' });
    expect(callback.userKey).toBeUndefined();
  });

  it('has an origin without anything of the user', () => {
    expect(receivedCallback(BODIES.seen).origin).toEqual({
      account: 'default',
      event: 'seen',
      messageToken: '5466394344559121006',
    });
  });

  it('identifies a user together with the account', () => {
    const keys = ['a', 'b'].map((account) => receivedCallback(BODIES['message:text'], { account }).userKey);
    expect(keys[0]).not.toBe(keys[1]);
  });
});
