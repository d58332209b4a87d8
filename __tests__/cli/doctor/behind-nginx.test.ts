import express from 'express';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { reportLines } from '../../../lib/cli/doctor/report';
import { ViberWebhook } from '../../../lib/index';
import { describeWithNginx, endNginx, startNginx } from '../../fixtures/nginx';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { closeServers, freePort, serve } from '../../fixtures/servers';
import { issue } from './certificates';
import { examine, failure, idsOf, resultsFor } from './fixture';

afterEach(async () => {
  await endNginx();
  await closeServers();
});

/** Starts a bot that does everything right. */
async function startBot(): Promise<string> {
  return serve(
    express().use('/viber', new ViberWebhook({ authToken: AUTH_TOKEN }).middleware()) as RequestListener,
  );
}

/** What `doctor` prints for a URL. */
async function report(url: string): Promise<string[]> {
  return reportLines(await resultsFor(url)).map(stripVTControlCharacters);
}

const strippingHeader = 'proxy_set_header X-Viber-Content-Signature "";';
const strippingQuery = 'rewrite ^(.*)$ $1? break;';

/** What nginx does, the content of its `location /`, the first line of the report, and the fix below it. */
const FAULTS: [fault: string, directives: string, firstLine: RegExp, fix: RegExp][] = [
  [
    'removes the header',
    strippingHeader,
    /^✖ Something in front of the webhook removes the X-Viber-Content-Signature header\. /,
    /Let the header through .* proxy_set_header/,
  ],
  [
    'removes the header and the query',
    strippingHeader + strippingQuery,
    /^✖ Something in front of the webhook removes the signature from both of its places, /,
    /Let the header through to the application: it is the documented place/,
  ],
  [
    'redirects http to https',
    'return 301 https://$host$request_uri;',
    /^✖ The server redirects http to https, /,
    /Use https:\/\/127\.0\.0\.1\/viber, here and for Viber/,
  ],
  [
    'adds a slash by a redirect',
    'rewrite ^(.*[^/])$ $1/ permanent;',
    /^✖ The server adds a slash to the end of the path by a redirect, /,
    /Register http:\/\/127\.0\.0\.1:\d+\/viber\/ instead/,
  ],
  [
    'limits the body to 100 KB',
    'client_max_body_size 100k;',
    /^✖ nginx in front of the webhook limits the body: its client_max_body_size is too small/,
    /Set "client_max_body_size 1m;" there/,
  ],
  [
    'limits the body to fewer bytes than any callback has',
    'client_max_body_size 100;',
    /^✖ nginx in front of the webhook limits the body: its client_max_body_size is too small/,
    /Set "client_max_body_size 1m;" there/,
  ],
  [
    'marks requests as compressed',
    'proxy_set_header Content-Encoding gzip;',
    /^✖ Something in front of the webhook compresses the body of requests, or marks it as compressed/,
    /Turn this off .* uncompressed/,
  ],
  [
    'asks for a password',
    'auth_basic "Staging"; auth_basic_user_file none;',
    /^✖ The server asks for a password \(WWW-Authenticate: Basic\), which Viber does not have/,
    /Exempt the path \/viber from the password, in nginx by "auth_basic off;"/,
  ],
  [
    'forbids the request',
    'deny all;',
    /^✖ nginx forbids the request/,
    /Exempt the path \/viber from it, for POST/,
  ],
  [
    'rejects it as a web application firewall does',
    'return 406;',
    /^✖ Something rejects the call, most likely a web application firewall such as ModSecurity/,
    /Exempt the path of the webhook from its rules/,
  ],
  [
    'makes a GET of it',
    'proxy_method GET;',
    /^✖ Something in front changes the method: POST \/viber arrives at the application as GET\.$/,
    /in nginx by proxy_method/,
  ],
  [
    'has a page for maintenance with a status of 200',
    'default_type text/html; return 200 "<?xml version=\'1.0\'?><!DOCTYPE html><html></html>";',
    /^✖ A web page from a tunnel, a proxy, a login or another application responds in place of the webhook\. /,
    /Exempt the path of the webhook from what is in front of it/,
  ],
  [
    'has no location for the path',
    'return 404;',
    /^✖ nginx itself responds: it passes the path \/viber to no application/,
    /a location with proxy_pass/,
  ],
];

