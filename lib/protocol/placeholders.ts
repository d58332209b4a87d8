/** The name of a user who hides theirs. A person may really be called so. [seen] */
export const PLACEHOLDER_NAME = 'Subscriber';

/** The avatar of a user who hides theirs. [seen] */
export const PLACEHOLDER_AVATAR = 'http://dl-media.viber.com/1/share/2/long/bots/generic-avatar%402x.png';
