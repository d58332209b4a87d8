import type { ViberUser } from '../../../lib/index';
import { isPersonalizationHidden } from '../../../lib/index';
import { PLACEHOLDER_AVATAR, PLACEHOLDER_NAME } from '../../../lib/protocol/callbacks/placeholders';
import { testUser } from '../../../lib/testing';

const hidden: ViberUser = testUser({ name: PLACEHOLDER_NAME, avatar: PLACEHOLDER_AVATAR });

describe('isPersonalizationHidden', () => {
  it('holds for a user whose name and avatar are as captured from Viber', () => {
    expect(
      isPersonalizationHidden({
        name: 'Subscriber',
        avatar: 'http://dl-media.viber.com/1/share/2/long/bots/generic-avatar%402x.png',
      }),
    ).toBe(true);
    expect(isPersonalizationHidden(hidden)).toBe(true);
  });

  it.each<[who: string, user: Partial<ViberUser>]>([
    ['who shows both', testUser()],
    ['really called Subscriber', { ...hidden, avatar: 'https://media.viber.com/own.jpg' }],
    ['really called Subscriber, without an avatar', { id: hidden.id, name: PLACEHOLDER_NAME }],
    ['really called Subscriber, with an empty avatar', { ...hidden, avatar: '' }],
    ['with a name and no picture', { ...hidden, name: 'Anna' }],
    ['with no name', { id: hidden.id, avatar: PLACEHOLDER_AVATAR }],
    ['with an empty name', { ...hidden, name: '' }],
    ['called subscriber in lower case', { ...hidden, name: 'subscriber' }],
    ['of whom only the id came', { id: hidden.id }],
    ['of whom nothing came', {}],
  ])('does not hold for a user %s', (_who, user) => {
    expect(isPersonalizationHidden(user)).toBe(false);
  });
});
