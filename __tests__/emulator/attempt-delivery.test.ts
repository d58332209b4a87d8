import { getEventListeners } from 'node:events';
import type { AttemptFaults } from '../../lib/emulator/attempt-delivery';
import { attemptDelivery } from '../../lib/emulator/attempt-delivery';
import { NO_FAULTS } from '../../lib/emulator/faults';
import { closeServers, serve } from '../fixtures/servers';

afterEach(closeServers);

async function attempt(
  webhookUrl: string,
  faults: Partial<AttemptFaults>,
  { timeoutMs = 5000, signal = new AbortController().signal } = {},
) {
  const options = { webhookUrl, body: '{}', authToken: 'token', timeoutMs, signal };
  return attemptDelivery(options, { ...NO_FAULTS, ...faults });
}

describe('attemptDelivery', () => {
  it('counts the delay into the latency and the timeout, and removes its listeners from the signal', async () => {
    const { signal } = new AbortController();
    const url = await serve((req, res) => {
      if (req.url?.startsWith('/response') === true) res.end('{}');
    });
    const slow = await attempt(`${url}/response`, { slowMs: 60 }, { signal });
    expect(slow).toMatchObject({ status: 200, error: undefined, responseBody: '{}' });
    expect(slow.latencyMs).toBeGreaterThanOrEqual(60);
    for (const slowMs of [0, 20, 50, 100]) {
      await expect(attempt(url, { slowMs }, { timeoutMs: 50, signal })).resolves.toMatchObject({
        status: undefined,
        responseBody: '',
        error: 'java.util.concurrent.TimeoutException: Total timeout 50 ms elapsed',
      });
    }
    expect(signal.aborted).toBe(false);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not count a 200 whose body never ends', async () => {
    const url = await serve(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
    });
    await expect(attempt(url, {}, { timeoutMs: 50 })).resolves.toMatchObject({
      status: undefined,
      error: 'java.util.concurrent.TimeoutException: Total timeout 50 ms elapsed',
    });
  });

  it('is aborted by the signal during the delay, and makes no request', async () => {
    let requests = 0;
    const url = await serve((_req, res) => {
      requests += 1;
      res.end();
    });
    const aborter = new AbortController();
    setImmediate(() => {
      aborter.abort();
    });
    const aborted = await attempt(url, { slowMs: 4000 }, { signal: aborter.signal });
    expect(aborted).toMatchObject({ status: undefined, error: expect.stringMatching(/abort/) as string });
    expect(aborted.latencyMs).toBeLessThan(3000);
    expect(requests).toBe(0);
  });

  it('makes no request while offline', async () => {
    let requests = 0;
    const url = await serve(() => (requests += 1));
    await expect(attempt(url, { offline: true })).resolves.toMatchObject({
      status: undefined,
      error: 'java.net.ConnectException: Connection refused',
    });
    expect(requests).toBe(0);
  });
});
