import { statusHint } from '../../lib/client/status-hint';
import { statusName } from '../../lib/errors/status-codes';

describe('statusHint', () => {
  it.each([
    ['get_account_info', 2, /auth token is wrong/],
    ['send_message', 5, /id from a callback/],
    ['send_message', 6, /first message subscribes.*welcome message/],
    ['send_message', 10, /setWebhook/],
    ['send_message', 12, /^Wait/],
    ['get_user_details', 12, /twice in 12 hours/],
    ['broadcast_message', 12, /500 broadcast requests in 10 seconds/],
  ])('says of %s and status %i what to do', (method, status, advice) => {
    expect(statusHint(method, statusName(status))).toMatch(advice);
  });

  it.each([0, 1, 3, 4, 7, 8, 9, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 99])(
    'makes nothing up for status %i',
    (status) => {
      expect(statusHint('send_message', statusName(status))).toBeUndefined();
    },
  );
});
