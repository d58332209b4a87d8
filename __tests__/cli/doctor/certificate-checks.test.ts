import express from 'express';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { ViberWebhook } from '../../../lib/index';
import { AUTH_TOKEN } from '../../fixtures/posts';
import { inDays, issue, served } from './certificates';
import { closeListening, examine, failure, idsOf, listen, serveTls, warning } from './fixture';

jest.setTimeout(30_000); // generating keys is slow on a busy machine

afterEach(closeListening);

const hosts = ['localhost', '127.0.0.1'];
const root = issue({ name: 'Test root' });
const intermediate = issue({ name: 'Test intermediate', issuer: root });
const good = issue({ name: 'localhost', issuer: intermediate, hosts });
const trustedRoots = [root.certificatePem];

const certificateIds = ['certificate-chain', 'certificate-dates', 'certificate-name'];
const httpIds = [
  'check-call',
  'signature-header',
  'signature-query',
  'tampered-body',
  'tampered-header',
  'tampered-query',
  'unsigned',
  'redelivery',
  'unknown-event',
  'text-encoding',
  'large-body',
  'compression',
  'get',
];

function bot(): RequestListener {
  return express().use('/viber', new ViberWebhook({ authToken: AUTH_TOKEN }).middleware()) as RequestListener;
}

async function examineTls(
  certificates: { cert: string; key: string },
  options: Parameters<typeof examine>[1] = {},
) {
  const origin = await serveTls(certificates, bot());
  return examine(`${origin}/viber`, { trustedRoots, ...options });
}

