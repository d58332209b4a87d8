import { setWebhookHint } from '../../lib/client/set-webhook-hint';
import { REFUSALS } from './refusals';

describe('setWebhookHint', () => {
  it.each(REFUSALS)('knows what to do about %s', (_, statusMessage, advice) => {
    expect(setWebhookHint(1, statusMessage)).toMatch(advice);
  });

  it('has advice of its own for each cause', () => {
    const causes = REFUSALS.filter(([cause]) => !/chain|failing|proxy/.test(cause));
    const hints = causes.map(([, statusMessage]) => setWebhookHint(1, statusMessage));
    expect(new Set(hints).size).toBe(causes.length);
  });

  it('speaks of the answer to the check call where Viber says nothing', () => {
    expect(setWebhookHint(1, undefined)).toMatch(/check call.*200/);
  });

  it('does not speak of the check call where Viber says nothing but that it is about something else', () => {
    expect(setWebhookHint(7, undefined)).toBeUndefined();
    expect(setWebhookHint(12, undefined)).toBeUndefined();
  });

  it.each([['publicAccountBlocked'], [''], ['HTTP/1.1 200 OK']])(
    'has nothing to add to a text it does not know: "%s"',
    (statusMessage) => {
      expect(setWebhookHint(1, statusMessage)).toBeUndefined();
    },
  );
});
