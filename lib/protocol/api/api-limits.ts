// The documented limits of one API request. [doc]

/** Bytes of JSON in a request. */
export const MAX_MESSAGE_BYTES = 30 * 1024;

/** Receivers of a `broadcast_message`. */
export const MAX_RECEIVERS = 300;

/** Ids of a `get_online`. */
export const MAX_ONLINE_IDS = 100;
