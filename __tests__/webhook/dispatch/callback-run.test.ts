import { PermanentError, ViberListenerError, ViberQueueError } from '../../../lib/errors';
import type { ReportedError } from '../../../lib/webhook/callback/events';
import { Failure } from '../../../lib/webhook/dispatch/failure';
import { CallbackRun } from '../../../lib/webhook/dispatch/callback-run';
import { nextTurn } from '../../fixtures/conditions';
import { gate } from '../../fixtures/gate';
import { receivedCallback } from '../received-callback';

/** Starts a run that calls the listeners, and collects the errors it reports. */
function start(...listeners: (() => unknown)[]) {
  const reported: ReportedError[] = [];
  const run = new CallbackRun(receivedCallback().origin, (error) => reported.push(error));
  for (const listener of listeners) run.call(listener);
  return { run, reported };
}

function throwing(error: Error): () => never {
  return () => {
    throw error;
  };
}

const TIMEOUT_MS = 60_000;

describe('CallbackRun', () => {
  const cause = new Error('no database');
  const another = new Error('no network');

  it('is settled at once if every listener is synchronous', async () => {
    const called: string[] = [];
    const { run } = start(
      () => called.push('first'),
      () => void called.push('second'),
    );
    expect([run.isSettled, run.hasSucceeded]).toEqual([true, true]);
    expect(called).toEqual(['first', 'second']);
    await run.acknowledgement(TIMEOUT_MS);
  });

  it('calls every listener, and rejects with all failures, thrown or rejected', async () => {
    const called: string[] = [];
    const { run, reported } = start(
      throwing(cause),
      () => Promise.reject(another),
      () => called.push('third'),
    );
    const error: unknown = await run.acknowledgement(TIMEOUT_MS).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ViberListenerError);
    expect(error).toMatchObject({ errors: [cause, another], acknowledged: false });
    expect(called).toEqual(['third']);
    expect(run.hasSucceeded).toBe(false);
    expect(reported).toEqual([]);
  });

  it('rejects if the only failure was thrown', async () => {
    const { run } = start(throwing(cause));
    expect([run.isSettled, run.hasSucceeded]).toEqual([true, false]);
    await expect(run.acknowledgement(TIMEOUT_MS)).rejects.toMatchObject({ errors: [cause] });
  });

  it('waits after a failure for listeners that are still running', async () => {
    const slow = gate();
    const { run } = start(throwing(cause), () => slow.opened);
    slow.fail(another);
    await expect(run.acknowledgement(TIMEOUT_MS)).rejects.toMatchObject({ errors: [cause, another] });
  });

  it('reports a failure after the timeout at once, even if another listener never settles', async () => {
    const never = gate();
    const late = gate();
    const { run, reported } = start(
      () => never.opened,
      () => late.opened,
    );
    await run.acknowledgement(1);
    expect(reported).toEqual([]);
    late.fail(cause);
    await late.opened.catch(() => undefined);
    expect(reported).toMatchObject([{ code: 'listener_failed', acknowledged: true, errors: [cause] }]);
  });

  it('reports each failure after the timeout once, and does not succeed', async () => {
    const [first, second] = [gate(), gate()];
    const { run, reported } = start(
      () => first.opened,
      () => second.opened,
    );
    await run.acknowledgement(1);
    second.fail(another);
    first.fail(cause);
    await run.settled();
    expect(run.hasSucceeded).toBe(false);
    expect(reported).toMatchObject([{ errors: [another] }, { errors: [cause] }]);
  });

  it('says of a failure after a rejection that Viber redelivers the callback', async () => {
    const late = gate();
    const { run, reported } = start(throwing(cause), () => late.opened);
    await expect(run.acknowledgement(1)).rejects.toMatchObject({ errors: [cause] });
    late.fail(another);
    await run.settled();
    expect(reported).toMatchObject([{ acknowledged: false, errors: [another] }]);
  });

  it('says of a permanent failure after a rejection that nothing runs again', async () => {
    const late = gate();
    const { run, reported } = start(throwing(cause), () => late.opened);
    await expect(run.acknowledgement(1)).rejects.toMatchObject({ errors: [cause] });
    const permanent = new PermanentError('for good');
    late.fail(permanent);
    await run.settled();
    expect(reported).toMatchObject([{ kind: 'permanent', errors: [permanent] }]);
  });

  it('says of a permanent failure after an acknowledgement that it is late', async () => {
    const late = gate();
    const { run, reported } = start(() => late.opened);
    await run.acknowledgement(1);
    late.fail(new PermanentError('for good'));
    await run.settled();
    expect(reported).toMatchObject([{ kind: 'late', acknowledged: true }]);
  });

  it('does not count a failure that another delivery reports', async () => {
    const { run, reported } = start();
    run.fail(new Failure(cause), false);
    await run.acknowledgement(TIMEOUT_MS);
    run.fail(new Failure(another), false);
    expect([run.hasFailed, run.hasSucceeded]).toEqual([false, true]);
    expect(reported).toEqual([]);
  });

  it('reports a failure once, even if several deliveries wait for it', async () => {
    const failure = new Failure(new PermanentError('for good'));
    const [one, other] = [start(), start()];
    for (const { run } of [one, other]) {
      run.fail(failure);
      await run.acknowledgement(TIMEOUT_MS);
    }
    expect([...one.reported, ...other.reported]).toHaveLength(1);
  });

  it('succeeds if a late listener does', async () => {
    const late = gate();
    const { run, reported } = start(() => late.opened);
    await run.acknowledgement(1);
    late.open();
    await run.settled();
    expect(run.hasSucceeded).toBe(true);
    expect(reported).toEqual([]);
  });

  it('waits for a job without a timeout, and says that the job fails', async () => {
    const slow = gate();
    const { run, reported } = start(() => slow.opened);
    slow.fail(cause);
    const failed = expect.stringContaining('so the job fails') as string;
    await expect(run.completion()).rejects.toMatchObject({ message: failed, errors: [cause] });
    expect(reported).toEqual([]);
  });

  it('says of a failure after a job has failed that the job runs again, if the failure is not permanent', async () => {
    const { run, reported } = start(throwing(cause));
    await expect(run.completion()).rejects.toMatchObject({ errors: [cause] });
    const permanent = new PermanentError('for good');
    for (const error of [another, permanent]) run.fail(new Failure(error));
    const failed = expect.stringContaining('so the job fails') as string;
    expect(reported).toMatchObject([
      { message: failed, errors: [another] },
      { kind: 'permanent', errors: [permanent] },
    ]);
  });

  it.each([
    ['succeeded', () => undefined],
    ['permanently failed', throwing(new PermanentError('for good'))],
  ])('says of a failure after a job has %s that it is late', async (_how, listener) => {
    const { run, reported } = start(listener);
    await run.completion().catch(() => undefined);
    run.fail(new Failure(cause));
    expect(reported).toMatchObject([{ kind: 'late', errors: [cause] }]);
  });

  it('waits for its work, not for other work that this has called', async () => {
    const never = gate();
    const { run, reported } = start();
    run.call(() => {
      never.opened.catch((error: unknown) => {
        run.fail(new Failure(error));
      });
      return Promise.reject(another);
    });
    await expect(run.acknowledgement(TIMEOUT_MS)).rejects.toMatchObject({ errors: [another] });
    await run.settled();
    never.fail(cause);
    await never.opened.catch(() => undefined);
    expect(reported).toMatchObject([{ acknowledged: false, errors: [cause] }]);
  });

  describe('with a queue', () => {
    it('does not acknowledge before the callback is stored', async () => {
      const stored = gate();
      const { run } = start();
      let isAcknowledged = false;
      const acknowledged = run.acknowledgement(TIMEOUT_MS, stored.opened).then(() => (isAcknowledged = true));
      await nextTurn();
      expect(isAcknowledged).toBe(false);
      stored.open();
      await acknowledged;
    });

    it('rejects with the unchanged failure of the queue, and reports that of the welcome handler', async () => {
      const { run, reported } = start(() => Promise.reject(another));
      await expect(run.acknowledgement(TIMEOUT_MS, Promise.reject(cause))).rejects.toBe(cause);
      expect(reported).toMatchObject([{ acknowledged: false, errors: [another] }]);
    });

    it('says in an error of the queue which callback was not stored', async () => {
      const { run } = start();
      const failed = new ViberQueueError('queue_failed', { cause });
      await expect(run.acknowledgement(TIMEOUT_MS, Promise.reject(failed))).rejects.toBe(failed);
      expect(failed).toMatchObject({
        account: 'default',
        event: 'message',
        messageToken: '5466394344559121008',
        kind: 'retryable',
      });
    });

    it('says of a late failure that Viber redelivers, if the queue has failed', async () => {
      const late = gate();
      const { run, reported } = start(() => late.opened);
      await expect(run.acknowledgement(1, Promise.reject(cause))).rejects.toBe(cause);
      late.fail(another);
      await run.settled();
      expect(reported).toMatchObject([{ code: 'listener_failed', acknowledged: false, errors: [another] }]);
    });
  });
});
