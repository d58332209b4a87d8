/** The secret of every server, as long as a token of Viber's. */
export const SHARED_SECRET = '4453b6ac12345678-e02c5f12174805f9-daec9cbb5448c51f';
