import type { DeduplicatedOptions, DeduplicatingQueue } from '../../../lib/index';
import { deduplicated } from '../../../lib/index';

const data = { account: 'default', receivedAt: '2024-05-01T12:00:00.000Z', body: '{}' };

/** A queue with a private field, and the arguments of its add. */
class RecordingQueue implements DeduplicatingQueue {
  readonly #added: unknown[] = [];
  get added() {
    return this.#added;
  }
  async add(...args: unknown[]) {
    return Promise.resolve(this.#added.push(args));
  }
}

describe('deduplicated', () => {
  it('adds the job under its id, with that id as deduplication id for two hours', async () => {
    const queue = new RecordingQueue();
    await deduplicated(queue).add('message', data, { jobId: 'viber-1' });
    const deduplication = { id: 'viber-1', ttl: 7_200_000 };
    expect(queue.added).toEqual([['message', data, { jobId: 'viber-1', deduplication }]]);
  });

  it('takes another time', async () => {
    const queue = new RecordingQueue();
    await deduplicated(queue, { ttlMs: 5 }).add('message', data, { jobId: 'viber-1' });
    expect(queue.added).toEqual([
      [expect.anything(), data, expect.objectContaining({ deduplication: { id: 'viber-1', ttl: 5 } })],
    ]);
  });

  it.each<[string, unknown, RegExp]>([
    ['a time of 0', { ttlMs: 0 }, /ttlMs must be a whole number/],
    ['a misspelled option', { ttl: 5 }, /Unknown deduplicated option "ttl"/],
    // queues.map(deduplicated) passes it.
    ['a number', 1, /options must be an object/],
  ])('throws for %s', (_what, options, message) => {
    expect(() => deduplicated(new RecordingQueue(), options as DeduplicatedOptions)).toThrow(TypeError);
    expect(() => deduplicated(new RecordingQueue(), options as DeduplicatedOptions)).toThrow(message);
  });
});
