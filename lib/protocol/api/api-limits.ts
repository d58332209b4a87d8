/** Receivers that one `broadcast_message` may name. [doc] */
export const MAX_RECEIVERS = 300;

/** Ids that one `get_online` may name. [doc] */
export const MAX_ONLINE_IDS = 100;
