import { setWebhookHint, statusHint } from '../../lib/client/api-hints';
import { statusName } from '../../lib/errors/status-codes';
import { REFUSALS } from './refusals';

describe('statusHint', () => {
  it.each([
    ['get_account_info', 2, /auth token is wrong/],
    ['send_message', 5, /id from a callback/],
    ['send_message', 6, /first message subscribes.*welcome message/],
    ['send_message', 10, /setWebhook/],
    ['send_message', 12, /100 messages.*Wait until the user replies/],
    ['get_online', 12, /^Wait/],
    ['send_message', 13, /Lower min_api_version/],
    ['send_message', 14, /Raise its min_api_version/],
    ['send_message', 22, /Ukraine/],
    ['send_message', 23, /free messages/],
    ['send_message', 24, /no balance/],
    ['get_user_details', 12, /twice in 12 hours/],
    ['broadcast_message', 12, /500 broadcast requests in 10 seconds/],
  ])('says what to do after %s and status %i', (method, status, advice) => {
    expect(statusHint(method, statusName(status))).toMatch(advice);
  });

  it.each([0, 1, 3, 4, 7, 8, 9, 11, 15, 16, 17, 18, 19, 20, 21, 99])(
    'has no hint for status %i',
    (status) => {
      expect(statusHint('send_message', statusName(status))).toBeUndefined();
    },
  );
});

describe('setWebhookHint', () => {
  it.each(REFUSALS)('says what to do about %s', (_, statusMessage, advice) => {
    expect(setWebhookHint('invalidUrl', statusMessage)).toMatch(advice);
  });

  it('has a different hint for each cause', () => {
    const causes = REFUSALS.filter(([cause]) => !/chain|failing|proxy/.test(cause));
    const hints = causes.map(([, statusMessage]) => setWebhookHint('invalidUrl', statusMessage));
    expect(new Set(hints).size).toBe(causes.length);
  });

  it('mentions the response to the check call if Viber gives no status_message', () => {
    expect(setWebhookHint('invalidUrl', undefined)).toMatch(
      /check call with HTTP 200\. Run npx express-viber doctor <url>\.$/,
    );
  });

  it('has no hint without a status_message if the status is about something else', () => {
    expect(setWebhookHint('publicAccountBlocked', undefined)).toBeUndefined();
    expect(setWebhookHint('tooManyRequests', undefined)).toBeUndefined();
  });

  it.each([['publicAccountBlocked'], [''], ['HTTP/1.1 200 OK']])(
    'has no hint for an unknown text: "%s"',
    (statusMessage) => {
      expect(setWebhookHint('invalidUrl', statusMessage)).toBeUndefined();
    },
  );
});
