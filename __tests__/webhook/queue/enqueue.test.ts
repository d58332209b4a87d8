import { inspect } from 'node:util';
import type { CallbackQueue } from '../../../lib/index';
import { ViberQueueError } from '../../../lib/index';
import { jobIdOf } from '../../../lib/webhook/queue/callback-queue';
import { enqueue } from '../../../lib/webhook/queue/enqueue';
import { BODIES } from '../../fixtures/bodies';
import { nextTurn } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { receivedCallback } from '../received-callback';

const callback = receivedCallback(BODIES.webhook);

/** Returns the error of a failing `add`. */
async function failureOf(add: CallbackQueue['add'], timeoutMs = 60_000): Promise<ViberQueueError> {
  return enqueue({ add }, callback, 'key', timeoutMs).inTime.then(
    () => {
      throw new Error('The job was stored.');
    },
    (error: unknown) => error as ViberQueueError,
  );
}

describe('enqueue', () => {
  it('passes the event, the job data and the job id to add', async () => {
    const added: unknown[] = [];
    const add: CallbackQueue['add'] = (...args) => Promise.resolve(added.push(args));
    await enqueue({ add }, callback, 'key', 60_000).inTime;
    const data = { account: 'default', receivedAt: '1970-01-01T00:00:00.000Z', body: BODIES.webhook };
    expect(added).toEqual([['webhook', data, { jobId: jobIdOf('key') }]]);
  });

  it('calls add as a method, so that the queue may have private fields', async () => {
    class Queue {
      readonly #added: unknown[] = [];
      get added() {
        return this.#added;
      }
      async add(...args: unknown[]) {
        return Promise.resolve(this.#added.push(args));
      }
    }
    const queue = new Queue();
    await enqueue(queue, callback, 'key', 60_000).inTime;
    expect(queue.added).toHaveLength(1);
  });

  it('does not resolve before add does', async () => {
    const adding = gate();
    let isStored = false;
    const { inTime } = enqueue({ add: () => adding.opened }, callback, 'key', 60_000);
    const noted = inTime.then(() => (isStored = true));
    await nextTurn();
    expect(isStored).toBe(false);
    adding.open();
    await noted;
  });

  it.each<[string, CallbackQueue['add']]>([
    ['rejects', () => Promise.reject(new Error('no Redis'))],
    [
      'throws',
      () => {
        throw new Error('no Redis');
      },
    ],
  ])('fails if add %s', async (_how, add) => {
    const error = await failureOf(add);
    expect(error).toBeInstanceOf(ViberQueueError);
    expect(error).toMatchObject({ code: 'queue_failed', status: 500 });
    expect(error.cause).toMatchObject({ message: 'no Redis' });
  });

  it.each([[undefined], [null], [{ id: '1' }]])(
    'fails if add returns %p, which is not a promise, since the job may not be stored',
    async (returned) => {
      const error = await failureOf((() => returned) as never);
      expect(error).toMatchObject({ code: 'queue_failed' });
      expect(error.cause).toMatchObject({
        name: 'TypeError',
        message: expect.stringContaining('did not return a promise') as string,
      });
    },
  );

  it('rejects inTime after timeoutMs, and settles done when add settles', async () => {
    const adding = gate();
    const { inTime, done } = enqueue({ add: () => adding.opened }, callback, 'key', 1);
    await expect(inTime).rejects.toMatchObject({ code: 'queue_late', status: 503 });
    const outcome = expect(done).rejects.toThrow('closed');
    adding.fail(new Error('closed'));
    await outcome;
  });

  it('keeps the cause without the command or the row that a client attaches to its error', async () => {
    const ofRedis = Object.assign(new Error('OOM command not allowed'), {
      name: 'ReplyError',
      command: { name: 'evalsha', args: ['private words'] },
    });
    const ofPostgres = Object.assign(new Error('value too long'), {
      code: '22001',
      detail: 'Failing row contains (private words).',
    });
    const redis = await failureOf(() => Promise.reject(ofRedis));
    const postgres = await failureOf(() => Promise.reject(ofPostgres));
    expect(inspect([redis, postgres], { depth: null, showHidden: true })).not.toContain('private words');
    expect(redis.cause).toMatchObject({
      name: 'ReplyError',
      message: 'OOM command not allowed',
      stack: ofRedis.stack,
    });
    expect(postgres.cause).toMatchObject({ name: 'Error', message: 'value too long', code: '22001' });
    expect('code' in (redis.cause as Error)).toBe(false);
    const numbered = await failureOf(() => Promise.reject(Object.assign(new Error('full'), { code: 13 })));
    expect(numbered.cause).toMatchObject({ message: 'full', code: 13 });
  });

  it('keeps no field of the cause that is not text', async () => {
    const fields = { name: ['private words'], stack: ['private words'], code: ['private words'] };
    const error = await failureOf(() => Promise.reject(Object.assign(new Error('full'), fields)));
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('private words');
    expect(error.cause).toMatchObject({
      name: 'Error',
      message: 'full',
      stack: expect.any(String) as string,
    });
  });

  it.each(['name', 'message', 'stack', 'code'])(
    'survives an error whose %s cannot be read',
    async (field) => {
      const unreadable = Object.defineProperty(new Error('full'), field, {
        get: () => {
          throw new Error('private words');
        },
      });
      const error = await failureOf(() => Promise.reject(unreadable));
      expect(error).toMatchObject({ code: 'queue_failed' });
      expect(error.cause).toMatchObject({ message: 'The error of the queue cannot be read.' });
    },
  );

  it.each([
    ['text', 'full', 'full'],
    ['undefined', undefined, undefined],
    ['an object', { command: 'private words' }, new Error('The queue did not fail with an error.')],
  ])('keeps nothing private of a cause that is not an error but %s', async (_, thrown, cause) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a queue may reject with anything
    const error = await failureOf(() => Promise.reject(thrown));
    expect(error.code).toBe('queue_failed');
    expect(error.cause).toEqual(cause);
  });

  describe('for a redelivery of a callback whose add is late', () => {
    /** A queue whose adds settle one by one, and how often it was called. */
    function heldQueue() {
      const adds: ReturnType<typeof gate>[] = [];
      const add: CallbackQueue['add'] = () => {
        const adding = gate();
        adds.push(adding);
        return adding.opened;
      };
      return { adds, add };
    }

    async function late(queue: CallbackQueue, key = 'key', received = callback): Promise<void> {
      const { inTime, done } = enqueue(queue, received, key, 1);
      done.catch(() => undefined);
      await expect(inTime).rejects.toMatchObject({ code: 'queue_late' });
    }

    it('joins that add instead of adding again, and resolves when it does', async () => {
      const queue = heldQueue();
      await late(queue);
      const { inTime, done } = enqueue(queue, callback, 'key', 60_000);
      expect(queue.adds).toHaveLength(1);
      queue.adds[0]?.open();
      await Promise.all([inTime, done]);
    });

    it('is late itself if that add does not resolve in its own time, and is done then', async () => {
      const queue = heldQueue();
      await late(queue);
      const { inTime, done } = enqueue(queue, callback, 'key', 1);
      await expect(inTime).rejects.toMatchObject({ code: 'queue_late', status: 503 });
      await expect(done).rejects.toMatchObject({ code: 'queue_late' });
      expect(queue.adds).toHaveLength(1);
    });

    it('resolves at once if that add has resolved since', async () => {
      const queue = heldQueue();
      await late(queue);
      queue.adds[0]?.open();
      await nextTurn();
      await enqueue(queue, callback, 'key', 60_000).inTime;
      expect(queue.adds).toHaveLength(1);
    });

    it('fails with that add, and adds again after it has failed', async () => {
      const queue = heldQueue();
      await late(queue);
      const joined = enqueue(queue, callback, 'key', 60_000).inTime;
      queue.adds[0]?.fail(new Error('no Redis'));
      await expect(joined).rejects.toMatchObject({ code: 'queue_failed', cause: { message: 'no Redis' } });
      const again = enqueue(queue, callback, 'key', 60_000).inTime;
      expect(queue.adds).toHaveLength(2);
      queue.adds[1]?.open();
      await again;
    });

    it('joins only an add of the same callback to the same queue', async () => {
      const [one, other] = [heldQueue(), heldQueue()];
      await late(one);
      await late(one, 'another key');
      await late(other);
      expect([one.adds.length, other.adds.length]).toEqual([2, 1]);
    });

    it('adds again after five minutes, since the late add may never settle', async () => {
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
      try {
        const queue = heldQueue();
        const first = enqueue(queue, callback, 'key', 1000).inTime;
        jest.advanceTimersByTime(1000);
        await expect(first).rejects.toMatchObject({ code: 'queue_late' });
        jest.advanceTimersByTime(300_000);
        enqueue(queue, callback, 'key', 1000).inTime.catch(() => undefined);
        expect(queue.adds).toHaveLength(1);
        jest.advanceTimersByTime(1);
        enqueue(queue, callback, 'key', 1000).inTime.catch(() => undefined);
        expect(queue.adds).toHaveLength(2);
      } finally {
        jest.useRealTimers();
      }
    });

    it('keeps a limited number of late adds', async () => {
      const queue = heldQueue();
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
      try {
        for (let index = 0; index <= 10_000; index += 1)
          enqueue(queue, callback, String(index), 1000).inTime.catch(() => undefined);
        jest.advanceTimersByTime(1000);
        await nextTurn();
        for (const key of ['0', '1']) enqueue(queue, callback, key, 1000).inTime.catch(() => undefined);
        expect(queue.adds).toHaveLength(10_002);
      } finally {
        jest.useRealTimers();
      }
    });
  });
});