describeWithNginx('doctor, for a correct bot behind a real nginx', () => {
  it.each(FAULTS)('that %s: %s', async (_, directives, firstLine, fix) => {
    const origin = await startNginx(`location / { ${directives} proxy_pass ${await startBot()}; }`);
    const [first, , advice] = await report(`${origin}/viber`);
    expect(first).toMatch(firstLine);
    expect(advice).toMatch(fix);
  });

  it.each([429, 503])('that limits the rate by a status of %i blames the limit alone', async (status) => {
    const origin = await startNginx(
      `location / { limit_req zone=one; limit_req_status ${String(status)}; proxy_pass ${await startBot()}; }`,
      'limit_req_zone $binary_remote_addr zone=one:1m rate=1r/m;',
    );
    const lines = await report(`${origin}/viber`);
    expect(lines.filter((line) => line.startsWith('✖'))).toEqual([
      expect.stringMatching(
        status === 429 ? /rate limit rejects/ : /nginx itself responds: a limit \(limit_req/,
      ),
    ]);
    expect(lines[1]).toMatch(/Signature in the header only: .*; Redelivered callback: .*; Unknown event: /);
  });

  it('that cuts the path off says which path arrives', async () => {
    const origin = await startNginx(`location /hook/ { proxy_pass ${await startBot()}/; }`);
    const [first, , fix] = await report(`${origin}/hook/viber2`);
    expect(first).toBe(
      '✖ Something in front changes the path: POST /hook/viber2 arrives at the application as POST /viber2.',
    );
    expect(fix).toMatch(/in nginx by a proxy_pass without a path and without a slash at its end/);
  });

  it('that expects TLS, or a certificate of the client, says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'express-viber-tls-'));
    const { certificatePem, keyPem } = issue({ name: 'localhost', hosts: ['localhost', '127.0.0.1'] });
    await writeFile(join(folder, 'cert.pem'), certificatePem);
    await writeFile(join(folder, 'key.pem'), keyPem);
    const port = String(await freePort());
    const tls = `ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;`;
    const clients = `ssl_client_certificate ${folder}/cert.pem; ssl_verify_client on;`;
    await startNginx('', `server { listen 127.0.0.1:${port} ssl; ${tls} ${clients} }`);
    const plain = await examine(`http://127.0.0.1:${port}/viber`);
    expect(plain['check-call']).toEqual(
      failure(/HTTP 400/, `nginx expects TLS on this port. Use https://127.0.0.1:${port}/viber, here and`),
    );
    const unknown = await examine(`https://127.0.0.1:${port}/viber`);
    expect(unknown['check-call']).toEqual(failure(/HTTP 400/, /asks clients for a certificate/));
    await rm(folder, { recursive: true });
  });

  it('that passes everything on, finds nothing', async () => {
    const origin = await startNginx(`location / { proxy_pass ${await startBot()}; }`);
    const [first] = await report(`${origin}/viber`);
    expect(first).toBe('✔ Nothing failed: 14 passed, 6 skipped.');
  });

  it('that removes the query only warns, since the signature arrives in the documented place', async () => {
    const origin = await startNginx(`location / { ${strippingQuery} proxy_pass ${await startBot()}; }`);
    const [first, , warning, , advice] = await report(`${origin}/viber`);
    expect(first).toBe('✔ Nothing failed: 1 warning, 13 passed, 6 skipped.');
    expect(warning).toMatch(/^! Something in front of the webhook removes the query string, .* does no harm/);
    expect(advice).toMatch(/Nothing needs to be done as long as the header arrives/);
  });

  it('whose application is down says so, and names proxy_pass', async () => {
    const origin = await startNginx(
      `location / { proxy_pass http://127.0.0.1:${String(await freePort())}; }`,
    );
    const [first, seen, fix] = await report(`${origin}/viber`);
    expect(first).toBe(
      '✖ nginx is up, but cannot reach the application behind it: it is not running, or listens elsewhere.',
    );
    expect(seen).toMatch(/^ {4}seen: Check call: HTTP 502 in \d+ ms$/);
    expect(fix).toMatch(/Start the application, and .* \(proxy_pass\)/);
  });

  it('whose application hangs says so before Viber would give up', async () => {
    const hanging = await serve(() => undefined);
    const origin = await startNginx(`location / { proxy_read_timeout 100ms; proxy_pass ${hanging}; }`);
    const [first] = await report(`${origin}/viber`);
    expect(first).toBe('✖ nginx gets no response from the application behind it.');
  });

  it('that compresses what may be compressed, finds nothing', async () => {
    const gzip = 'gzip on; gzip_types *; gzip_min_length 0;';
    const origin = await startNginx(`location / { ${gzip} proxy_pass ${await startBot()}; }`);
    const [first] = await report(`${origin}/viber`);
    expect(first).toBe('✔ Nothing failed: 14 passed, 6 skipped.');
  });

  it('that compresses although the request does not ask for it, warns', async () => {
    const origin = await startCompressing(await startBot());
    const results = await examine(`${origin}/viber`);
    expect(idsOf(results, 'fail')).toEqual([]);
    expect(idsOf(results, 'warning')).toEqual(['compression']);
    expect(results.compression).toMatchObject({
      detail: expect.stringMatching(/Content-Encoding: gzip/) as unknown,
      fix: expect.stringMatching(/gzip off/) as unknown,
    });
  });

  it('reads what comes back compressed', async () => {
    const origin = await startCompressing(await serve(express() as RequestListener));
    const [first] = await report(`${origin}/viber`);
    expect(first).toBe('✖ An Express application responds, but nothing in it handles POST /viber.');
  });
});

/** An nginx in front of another one that compresses, which it asks for in the place of the client. */
async function startCompressing(upstream: string): Promise<string> {
  const port = String(await freePort());
  const gzip = 'gzip on; gzip_types *; gzip_min_length 0; gzip_proxied any; gzip_http_version 1.0;';
  return startNginx(
    `location / { proxy_set_header Accept-Encoding gzip; proxy_pass http://127.0.0.1:${port}; }`,
    `server { listen 127.0.0.1:${port}; ${gzip} location / { proxy_pass ${upstream}; } }`,
  );
}
