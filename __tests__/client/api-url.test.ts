import { checkedApiUrl, isViberApi, VIBER_API_URL } from '../../lib/client/api-url';

describe('VIBER_API_URL', () => {
  it('is the documented URL', () => {
    expect(VIBER_API_URL).toBe('https://chatapi.viber.com/pa');
  });
});

describe('isViberApi', () => {
  it.each([
    ['https://chatapi.viber.com/pa'],
    ['https://chatapi.viber.com'],
    ['https://CHATAPI.VIBER.COM/pa'],
    ['https://chatapi.viber.com:443/pa'],
    ['https://viber.com/pa'],
  ])('is true of %s', (apiUrl) => {
    expect(isViberApi(apiUrl)).toBe(true);
  });

  it.each([
    ['https://viber.com.evil.example'],
    ['https://chatapi.viber.com.evil.example/pa'],
    ['https://notviber.com/pa'],
    ['https://chatapi-viber.com/pa'],
    ['https://viber.com@evil.example/pa'],
    ['https://evil.example/chatapi.viber.com/pa'],
    ['https://evil.example/?chatapi.viber.com'],
    ['http://localhost:3000/pa'],
    ['http://127.0.0.1:3000/pa'],
  ])('is false of %s', (apiUrl) => {
    expect(isViberApi(apiUrl)).toBe(false);
  });
});

describe('checkedApiUrl', () => {
  it.each([
    ['https://chatapi.viber.com/pa', 'https://chatapi.viber.com/pa'],
    ['https://chatapi.viber.com/pa/', 'https://chatapi.viber.com/pa'],
    ['https://chatapi.viber.com/pa//', 'https://chatapi.viber.com/pa'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
  ])('turns %s into %s', (apiUrl, base) => {
    expect(checkedApiUrl(apiUrl)).toBe(base);
  });

  it.each([
    [undefined],
    [null],
    [42],
    [new URL('https://chatapi.viber.com/pa')],
    [''],
    ['/pa'],
    ['chatapi.viber.com/pa'],
    ['ftp://chatapi.viber.com/pa'],
    ['https://'],
    ['https://chatapi.viber.com/pa\n'],
    [' https://chatapi.viber.com/pa'],
    ['https://chatapi.viber.com/pa?version=2'],
    ['https://chatapi.viber.com/pa#bot'],
  ])('refuses %p', (apiUrl) => {
    expect(() => checkedApiUrl(apiUrl)).toThrow(TypeError);
    expect(() => checkedApiUrl(apiUrl)).toThrow(/apiUrl/);
  });
});
