import { createServer } from 'node:http';
import { checkConnection } from '../../../lib/cli/doctor/connection-check';
import { checkUrl } from '../../../lib/cli/doctor/url-check';
import { freePort } from '../../fixtures/servers';
import { closeListening, defectiveWebhook, examine, failure, idsOf, listen } from './fixture';

afterEach(closeListening);

describe('checkConnection', () => {
  it('fails if nothing listens, and skips the rest', async () => {
    const server = createServer();
    const port = await listen(server);
    await closeListening();
    const results = await examine(`http://127.0.0.1:${String(port)}/viber`);
    expect(results.connection).toEqual(
      failure(
        /cannot connect to port \d+: 127\.0\.0\.1 \(ECONNREFUSED\)/,
        /Nothing listens on port \d+\. Start the server, and check that it uses this port/,
      ),
    );
    expect(idsOf(results, 'fail')).toEqual(['connection']);
    expect(results['check-call'].detail).toBe('the host cannot be reached');
  });

  it('suggests to name the port of a local bot, and http', async () => {
    const limits = { timeoutMs: 1000, signal: new AbortController().signal };
    const { target } = checkUrl('https://localhost/viber');
    if (target === undefined) throw new Error('no target');
    const { result } = await checkConnection(['127.0.0.1'], { ...target, port: await freePort() }, limits);
    expect(result).toEqual(failure(/ECONNREFUSED/, /Name the port .* http:\/\/localhost:3000\/viber/));
  });

  it('returns the first open address, and names the closed addresses of a public name', async () => {
    const port = await listen(createServer(defectiveWebhook(() => undefined)));
    const resolve = () =>
      Promise.resolve(['127.0.0.2', '127.0.0.1', '127.0.0.1'].map((address) => ({ address, family: 4 })));
    const results = await examine(`http://bot.example.org:${String(port)}/`, { resolve });
    expect(results.connection).toMatchObject({
      outcome: 'pass',
      detail: `port ${String(port)} of 127.0.0.1 is open; but not 127.0.0.2 (ECONNREFUSED), which Viber may try`,
    });
    expect(results['check-call'].outcome).toBe('pass');
    expect(idsOf(results, 'fail')).toEqual(['url', 'dns']);
  });
});
