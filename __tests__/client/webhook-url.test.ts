import { checkWebhookUrl } from '../../lib/client/webhook-url';
import { ViberWebhookUrlError } from '../../lib/errors';

function errorOf(url: unknown, mustBePublic: boolean): unknown {
  try {
    checkWebhookUrl(url as string, mustBePublic);
  } catch (error) {
    return error;
  }
  return undefined;
}

const UNUSABLE_ANYWHERE: [what: string, url: unknown, reason: RegExp][] = [
  ['nothing', undefined, /not a full URL/],
  ['null', null, /not a full URL/],
  ['a number', 42, /not a full URL/],
  ['a URL object', new URL('https://bot.example.com/viber'), /not a full URL/],
  ['an empty string, which would remove the webhook', '', /not a full URL/],
  ['white space', ' ', /not a full URL/],
  ['a path', '/viber', /not a full URL/],
  ['a host without a scheme', 'bot.example.com/viber', /not a full URL/],
  ['a URL without its slashes', 'https:bot.example.com/viber', /not a full URL/],
  ['a URL with backslashes', 'https:\\\\bot.example.com\\viber', /not a full URL/],
  ['a URL after a space', ' https://bot.example.com/viber', /not a full URL|space/],
  ['a URL with a line break from a file', 'https://bot.example.com/viber\n', /not a full URL|space/],
  ['a URL with a tab in it', 'https://bot.example.com/vi\tber', /not a full URL|space/],
  ['ftp', 'ftp://bot.example.com/viber', /not a full URL/],
  ['javascript', 'javascript:alert(1)', /not a full URL/],
  ['a name and password', 'https://me:secret@bot.example.com/viber', /password/],
  ['a name alone', 'https://me@bot.example.com/viber', /user name/],
  ['a password alone', 'https://:secret@bot.example.com/viber', /password/],
  ['a query', 'https://bot.example.com/viber?bot=1', /query/],
  ['an empty query', 'https://bot.example.com/viber?', /query/],
  ['a fragment', 'https://bot.example.com/viber#bot', /fragment/],
  ['an empty fragment', 'https://bot.example.com/viber#', /fragment/],
  ['an empty query and fragment', 'https://bot.example.com/viber?#', /fragment/],
];

const OUT_OF_REACH_OF_VIBER: [what: string, url: string][] = [
  ['localhost', 'https://localhost/viber'],
  ['localhost in capitals', 'https://LocalHost/viber'],
  ['localhost with the dot of the root', 'https://localhost./viber'],
  ['a name under localhost', 'https://bot.localhost/viber'],
  ['loopback', 'https://127.0.0.1/viber'],
  ['loopback with a port', 'https://127.0.0.1:8443/viber'],
  ['the last loopback address', 'https://127.255.255.254/viber'],
  ['loopback, shortened', 'https://127.1/viber'],
  ['loopback in hexadecimal', 'https://0x7f000001/viber'],
  ['loopback as one number', 'https://2130706433/viber'],
  ['the unspecified address', 'https://0.0.0.0/viber'],
  ['a private network of 10', 'https://10.1.2.3/viber'],
  ['a private network of 172', 'https://172.16.0.1/viber'],
  ['a private network of 192', 'https://192.168.1.10/viber'],
  ['a link-local address, such as that of cloud metadata', 'https://169.254.169.254/viber'],
  ['an address of carrier-grade NAT', 'https://100.64.0.1/viber'],
  ['multicast', 'https://224.0.0.1/viber'],
  ['broadcast', 'https://255.255.255.255/viber'],
  ['loopback of IPv6', 'https://[::1]/viber'],
  ['the unspecified address of IPv6', 'https://[::]/viber'],
  ['a private network of IPv6', 'https://[fc00::1]/viber'],
  ['another private network of IPv6', 'https://[fd12:3456:789a::1]/viber'],
  ['a link-local address of IPv6', 'https://[fe80::1]/viber'],
  ['loopback mapped into IPv6', 'https://[::ffff:127.0.0.1]/viber'],
  ['a private network mapped into IPv6', 'https://[::ffff:10.0.0.1]/viber'],
  ['a name without a dot', 'https://bot/viber'],
  ['a name on the local link', 'https://bot.local/viber'],
  ['an internal name', 'https://bot.prod.internal/viber'],
  ['a home network name', 'https://bot.home.arpa/viber'],
  ['a name that never resolves', 'https://bot.invalid/viber'],
  ['a name for tests', 'https://bot.test/viber'],
  ['a hidden service', 'https://bot.onion/viber'],
];

const REACHABLE: [url: string][] = [
  ['https://bot.example.com/viber'],
  ['https://bot.example.com'],
  ['https://bot.example.com:8443/bots/1/viber/'],
  ['https://BOT.example.com./viber'],
  ['https://bot.example.com/@me/what%3Fnot'],
  ['https://localhost.example.com/viber'],
  ['https://mylocal.example.com/viber'],
  ['https://internal.example.com/viber'],
  ['https://xn--90a1af.xn--p1ai/viber'],
  ['https://bot.local.example.com/viber'],
  ['https://8.8.8.8/viber'],
  ['https://[2001:4860:4860::8888]/viber'],
  ['https://[::ffff:8.8.8.8]/viber'],
];

describe('checkWebhookUrl', () => {
  describe.each([
    ["Viber's own API", true],
    ['another API', false],
  ])('for %s', (_, mustBePublic) => {
    it.each(UNUSABLE_ANYWHERE)('refuses %s', (__, url, reason) => {
      const error = errorOf(url, mustBePublic);
      expect(error).toBeInstanceOf(ViberWebhookUrlError);
      expect(error).toMatchObject({ name: 'ViberWebhookUrlError', code: 'invalid_webhook_url' });
      expect((error as Error).message).toMatch(reason);
    });

    it.each(REACHABLE)('accepts %s', (url) => {
      expect(errorOf(url, mustBePublic)).toBeUndefined();
    });
  });

  it('never quotes a password', () => {
    expect(String(errorOf('https://me:s3cret@bot.example.com/viber', true))).not.toMatch(/s3cret/);
  });

  describe("for Viber's own API", () => {
    it.each(OUT_OF_REACH_OF_VIBER)('refuses %s', (_, url) => {
      const error = errorOf(url, true);
      expect(error).toBeInstanceOf(ViberWebhookUrlError);
      expect((error as Error).message).toMatch(/public host.*docs\/getting-started\.md#public-address\.$/);
      expect((error as Error).message).toContain(`"${new URL(url).hostname}"`);
    });

    it('refuses http', () => {
      const error = errorOf('http://bot.example.com/viber', true);
      expect(error).toBeInstanceOf(ViberWebhookUrlError);
      expect((error as Error).message).toMatch(/must be https.*docs\/getting-started\.md#public-address\.$/);
    });
  });

  describe('for another API', () => {
    it.each([...OUT_OF_REACH_OF_VIBER.map(([, url]) => [url]), ['http://localhost:3000/viber']])(
      'accepts %s',
      (url) => {
        expect(errorOf(url, false)).toBeUndefined();
      },
    );
  });
});
