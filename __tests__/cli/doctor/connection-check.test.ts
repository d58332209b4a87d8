import { createServer } from 'node:http';
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
        /Nothing listens there: start the server, and check that it uses this port/,
      ),
    );
    expect(idsOf(results, 'fail')).toEqual(['connection']);
    expect(results['check-call'].detail).toBe('the host cannot be reached');
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