describe('the checks of TLS and certificates', () => {
  it('pass for a full chain with a trusted root, by name and by IP address', async () => {
    const results = await examineTls(served(good, intermediate));
    expect(idsOf(results, 'skipped')).toEqual(['url', 'dns']);
    expect(idsOf(results, 'pass')).toEqual(['connection', 'tls', ...certificateIds, ...httpIds]);
    expect(results['certificate-chain'].detail).toContain('"localhost", issued by "Test intermediate"');
    const origin = await serveTls(served(good, intermediate), bot());
    const byAddress = await examine(`${origin.replace('localhost', '127.0.0.1')}/viber`, { trustedRoots });
    expect(idsOf(byAddress, 'fail')).toEqual([]);
  });

  it('pass for a chain sent with its root and with an unrelated certificate', async () => {
    const unrelated = issue({ name: 'Unrelated' });
    const results = await examineTls(served(good, unrelated, intermediate, root));
    expect(idsOf(results, 'fail')).toEqual([]);
    expect(results['certificate-chain'].detail).not.toContain('Unrelated');
  });

  it('name a missing intermediate certificate and what it issued, and let the calls go on', async () => {
    const results = await examineTls(served(good));
    expect(idsOf(results, 'fail')).toEqual(['certificate-chain']);
    expect(results['certificate-chain']).toEqual(
      failure(
        /^the intermediate certificate "Test intermediate", which issued "localhost", is missing/,
        /full chain, for example fullchain\.pem/,
      ),
    );
    expect(idsOf(results, 'pass')).toEqual(expect.arrayContaining(httpIds));
  });

  it('name a certificate without a subject by its first host', async () => {
    const leaf = issue({ name: '', issuer: intermediate, hosts });
    const results = await examineTls(served(leaf));
    expect(results['certificate-chain']).toEqual(
      failure(/which issued "localhost", is missing/, /fullchain/),
    );
  });

  it("report any other problem with a chain by OpenSSL's code", async () => {
    const forged = issue({ name: 'localhost', issuer: { ...intermediate, key: root.key }, hosts });
    const results = await examineTls(served(forged, intermediate));
    expect(idsOf(results, 'fail')).toEqual(['certificate-chain']);
    expect(results['certificate-chain']).toEqual(
      failure(/not trusted \(CERT_SIGNATURE_FAILURE\)/, /Renew the certificate/),
    );
  });

  it('say where the missing certificate can be downloaded, if the certificates say so', async () => {
    const issuerUrl = 'http://ca.example.com/intermediate.der';
    const leaf = issue({ name: 'localhost', issuer: intermediate, hosts, issuerUrl });
    const results = await examineTls(served(leaf));
    expect(results['certificate-chain']).toEqual(failure('is missing', `is at ${issuerUrl}$`));
  });

  it('find a certificate that is missing in the middle of a longer chain', async () => {
    const second = issue({ name: 'Second intermediate', issuer: intermediate });
    const leaf = issue({ name: 'localhost', issuer: second, hosts });
    const results = await examineTls(served(leaf, second));
    expect(results['certificate-chain']).toEqual(
      failure(
        /^"Test intermediate", which issued "Second intermediate", was not sent and is not a root/,
        /If "Test intermediate" is an intermediate/,
      ),
    );
  });

  it('distinguish an untrusted root from a missing certificate', async () => {
    const results = await examineTls(served(good, intermediate, root), {
      trustedRoots: [issue({ name: 'Other root' }).certificatePem],
    });
    expect(idsOf(results, 'fail')).toEqual(['certificate-chain']);
    expect(results['certificate-chain']).toEqual(
      failure(/Node does not trust the root "Test root"/, /private CA, which Viber does not trust/),
    );
  });

  it('name a self-signed certificate and its issuer', async () => {
    const results = await examineTls(served(issue({ name: 'my-laptop', hosts })));
    expect(idsOf(results, 'fail')).toEqual(['certificate-chain']);
    expect(results['certificate-chain']).toEqual(
      failure(/"my-laptop" is self-signed: its issuer is "my-laptop" itself/, /Let's Encrypt/),
    );
  });

  it('name an expired certificate, its issuer and the date', async () => {
    const expired = issue({
      name: 'localhost',
      issuer: intermediate,
      hosts,
      validFrom: new Date('2020-01-01T00:00:00Z'),
      validTo: new Date('2020-03-31T00:00:00Z'),
    });
    const results = await examineTls(served(expired, intermediate));
    expect(idsOf(results, 'fail')).toEqual(['certificate-dates']);
    expect(results['certificate-dates']).toEqual(
      failure(/"localhost", issued by "Test intermediate", expired on 2020-03-31/, /Renew it, and reload/),
    );
    expect(results['certificate-chain']).toMatchObject({
      outcome: 'skipped',
      detail: expect.stringContaining('out of date') as unknown,
    });
  });

  it('name an expired intermediate certificate too', async () => {
    const old = issue({ name: 'Old intermediate', issuer: root, validTo: new Date('2021-09-30T00:00:00Z') });
    const leaf = issue({ name: 'localhost', issuer: old, hosts });
    const results = await examineTls(served(leaf, old));
    expect(results['certificate-dates']).toEqual(
      failure(
        /"Old intermediate", issued by "Test root", expired on 2021-09-30/,
        /chain that the CA provides today/,
      ),
    );
  });

  it('name a certificate that is not valid yet', async () => {
    const early = issue({ name: 'localhost', issuer: intermediate, hosts, validFrom: inDays(2) });
    const results = await examineTls(served(early, intermediate));
    expect(idsOf(results, 'fail')).toEqual(['certificate-dates']);
    expect(results['certificate-dates']).toEqual(
      failure(
        new RegExp(`is not valid before ${inDays(2).toISOString().slice(0, 10)}`),
        /clocks of this machine/,
      ),
    );
  });

  it('warn of a certificate that expires soon', async () => {
    const ending = issue({ name: 'localhost', issuer: intermediate, hosts, validTo: inDays(3.5) });
    const results = await examineTls(served(ending, intermediate));
    expect(results['certificate-dates']).toEqual(warning(/^valid until/, /expires in 3 days\. Renew it/));
    const lasting = await examineTls(served(good, intermediate));
    expect(lasting['certificate-dates'].outcome).toBe('pass');
  });

  it('report an expired root', async () => {
    const oldRoot = issue({ name: 'Old root', validTo: inDays(-1) });
    const leaf = issue({ name: 'localhost', issuer: oldRoot, hosts });
    const results = await examineTls(served(leaf), { trustedRoots: [oldRoot.certificatePem] });
    expect(results['certificate-dates']).toEqual(failure(/root .* out of date/, /current root/));
  });

  it('list the hosts of a certificate that is not for this one', async () => {
    const wrong = issue({
      name: 'bot.example.com',
      issuer: intermediate,
      hosts: ['bot.example.com', '*.bot.example.com', '10.0.0.7', 'a.test', 'b.test', 'c.test', 'd.test'],
    });
    const results = await examineTls(served(wrong, intermediate));
    expect(idsOf(results, 'fail')).toEqual(['certificate-name']);
    expect(results['certificate-name']).toEqual(
      failure(
        /for "bot\.example\.com", "\*\.bot\.example\.com", "10\.0\.0\.7", .* and 1 more, not for "localhost"/,
        /certificate that names this host/,
      ),
    );
  });

  it('use the common name if there are no other names', async () => {
    const results = await examineTls(
      served(issue({ name: 'old.example.com', issuer: intermediate, hosts: [] }), intermediate),
    );
    expect(results['certificate-name']).toEqual(
      failure(/is for "old\.example\.com", not/, /names this host/),
    );
  });

  it('find several problems of one certificate at once', async () => {
    const bad = issue({ name: 'x', issuer: intermediate, hosts: ['x.test'], validTo: inDays(-0.5) });
    const results = await examineTls(served(bad, intermediate));
    expect(idsOf(results, 'fail')).toEqual(['certificate-dates', 'certificate-name']);
  });

  it('report a server that does not speak TLS, and call nothing', async () => {
    const port = await listen(createServer(bot()));
    const results = await examine(`https://localhost:${String(port)}/viber`);
    expect(results.tls).toEqual(
      failure(/handshake failed \(ERR_SSL_/, /does not speak TLS on this port; it may be plain HTTP/),
    );
    expect(idsOf(results, 'fail')).toEqual(['tls']);
    expect(idsOf(results, 'skipped')).toEqual(['url', 'dns', ...certificateIds, ...httpIds]);
  });

  it('report a server that speaks only an old version of TLS', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const origin = await serveTls({ ...served(good, intermediate), ...old }, bot());
    const results = await examine(`${origin}/viber`, { trustedRoots });
    expect(results.tls).toEqual(failure(/handshake failed \(ERR_SSL_\w+\)/, /Enable TLS 1\.2 or 1\.3/));
  });

  it('report a handshake that hangs or is cut off', async () => {
    const hanging = await listen(createTcpServer(() => undefined));
    const late = await examine(`https://localhost:${String(hanging)}/`, { timeoutMs: 200 });
    expect(late.tls).toEqual(failure(/did not finish within 200 ms/, /TLS settings/));
    const closing = await listen(createTcpServer((socket) => socket.destroy()));
    const closed = await examine(`https://localhost:${String(closing)}/`);
    expect(closed.tls).toEqual(failure(/handshake failed \(ECONNRESET\)/, /TLS settings/));
  });

  it('run for a public name that resolves to this machine, which Viber cannot reach', async () => {
    const leaf = issue({ name: 'bot.example.org', issuer: intermediate, hosts: ['bot.example.org'] });
    const origin = await serveTls(served(leaf, intermediate), bot());
    const results = await examine(`${origin.replace('localhost', 'bot.example.org')}/viber`, {
      trustedRoots,
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    });
    expect(idsOf(results, 'fail')).toEqual(['dns']);
    expect(results.dns).toEqual(
      failure(/"bot\.example\.org" resolves to 127\.0\.0\.1 .* cannot reach 127\.0\.0\.1/, /public address/),
    );
    expect(results.url.outcome).toBe('pass');
  });
});
