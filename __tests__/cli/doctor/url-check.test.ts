import { checkUrl } from '../../../lib/cli/doctor/url-check';
import { examine, failure, idsOf, WEBHOOK_CHECKS } from './fixture';

describe('checkUrl', () => {
  it.each([
    ['https://bot.example.org/viber', 'pass', /https on a public host/],
    ['https://8.8.8.8/viber', 'pass', /https on a public host/],
    ['http://bot.example.org/viber', 'fail', /must be https/],
    ['https://bot.example.org/viber?bot=1', 'fail', /query string/],
    ['https://me:pw@bot.example.org/viber', 'fail', /user name or password/],
    ['http://localhost:3000/viber?bot=1', 'fail', /query string/],
    ['bot.example.org/viber', 'fail', /not a full URL/],
    ['ftp://bot.example.org/viber', 'fail', /not a full URL/],
    ['', 'fail', /not a full URL/],
    [
      'http://localhost:3000/viber',
      'skipped',
      /the URL is local \(Viber itself needs https on a public host\)/,
    ],
    ['https://localhost/viber', 'skipped', /local/],
    ['http://127.0.0.1/', 'skipped', /local/],
    ['http://[::1]:3000/', 'skipped', /local/],
    ['http://192.168.1.4/viber', 'skipped', /local/],
    ['http://bot.local/viber', 'skipped', /local/],
  ])('judges %s: %s', (url, outcome, detail) => {
    expect(checkUrl(url).result).toMatchObject({
      check: 'url',
      outcome,
      detail: expect.stringMatching(detail) as unknown,
    });
  });

  it.each([
    ['localhost:3000/viber', 'Use http://localhost:3000/viber instead.'],
    ['127.0.0.1:3000/viber', 'Use http://127.0.0.1:3000/viber instead.'],
    ['[::1]:3000/viber', 'Use http://[::1]:3000/viber instead.'],
    ['bot.example.org/viber?sig=1', 'Use https://bot.example.org/viber instead.'],
    ['http://bot.example.org/viber', 'Use https://bot.example.org/viber instead.'],
    ['http://localhost:3000/viber?bot=1', 'Use http://localhost:3000/viber instead.'],
    ['https://me:pw@bot.example.org/viber', 'Use https://bot.example.org/viber instead.'],
    ['ftp://bot.example.org/viber', /such as https:.*, or http:\/\/localhost:3000\/viber for a bot on this/],
    ['me:pw@bot.example.org', /such as https:/],
    ['mailto:bot', /such as https:/],
    ['not a url', /such as https:/],
    ['', /such as https:/],
  ])('suggests for %j: %s', (url, fix) => {
    expect(checkUrl(url).result).toMatchObject({
      outcome: 'fail',
      fix: typeof fix === 'string' ? fix : (expect.stringMatching(fix) as unknown),
    });
  });

  it('returns a target without the parts that Viber would drop', () => {
    const { target } = checkUrl('https://me:pw@Bot.Example.org/viber/a%20b?sig=1#x');
    expect(target?.url.href).toBe('https://bot.example.org/viber/a%20b');
    expect(target).toMatchObject({
      hostname: 'bot.example.org',
      port: 443,
      isHttps: true,
      isLocal: false,
    });
    expect(checkUrl('http://[::1]:3000').target).toMatchObject({
      hostname: '::1',
      port: 3000,
      isLocal: true,
    });
    expect(checkUrl('bot.example.org').target).toBeUndefined();
  });

  it('skips all other checks if the URL cannot be called', async () => {
    const results = await examine('bot.example.org/viber');
    expect(results.url).toEqual(failure(/not a full URL/, /Use https:\/\/bot\.example\.org\/viber instead/));
    expect(idsOf(results, 'skipped')).toEqual(WEBHOOK_CHECKS.slice(1));
    expect(results['large-body'].detail).toBe('the URL cannot be called');
  });
});
