import { getEventListeners } from 'node:events';
import { attemptDelivery } from '../../lib/emulator/attempt-delivery';
import { closeServers, serve } from '../fixtures/servers';

afterEach(closeServers);

const call = { body: '{}', headers: {}, timeoutMs: 5000 };

describe('attemptDelivery', () => {
  it('counts the delay into the latency and the timeout, and removes its listeners from the signal', async () => {
    const { signal } = new AbortController();
    const url = await serve((req, res) => {
      if (req.url === '/response') res.end('{}');
    });
    const slow = await attemptDelivery(
      { ...call, url: `${url}/response`, signal },
      { offline: false, slowMs: 60 },
    );
    expect(slow).toMatchObject({ status: 200, error: undefined, responseBody: '{}' });
    expect(slow.latencyMs).toBeGreaterThanOrEqual(60);
    for (const slowMs of [0, 20, 50, 100]) {
      const late = await attemptDelivery({ ...call, url, timeoutMs: 50, signal }, { offline: false, slowMs });
      expect(late).toMatchObject({
        status: undefined,
        responseBody: '',
        error: 'java.util.concurrent.TimeoutException: Total timeout 50 ms elapsed',
      });
    }
    expect(signal.aborted).toBe(false);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is aborted by the signal during the delay, and calls nobody', async () => {
    let calls = 0;
    const url = await serve((_req, res) => {
      calls += 1;
      res.end();
    });
    const aborter = new AbortController();
    setImmediate(() => {
      aborter.abort();
    });
    const attempt = await attemptDelivery(
      { ...call, url, signal: aborter.signal },
      { offline: false, slowMs: 4000 },
    );
    expect(attempt).toMatchObject({ status: undefined, error: expect.stringMatching(/abort/) as string });
    expect(attempt.latencyMs).toBeLessThan(3000);
    expect(calls).toBe(0);
  });

  it('calls nobody while offline', async () => {
    let calls = 0;
    const url = await serve(() => (calls += 1));
    const { signal } = new AbortController();
    await expect(
      attemptDelivery({ ...call, url, signal }, { offline: true, slowMs: 0 }),
    ).resolves.toMatchObject({
      status: undefined,
      error: 'java.net.ConnectException: Connection refused',
    });
    expect(calls).toBe(0);
  });
});
