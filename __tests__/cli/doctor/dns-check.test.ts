import { checkDns } from '../../../lib/cli/doctor/dns-check';
import { checkUrl } from '../../../lib/cli/doctor/url-check';
import { examine, failure, idsOf } from './fixture';

describe('checkDns', () => {
  const limits = { timeoutMs: 200, signal: new AbortController().signal };
  const at = async (url: string, ...addresses: string[]) => {
    const { target } = checkUrl(url);
    if (target === undefined) throw new Error(`no target in ${url}`);
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return (await checkDns(target, limits, () => Promise.resolve(found))).result;
  };

  it('lists the addresses of a public name', async () => {
    expect(await at('https://bot.example.org/', '8.8.8.8', '2001:4860:4860::8888')).toMatchObject({
      outcome: 'pass',
      detail: '"bot.example.org" resolves to 8.8.8.8, 2001:4860:4860::8888',
    });
  });

  it.each([
    '10.0.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.1.1',
    '127.0.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1%eth0',
    '::ffff:10.0.0.1',
  ])('fails for a public name that resolves to %s, even as one of several', async (address) => {
    const result = await at('https://bot.example.org/', '8.8.8.8', address);
    expect(result).toEqual(failure(`Viber cannot reach ${address}$`, /run doctor from outside/));
  });

  it('accepts private addresses of a local name, and skips localhost and IP addresses', async () => {
    expect(await at('http://bot.local/', '192.168.0.1')).toMatchObject({ outcome: 'pass' });
    expect(await at('http://localhost/', '127.0.0.1')).toMatchObject({ outcome: 'skipped' });
    expect(await at('http://192.168.0.1/')).toMatchObject({ outcome: 'skipped' });
  });

  it('fails for a name that does not resolve, and skips the rest', async () => {
    const results = await examine('https://bot.invalid/viber');
    expect(results.dns).toEqual(
      failure(/"bot\.invalid" does not resolve: E\w+/, /spelled correctly|DNS server of this machine/),
    );
    expect(idsOf(results, 'fail')).toEqual(['dns']);
    expect(results.connection.detail).toBe('the host was not found');
  });

  it('fails if the resolver does not respond, or finds no address', async () => {
    const silent = await examine('https://bot.example.org/', {
      timeoutMs: 50,
      resolve: () => new Promise(() => undefined),
    });
    expect(silent.dns).toEqual(failure(/no response from the resolver within 50 ms/, /A record/));
    expect(await at('https://bot.example.org/')).toEqual(failure(/it has no address/, /A record/));
  });
});
