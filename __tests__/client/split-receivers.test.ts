import fc from 'fast-check';
import { jsonBytes } from '../../lib/client/request-checks';
import { splitReceivers } from '../../lib/client/split-receivers';
import { ViberMessageError } from '../../lib/errors';

const MAX_BYTES = 30 * 1024;
const HELLO = { type: 'text', text: 'Hello' };

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${String(index).padStart(22, '0')}==`);
}

describe('splitReceivers', () => {
  it.each([
    [0, []],
    [1, [1]],
    [300, [300]],
    [301, [300, 1]],
    [900, [300, 300, 300]],
    [1000, [300, 300, 300, 100]],
  ])('splits %i receivers into requests of 300', (count, sizes) => {
    const receivers = ids(count);
    const batches = splitReceivers(HELLO, receivers, 'errors');
    expect(batches.map(({ length }) => length)).toEqual(sizes);
    expect(batches.flat()).toEqual(receivers);
  });

  it('fills each request up to 30 KB and no further', () => {
    const [id = ''] = ids(1);
    const message = (textBytes: number) => ({ type: 'text', text: 'x'.repeat(textBytes) });
    const room = MAX_BYTES - jsonBytes({ broadcast_list: [id, id, id], ...message(0) });
    expect(splitReceivers(message(room), ids(6), 'errors').map(({ length }) => length)).toEqual([3, 3]);
    expect(splitReceivers(message(room + 1), ids(6), 'errors').map(({ length }) => length)).toEqual([
      2, 2, 2,
    ]);
  });

  it('lists every receiver once, in order, in requests that Viber accepts, for any ids and message', () => {
    const id = fc.oneof(fc.string({ minLength: 1, unit: 'binary' }), fc.base64String({ minLength: 24 }));
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 700 }), fc.nat({ max: 29_000 }), (receivers, size) => {
        const message = { type: 'text', text: '"'.repeat(size / 2), tracking_data: 'ü' };
        const batches = splitReceivers(message, receivers, 'errors');
        expect(batches.flat()).toEqual(receivers);
        for (const broadcast_list of batches) {
          expect(broadcast_list.length).toBeGreaterThan(0);
          expect(broadcast_list.length).toBeLessThanOrEqual(300);
          expect(jsonBytes({ broadcast_list, ...message })).toBeLessThanOrEqual(MAX_BYTES);
        }
      }),
    );
  });

  it('gives each receiver a request if the message leaves no room, and its size is not checked', () => {
    const message = { type: 'text', text: 'x'.repeat(MAX_BYTES) };
    expect(splitReceivers(message, ids(2), 'off')).toEqual(ids(2).map((id) => [id]));
  });

  it('refuses a message that leaves no room for a receiver', () => {
    const message = { type: 'text', text: 'x'.repeat(MAX_BYTES - 60) };
    expect(jsonBytes(message)).toBeLessThanOrEqual(MAX_BYTES);
    expect(() => splitReceivers(message, ids(1), 'errors')).toThrow(ViberMessageError);
    expect(() => splitReceivers(message, ids(1), 'errors')).toThrow(/30\d{3} bytes of JSON, more than 30720/);
  });
});
