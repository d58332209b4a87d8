import { isLocalUrl } from '../../lib/cli/local-url';

describe('isLocalUrl', () => {
  it.each([
    ['http://localhost:3000/viber', true],
    ['http://bot.localhost/', true],
    ['http://127.0.0.1:3000/', true],
    ['http://127.1/', true],
    ['http://[::1]:3000/', true],
    ['http://127.0.0.1.example.com/', false],
    ['http://127.example.com/', false],
    ['http://localhost.example.com/', false],
    ['http://192.168.0.1/', false],
    ['https://bot.example.com/', false],
  ])('says of %s: %s', (url, isLocal) => {
    expect(isLocalUrl(url)).toBe(isLocal);
  });
});
