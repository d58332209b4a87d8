import type { Callback, ViberUser } from '../../../lib/protocol/callbacks/callbacks';
import {
  callbackUserId,
  isPersonalizationHidden,
  PLACEHOLDER_AVATAR,
  PLACEHOLDER_NAME,
} from '../../../lib/protocol/callbacks/callbacks';
import { decodeCallback } from '../../../lib/protocol/callbacks/decode-callback';
import {
  clientStatusCallback,
  conversationStartedCallback,
  deliveredCallback,
  failedCallback,
  messageCallback,
  seenCallback,
  subscribedCallback,
  testUser,
  unsubscribedCallback,
  webhookCallback,
} from '../../../lib/testing';

describe('callbackUserId', () => {
  it.each<[event: string, callback: Callback]>([
    ['subscribed', subscribedCallback()],
    ['unsubscribed', unsubscribedCallback()],
    ['conversation_started', conversationStartedCallback()],
    ['delivered', deliveredCallback()],
    ['seen', seenCallback()],
    ['failed', failedCallback()],
    ['message', messageCallback()],
    ['client_status', clientStatusCallback()],
  ])('returns the id of the user of a %s callback', (event, callback) => {
    expect(callback.event).toBe(event);
    expect(callbackUserId(callback)).toBe(testUser().id);
  });

  it('returns undefined for a webhook callback and an unrecognized one', () => {
    expect(callbackUserId(webhookCallback())).toBeUndefined();
    const recognition = decodeCallback('{"event":"new","user_id":"a"}');
    expect(recognition.recognized || callbackUserId(recognition)).toBeUndefined();
    // Whatever else it may have.
    const withUser = { ...webhookCallback(), user_id: 'a' };
    expect(callbackUserId(withUser)).toBeUndefined();
    expect(callbackUserId({ recognized: false, ...{ user_id: 'a' } })).toBeUndefined();
  });
});

const hidden: ViberUser = testUser({ name: PLACEHOLDER_NAME, avatar: PLACEHOLDER_AVATAR });

describe('isPersonalizationHidden', () => {
  it('is true for the name and avatar that Viber sends', () => {
    expect(
      isPersonalizationHidden({
        name: 'Subscriber',
        avatar: 'http://dl-media.viber.com/1/share/2/long/bots/generic-avatar%402x.png',
      }),
    ).toBe(true);
    expect(isPersonalizationHidden(hidden)).toBe(true);
  });

  it.each<[who: string, user: Partial<ViberUser>]>([
    ['who hides neither', testUser()],
    ['whose real name is Subscriber', { ...hidden, avatar: 'https://media.viber.com/own.jpg' }],
    ['whose real name is Subscriber, without an avatar', { id: hidden.id, name: PLACEHOLDER_NAME }],
    ['whose real name is Subscriber, with an empty avatar', { ...hidden, avatar: '' }],
    ['with a name and a placeholder avatar', { ...hidden, name: 'Anna' }],
    ['without a name', { id: hidden.id, avatar: PLACEHOLDER_AVATAR }],
    ['with an empty name', { ...hidden, name: '' }],
    ['called subscriber in lower case', { ...hidden, name: 'subscriber' }],
    ['with only an id', { id: hidden.id }],
    ['without any field', {}],
  ])('is false for a user %s', (_who, user) => {
    expect(isPersonalizationHidden(user)).toBe(false);
  });
});
