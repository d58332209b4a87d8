import type { OutgoingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import { closeServers, serve } from '../../../fixtures/servers';
import { examine, failure } from '../fixture';

afterEach(closeServers);

/** The result of the check call for a server that always responds in one way. */
async function checkCallResult(status: number, headers: OutgoingHttpHeaders, body: string | Buffer) {
  const url = await serve((_req, res) => res.writeHead(status, headers).end(body));
  return (await examine(`${url}/viber`))['check-call'];
}

const page = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>${title}</body></html>`;

describe('explainStatus', () => {
  it.each<[number, OutgoingHttpHeaders, string, RegExp]>([
    [401, { 'WWW-Authenticate': 'Basic realm="x"' }, '', /asks for a password \(WWW-Authenticate: Basic\)/],
    [401, { 'WWW-Authenticate': 'Bearer' }, page('Log in'), /WWW-Authenticate: Bearer/],
    [404, { 'Ngrok-Error-Code': 'ERR_NGROK_3200' }, '', /tunnel is offline: ngrok knows no running tunnel/],
    [404, {}, page('ERR_NGROK_3200'), /tunnel is offline/],
    [502, {}, page('ERR_NGROK_8012'), /tunnel is up, but ngrok does not reach the application/],
    [503, {}, '503 - Tunnel Unavailable, localtunnel', /tunnel is up, but localtunnel does not reach/],
    [403, { 'CF-Ray': '1-X' }, page('Attention Required! | Cloudflare'), /Cloudflare forbids the request/],
    [522, { 'CF-Ray': '1-X' }, 'error code: 522', /Cloudflare is up, but gets no proper response/],
    [522, {}, '', /application fails while it handles the call/],
    [413, { 'CF-Ray': '1-X' }, page('cloudflare'), /Cloudflare in front of the webhook limits the body/],
    [
      503,
      {},
      '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
      /HAProxy is not ready/,
    ],
    [404, {}, page('<address>Apache/2.4 Server</address>'), /Apache itself responds/],
    [503, {}, '', /The application, or the proxy in front of it, is not ready/],
  ])('explains HTTP %i with the headers %j and the body %j', async (status, headers, body, advice) => {
    expect(await checkCallResult(status, headers, body)).toEqual(failure(`HTTP ${String(status)}`, advice));
  });

  it('prints nothing of WWW-Authenticate but the name of the scheme', async () => {
    const headers = { 'WWW-Authenticate': 'Digest realm="SECRET", nonce="SECRET"' };
    expect(JSON.stringify(await checkCallResult(401, headers, 'SECRET'))).not.toContain('SECRET');
  });
});

describe('explainCode', () => {
  it.each([
    [401, 'missing_signature', /removes the signature from both of its places/],
    [401, 'invalid_signature', /The tokens differ/],
    [413, 'body_too_large', /bodyLimitBytes is too small/],
    [415, 'unsupported_encoding', /compresses the body of requests/],
    [400, 'incomplete_body', /changes the body, so that its length/],
    [503, 'overloaded', /maxInFlight/],
    [503, 'closing', /is shutting down/],
    [503, 'queue_late', /queue of the webhook does not respond in time/],
    [500, 'queue_failed', /queue of the webhook refuses the callback/],
    [500, 'listener_failed', /listener of the application fails/],
    [500, 'body_already_parsed', /A body parser runs before the webhook/],
  ])('explains HTTP %i with %s, the code of this package', async (status, code, advice) => {
    const body = JSON.stringify({ error: code, message: 'SECRET' });
    const result = await checkCallResult(status, { 'Content-Type': 'application/json' }, body);
    expect(result).toEqual(failure(new RegExp(`^HTTP ${String(status)} \\(${code}\\) in`), advice));
    expect(JSON.stringify(result)).not.toContain('SECRET');
  });

  it('reads it from a compressed response too', async () => {
    const body = gzipSync('{"error":"missing_signature","message":""}');
    const result = await checkCallResult(401, { 'Content-Encoding': 'gzip' }, body);
    expect(result).toEqual(failure(/missing_signature/, /removes the signature/));
  });

  it('takes the error of another application for no code', async () => {
    const result = await checkCallResult(401, {}, '{"error":"SECRET_code"}');
    expect(result).toEqual(failure(/^HTTP 401 in \d+ ms$/, /most likely the tokens differ/));
    expect(await checkCallResult(500, {}, '{"error":"boom"}')).toEqual(
      failure(/^HTTP 500 in .*; the same as application\/octet-stream: HTTP 500 in/, /fails/),
    );
  });
});

describe('explainRedirect', () => {
  it.each([
    ['https://bot.example.org/viber', /redirects to another host, bot\.example\.org.*Register https:/],
    ['https://127.0.0.1/viber', /redirects http to https.*Use https:\/\/127\.0\.0\.1\/viber/],
    ['/viber/', /adds a slash .*Register http:\/\/127\.0\.0\.1:\d+\/viber\/ instead/],
    // The server's own address, which it sees behind its proxy.
    ['http://localhost:8080/viber/', /adds a slash .*Register http:\/\/127\.0\.0\.1:\d+\/viber\/ instead/],
    ['https://bot.example.org/viber/', /adds a slash .*Register https:\/\/bot\.example\.org\/viber\/ inst/],
    ['/login?next=/viber', /another page, such as a login.*exempt the path of the webhook/],
  ])('explains a redirect to %s', async (location, advice) => {
    expect(await checkCallResult(302, { Location: location }, '')).toEqual(failure(/HTTP 302/, advice));
  });

  it('explains a redirect that removes the slash', async () => {
    const url = await serve((_req, res) => res.writeHead(308, { Location: '/viber' }).end());
    const results = await examine(`${url}/viber/`);
    expect(results['check-call']).toEqual(
      failure(/HTTP 308/, /removes the slash.*Register http:.*\/viber inst/),
    );
  });
});
