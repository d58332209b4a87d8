import { setWebhookHint } from '../../lib/client/set-webhook-hint';
import { REFUSALS } from './refusals';

describe('setWebhookHint', () => {
  it.each(REFUSALS)('knows what to do about %s', (_, statusMessage, advice) => {
    expect(setWebhookHint('invalidUrl', statusMessage)).toMatch(advice);
  });

  it('has advice of its own for each cause', () => {
    const causes = REFUSALS.filter(([cause]) => !/chain|failing|proxy/.test(cause));
    const hints = causes.map(([, statusMessage]) => setWebhookHint('invalidUrl', statusMessage));
    expect(new Set(hints).size).toBe(causes.length);
  });

  it('speaks of the answer to the check call where Viber says nothing', () => {
    expect(setWebhookHint('invalidUrl', undefined)).toMatch(
      /check call with HTTP 200: run npx express-viber doctor <url>\.$/,
    );
  });

  it('does not speak of the check call where Viber says nothing but that it is about something else', () => {
    expect(setWebhookHint('publicAccountBlocked', undefined)).toBeUndefined();
    expect(setWebhookHint('tooManyRequests', undefined)).toBeUndefined();
  });

  it.each([['publicAccountBlocked'], [''], ['HTTP/1.1 200 OK']])(
    'has nothing to add to a text it does not know: "%s"',
    (statusMessage) => {
      expect(setWebhookHint('invalidUrl', statusMessage)).toBeUndefined();
    },
  );
});
