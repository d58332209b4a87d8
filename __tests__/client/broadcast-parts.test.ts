import fc from 'fast-check';
import { broadcastParts } from '../../lib/client/broadcast-parts';
import { jsonBytes } from '../../lib/client/request-size';
import { ViberMessageError } from '../../lib/errors';

const MAX_BYTES = 30 * 1024;
const HELLO = { type: 'text', text: 'Hello' };

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${String(index).padStart(22, '0')}==`);
}

describe('broadcastParts', () => {
  it.each([
    [0, []],
    [1, [1]],
    [300, [300]],
    [301, [300, 1]],
    [900, [300, 300, 300]],
    [1000, [300, 300, 300, 100]],
  ])('splits %i receivers into requests of 300', (count, sizes) => {
    const receivers = ids(count);
    const parts = broadcastParts(HELLO, receivers);
    expect(parts.map(({ length }) => length)).toEqual(sizes);
    expect(parts.flat()).toEqual(receivers);
  });

  it('fills each request up to the last byte of 30 KB, and no further', () => {
    const [id = ''] = ids(1);
    const message = (textBytes: number) => ({ type: 'text', text: 'x'.repeat(textBytes) });
    const room = MAX_BYTES - jsonBytes({ broadcast_list: [id, id, id], ...message(0) });
    expect(broadcastParts(message(room), ids(6)).map(({ length }) => length)).toEqual([3, 3]);
    expect(broadcastParts(message(room + 1), ids(6)).map(({ length }) => length)).toEqual([2, 2, 2]);
  });

  it('names everybody once, in order, in requests that Viber takes, whatever the ids and the message', () => {
    const id = fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), fc.base64String({ minLength: 24 }));
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 700 }), fc.nat({ max: 29_000 }), (receivers, size) => {
        const message = { type: 'text', text: '"'.repeat(size / 2), tracking_data: 'ü' };
        const parts = broadcastParts(message, receivers);
        expect(parts.flat()).toEqual(receivers);
        for (const broadcast_list of parts) {
          expect(broadcast_list.length).toBeGreaterThan(0);
          expect(broadcast_list.length).toBeLessThanOrEqual(300);
          expect(jsonBytes({ broadcast_list, ...message })).toBeLessThanOrEqual(MAX_BYTES);
        }
      }),
    );
  });

  it('refuses a message that leaves no room for a receiver', () => {
    const message = { type: 'text', text: 'x'.repeat(MAX_BYTES - 60) };
    expect(jsonBytes(message)).toBeLessThanOrEqual(MAX_BYTES);
    expect(() => broadcastParts(message, ids(1))).toThrow(ViberMessageError);
    expect(() => broadcastParts(message, ids(1))).toThrow(/30\d{3} bytes of JSON, more than 30720/);
  });
});
