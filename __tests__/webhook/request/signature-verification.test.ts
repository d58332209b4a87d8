import { signBody } from '../../../lib/index';
import { BODIES } from '../../fixtures/bodies';
import { expressVersions } from '../../fixtures/express-versions';
import { AUTH_TOKEN, post } from '../../fixtures/posts';
import { closeServers, rawExchange } from '../../fixtures/servers';
import { startObservedApp } from '../observed-app';

afterEach(closeServers);

const body = BODIES.webhook;
const token = '5466394344559121001';
const signature = signBody(body, AUTH_TOKEN);

describe.each(expressVersions)('signature verification on %s', (_version, express) => {
  it('accepts a signature in the header alone', async () => {
    const { url, received } = await startObservedApp(express);
    const response = await post(url, body, { 'X-Viber-Content-Signature': signature });
    expect(response).toMatchObject({ status: 200, text: '' });
    expect(received).toEqual([token]);
  });

  it('accepts a signature in the sig parameter alone, among other parameters', async () => {
    const { url, received } = await startObservedApp(express);
    expect((await post(`${url}?a=1&sig=${signature}&b=2`, body)).status).toBe(200);
    expect(received).toEqual([token]);
  });

  it('accepts both, and uses sig if a proxy has emptied the header', async () => {
    const { url, received } = await startObservedApp(express, { duplicates: false });
    const both = await post(`${url}?sig=${signature}`, body, { 'X-Viber-Content-Signature': signature });
    const emptied = await post(`${url}?sig=${signature}`, body, { 'X-Viber-Content-Signature': '' });
    expect([both.status, emptied.status]).toEqual([200, 200]);
    expect(received).toEqual([token, token]);
  });

  it('prefers the header to sig', async () => {
    const { url, received } = await startObservedApp(express);
    const response = await post(`${url}?sig=${signature}`, body, {
      'X-Viber-Content-Signature': '0'.repeat(64),
    });
    expect(response.status).toBe(401);
    expect(received).toEqual([]);
  });

  it('rejects a request without a signature with 401 and a code', async () => {
    const { url, received, rejected } = await startObservedApp(express);
    const response = await post(url, body);
    expect(response.status).toBe(401);
    expect(JSON.parse(response.text)).toEqual({
      error: 'missing_signature',
      message: expect.any(String) as string,
    });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(received).toEqual([]);
    expect(rejected).toEqual(['missing_signature']);
  });

  it.each([
    ['is made with another token', signBody(body, 'another-token')],
    ['is in upper case', signature.toUpperCase()],
    ['has 63 digits', signature.slice(1)],
    ['has 65 digits', `${signature}0`],
    ['is not hexadecimal', 'z'.repeat(64)],
    ['occurs twice, joined by Node', `${signature}, ${signature}`],
    ['has white space inside', `${signature.slice(0, 32)} ${signature.slice(32)}`],
  ])('rejects a signature that %s', async (_what, wrong) => {
    const { url, received, rejected } = await startObservedApp(express);
    const inHeader = await post(url, body, { 'X-Viber-Content-Signature': wrong });
    const inQuery = await post(`${url}?sig=${encodeURIComponent(wrong)}`, body);
    expect([inHeader.status, inQuery.status]).toEqual([401, 401]);
    expect(JSON.parse(inHeader.text)).toMatchObject({ error: 'invalid_signature' });
    expect(inHeader.text + inQuery.text).not.toContain(signature);
    expect(received).toEqual([]);
    expect(rejected).toEqual(['invalid_signature', 'invalid_signature']);
  });

  it('rejects a request with two headers or two sig parameters', async () => {
    const { url, origin } = await startObservedApp(express);
    const twice = `X-Viber-Content-Signature: ${signature}\r\n`.repeat(2);
    const head = `POST /viber HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${String(body.length)}\r\n`;
    expect(await rawExchange(origin, `${head}${twice}\r\n${body}`, 'keep')).toMatch(/^HTTP\/1.1 401 /);
    expect((await post(`${url}?sig=${signature}&sig=${signature}`, body)).status).toBe(401);
  });

  it('rejects a body with one byte added', async () => {
    const { url } = await startObservedApp(express);
    expect((await post(url, `${body} `, { 'X-Viber-Content-Signature': signature })).status).toBe(401);
  });

  it('accepts the old and the new token during a rotation, and no other', async () => {
    const { url } = await startObservedApp(express, {
      authToken: ['new-token', AUTH_TOKEN],
      duplicates: false,
    });
    const signedWith = async (authToken: string) =>
      (await post(url, body, { 'X-Viber-Content-Signature': signBody(body, authToken) })).status;
    expect(await signedWith('new-token')).toBe(200);
    expect(await signedWith(AUTH_TOKEN)).toBe(200);
    expect(await signedWith('third-token')).toBe(401);
  });
});
