import { getEventListeners, getMaxListeners } from 'node:events';
import { checkedSignal } from '../../lib/client/call-options';
import { ViberClient } from '../../lib/client/viber-client';
import { FakeViberApi, OK } from '../fixtures/fake-viber-api';
import { AUTH_TOKEN } from '../fixtures/posts';
import { closeServers } from '../fixtures/servers';

afterEach(closeServers);

describe('checkedSignal', () => {
  it('returns the signal, or undefined without one', () => {
    const { signal } = new AbortController();
    expect(checkedSignal({ signal })).toBe(signal);
    expect(checkedSignal({})).toBeUndefined();
  });

  it.each([
    [{ signal: null }],
    [{ signal: {} }],
    [{ signal: new AbortController() }],
    [{ sginal: undefined }],
  ])('refuses invalid options: %p', (options) => {
    expect(() => checkedSignal(options as never)).toThrow(TypeError);
    expect(() => checkedSignal(options as never)).toThrow(/signal/);
  });

  it('allows one signal for many calls at once, and leaves no listener on it', async () => {
    const { signal } = new AbortController();
    const api = await FakeViberApi.start();
    const client = new ViberClient({ authToken: AUTH_TOKEN, apiUrl: api.url, sender: { name: 'News' } });
    const message = { type: 'text', text: 'Hello' } as const;
    let most = 0;
    api.reply(() => {
      most = Math.max(most, getEventListeners(signal, 'abort').length);
      return OK;
    });
    await Promise.all(
      Array.from({ length: 15 }, (_, index) => [
        client.sendMessage({ ...message, receiver: 'ann' }, { signal }),
        client.broadcastMessage({ ...message, broadcast_list: [String(index)] }, { signal }),
      ]).flat(),
    );
    expect(most).toBeGreaterThan(10);
    // Otherwise Node would warn of a leak.
    expect(getMaxListeners(signal)).toBe(Infinity);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
