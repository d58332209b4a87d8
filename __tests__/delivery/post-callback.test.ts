import { getEventListeners } from 'node:events';
import { postCallback } from '../../lib/delivery/post-callback';
import { closeServers, serve } from '../fixtures/servers';

afterEach(closeServers);

const post = { body: '{}', headers: {}, timeoutMs: 5000, slowMs: 0 };

describe('requestWebhook', () => {
  it('leaves the signal of its caller as it was, whether it is answered or out of time', async () => {
    const { signal } = new AbortController();
    const url = await serve((req, res) => {
      if (req.url === '/answer') res.end('{}');
    });
    const answered = await postCallback({ ...post, url: `${url}/answer`, signal });
    expect(answered).toMatchObject({ status: 200, body: '{}' });
    for (const slowMs of [0, 100]) {
      const late = await postCallback({ ...post, url, timeoutMs: 50, slowMs, signal });
      expect(late).toMatchObject({ status: undefined, body: '', code: 'TIMEOUT' });
    }
    expect(signal.aborted).toBe(false);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is taken back by the signal: before it is made, while it is held up, and under way', async () => {
    let calls = 0;
    const underWay = new AbortController();
    const url = await serve(() => {
      calls += 1;
      underWay.abort();
    });
    const heldUp = new AbortController();
    setImmediate(() => {
      heldUp.abort();
    });
    const answers = await Promise.all([
      postCallback({ ...post, url, signal: AbortSignal.abort() }),
      postCallback({ ...post, url, slowMs: 4000, signal: heldUp.signal }),
      postCallback({ ...post, url, signal: underWay.signal }),
    ]);
    for (const { status, code, latencyMs } of answers) {
      expect(status).toBeUndefined();
      expect(code).not.toBe('TIMEOUT');
      expect(latencyMs).toBeLessThan(3000);
    }
    expect(calls).toBe(1);
  });
});
