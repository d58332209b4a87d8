/** The name of a user who hides theirs. A person may really be called so. [seen] */
export const PLACEHOLDER_NAME = 'Subscriber';

/** The avatar of a user who hides theirs. [seen] */
export const PLACEHOLDER_AVATAR = 'http://dl-media.viber.com/1/share/2/long/bots/generic-avatar%402x.png';

/**
 * Whether Viber hides who a user is: name and avatar are both its placeholders. Either alone proves nothing, for a
 * person may be called `Subscriber`, or have no picture. [seen]
 *
 * It holds for everybody while the webhook is registered without `sendName` and `sendPhoto`. [doc]
 *
 * @param user - the `user` or `sender` of a callback
 */
export function isPersonalizationHidden(user: {
  readonly name?: string | undefined;
  readonly avatar?: string | undefined;
}): boolean {
  return user.name === PLACEHOLDER_NAME && user.avatar === PLACEHOLDER_AVATAR;
}
