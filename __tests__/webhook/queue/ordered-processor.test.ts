import type { OrderedJob, OrderedProcessorOptions } from '../../../lib/index';
import { orderedProcessor, PermanentError, ViberWebhook } from '../../../lib/index';
import { textBody } from '../../fixtures/bodies';
import { AUTH_TOKEN } from '../../fixtures/posts';

class RateLimitError extends Error {}

const data = { account: 'default', receivedAt: '2024-05-01T12:00:00.000Z', body: textBody('hi') };

/** Runs the given start of a job whose processor throws; resolves with what BullMQ gets, and the delays of its queue. */
async function failureOf(
  thrown: unknown,
  attemptsStarted: number,
  options: Partial<OrderedProcessorOptions> = {},
) {
  const delaysMs: number[] = [];
  const queue = { rateLimit: (ms: number) => Promise.resolve(delaysMs.push(ms)) };
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a processor may reject with anything
  const process = orderedProcessor(() => Promise.reject(thrown), { queue, RateLimitError, ...options });
  const failure = await process({ data, attemptsStarted }).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  return { failure, delaysMs };
}

describe('orderedProcessor', () => {
  it('passes the job on, and resolves with nothing when it has succeeded', async () => {
    const jobs: OrderedJob[] = [];
    const queue = { rateLimit: () => Promise.reject(new Error('not called')) };
    const process = orderedProcessor(async (job) => Promise.resolve(jobs.push(job)), {
      queue,
      RateLimitError,
    });
    const job = { data, attemptsStarted: 1 };
    await expect(process(job)).resolves.toBeUndefined();
    expect(jobs).toEqual([job]);
  });

  it('retries ten times over about five minutes, and then lets the job fail', async () => {
    const delaysMs: number[] = [];
    for (let start = 1; start <= 10; start += 1) {
      const { failure, delaysMs: ofStart } = await failureOf(new Error('no database'), start);
      expect(failure).toBeInstanceOf(RateLimitError);
      delaysMs.push(...ofStart);
    }
    expect(delaysMs).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60].map((seconds) => seconds * 1000));
    const last = new Error('no database');
    const { failure, delaysMs: ofLast } = await failureOf(last, 11);
    expect(failure).toMatchObject({ name: 'UnrecoverableError', stack: last.stack, cause: last });
    expect(failure?.message).toBe('Gave up after attempt 11: no database');
    expect(ofLast).toEqual([]);
  });

  it('retries a job that fails with the same error object as one that has finally failed', async () => {
    const shared = new Error('no database');
    await failureOf(shared, 11);
    expect(await failureOf(shared, 1)).toEqual({
      failure: expect.any(RateLimitError) as Error,
      delaysMs: [1000],
    });
  });

  it('fails a job at once if it has been started more often than there are retries', async () => {
    const { failure, delaysMs } = await failureOf(new Error('no database'), 30);
    expect(failure).toMatchObject({
      name: 'UnrecoverableError',
      message: 'Gave up after attempt 30: no database',
    });
    expect(delaysMs).toEqual([]);
  });

  it('fails a job at once whose listeners fail permanently', async () => {
    const viber = new ViberWebhook({ authToken: AUTH_TOKEN });
    viber.on('message', () => {
      throw new PermanentError('Not an order.');
    });
    const permanent: unknown = await viber.process({ data }).catch((error: unknown) => error);
    expect(await failureOf(permanent, 1)).toEqual({ failure: permanent, delaysMs: [] });
    expect(permanent).toMatchObject({ name: 'UnrecoverableError', code: 'listener_failed' });
  });

  it('takes other delays, none included', async () => {
    for (const delayMs of [1, 2 ** 31 - 1]) {
      const retried = await failureOf(new Error('full'), 1, { retryDelaysMs: [delayMs] });
      expect(retried).toMatchObject({ delaysMs: [delayMs] });
    }
    expect(await failureOf(new Error('full'), 1, { retryDelaysMs: [7] })).toMatchObject({ delaysMs: [7] });
    const { failure } = await failureOf(new Error('full'), 1, { retryDelaysMs: [] });
    expect(failure?.name).toBe('UnrecoverableError');
  });

  it('waits in the worker if the queue cannot be limited, and still puts the job back', async () => {
    jest.useFakeTimers();
    try {
      const queue = { rateLimit: () => Promise.reject(new Error('no Redis')) };
      let failure: unknown;
      const failed = failureOf(new Error('full'), 1, { queue, retryDelaysMs: [5000] }).then((outcome) => {
        ({ failure } = outcome);
      });
      await jest.advanceTimersByTimeAsync(4999);
      expect(failure).toBeUndefined();
      await jest.advanceTimersByTimeAsync(1);
      await failed;
      expect(failure).toBeInstanceOf(RateLimitError);
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([
    ['a value that is not an error', 'full', 'The processor threw a value that is not an error.'],
    ['a frozen error', Object.freeze(new Error('full')), 'full'],
  ])('gives %s the name that ends the attempts', async (_what, thrown, message) => {
    const { failure } = await failureOf(thrown, 11);
    expect(failure).toMatchObject({ name: 'UnrecoverableError', cause: thrown });
    expect(failure?.message).toBe(`Gave up after attempt 11: ${message}`);
  });

  it.each<[string, object, RegExp]>([
    ['no queue', { RateLimitError }, /queue must be BullMQ's Queue/],
    ['a queue without rateLimit', { queue: { add: () => undefined }, RateLimitError }, /rateLimit\(ms\)/],
    ['no error class', { queue: { rateLimit: () => undefined } }, /must be the class RateLimitError/],
    [
      'a function that is no class, like Worker.RateLimitError of BullMQ',
      { queue: { rateLimit: () => undefined }, RateLimitError: () => new Error('limited') },
      /must be the class RateLimitError/,
    ],
    [
      'a misspelled option',
      { retryDelayMs: [1] },
      /^Unknown orderedProcessor option .*Did you mean "retryDelaysMs"\?/,
    ],
    ...[0, 1.5, -1, 2 ** 31, '1'].map((ms): [string, object, RegExp] => [
      `a delay of ${String(ms)}`,
      { queue: { rateLimit: () => undefined }, RateLimitError, retryDelaysMs: [ms] },
      /retryDelaysMs must be a list of milliseconds/,
    ]),
  ])('throws for %s', (_what, options, message) => {
    const create = () => orderedProcessor(() => Promise.resolve(), options as OrderedProcessorOptions);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });
});
