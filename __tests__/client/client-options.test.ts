import { parseClientOptions } from '../../lib/client/client-options';
import { AUTH_TOKEN } from '../fixtures/posts';

const PASSWORD = 'correct-horse';

function parse(options: Record<string, unknown>) {
  return parseClientOptions({ authToken: AUTH_TOKEN, ...options });
}

describe('parseClientOptions', () => {
  it('has a default for every option but the token', () => {
    expect(parse({})).toEqual({
      authToken: AUTH_TOKEN,
      sender: undefined,
      apiUrl: 'https://chatapi.viber.com/pa',
      timeoutMs: 15_000,
      proxy: undefined,
      messageChecks: 'errors',
    });
    expect(parse({ apiUrl: undefined })).toEqual(parse({}));
  });

  it.each([
    ['timeout', 'timeoutMs'],
    ['timeoutMS', 'timeoutMs'],
    ['proxies', 'proxy'],
    ['messageCheck', 'messageChecks'],
  ])('refuses the option %s and asks whether %s was meant', (misspelled, meant) => {
    expect(() => parse({ [misspelled]: 1 })).toThrow(TypeError);
    expect(() => parse({ [misspelled]: 1 })).toThrow(`Did you mean "${meant}"?`);
  });

  it.each([[0], [-1], [1.5], [Infinity], [Number.NaN], [2 ** 31], ['15000'], [null], [true]])(
    'refuses timeoutMs of %p',
    (timeoutMs) => {
      expect(() => parse({ timeoutMs })).toThrow(TypeError);
      expect(() => parse({ timeoutMs })).toThrow(/timeoutMs must be a whole number from 1 to 2147483647/);
    },
  );

  it.each([['errors'], ['strict'], ['off']])('accepts messageChecks of %p', (messageChecks) => {
    expect(parse({ messageChecks }).messageChecks).toBe(messageChecks);
  });

  it.each([[false], ['none'], [null], [{}]])('refuses messageChecks of %p', (messageChecks) => {
    expect(() => parse({ messageChecks })).toThrow(TypeError);
    expect(() => parse({ messageChecks })).toThrow(/messageChecks must be 'errors' or 'strict' or 'off'/);
  });

  it.each([
    [false],
    [{ host: '127.0.0.1', port: 8080 }],
    [{ host: 'proxy', port: 8080, protocol: 'http', auth: { username: 'me', password: PASSWORD } }],
    [{ host: 'proxy', port: 8443, protocol: 'https:' }],
  ])('accepts the proxy %j', (proxy) => {
    expect(parse({ proxy }).proxy).toEqual(proxy);
  });

  it.each([
    [true],
    [null],
    [`http://me:${PASSWORD}@proxy:8080`],
    [8080],
    [{}],
    [{ host: 'proxy' }],
    [{ host: '', port: 8080 }],
    [{ host: 'proxy', port: '8080' }],
    [{ host: 'proxy', port: 8080, protocol: 'socks5' }],
    [{ host: 'proxy', port: 8080, auth: `me:${PASSWORD}` }],
    [{ host: 'proxy', port: 8080, auth: { username: 'me' } }],
    [{ host: 'proxy', port: 8080, auth: null }],
    [{ host: 'proxy', port: 8080, auth: { username: 7, password: PASSWORD } }],
    [{ host: 'proxy', port: 8080, passwort: PASSWORD }],
  ])('refuses the proxy %j, without showing a password', (proxy) => {
    expect(() => parse({ proxy })).toThrow(TypeError);
    expect(() => parse({ proxy })).toThrow(/proxy/);
    expect(() => parse({ proxy })).not.toThrow(PASSWORD);
  });
});
