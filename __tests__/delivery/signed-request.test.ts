import { signBody } from '../../lib/protocol/signature';
import { signedParts, signedRequest } from '../../lib/delivery/signed-request';

const TOKEN = '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3';
const BODY = '{"event":"webhook"}';
const signature = signBody(BODY, TOKEN);

describe('signedParts', () => {
  it('has the signature in both places', () => {
    expect(signedParts(BODY, TOKEN)).toEqual({
      headers: { 'X-Viber-Content-Signature': signature },
      query: { sig: signature },
    });
  });
});

describe('signedRequest', () => {
  const url = 'https://bot.example.com/viber?bot=7';

  it('has sig in the URL, the signature header and the user agent', () => {
    expect(signedRequest(url, BODY, TOKEN, { userAgent: 'test' })).toEqual({
      url: `${url}&sig=${signature}`,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'test',
        'X-Viber-Content-Signature': signature,
      },
    });
  });

  it('leaves out the signature in either place', () => {
    const dropped = { userAgent: 'test', headerDropped: true, sigDropped: true };
    expect(signedRequest(url, BODY, TOKEN, dropped)).toEqual({
      url,
      headers: { 'Content-Type': 'application/json', 'User-Agent': 'test' },
    });
  });
});
