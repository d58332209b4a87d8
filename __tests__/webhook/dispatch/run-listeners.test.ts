import type { Answer } from '../../../lib/webhook/request/response';
import type { LateError } from '../../../lib/webhook/callback/events';
import type { Handling, Pending, Work } from '../../../lib/webhook/dispatch/run-listeners';
import { handle } from '../../../lib/webhook/dispatch/run-listeners';
import { ViberListenerError, ViberWelcomeError } from '../../../lib/errors';
import { gate } from '../../fixtures/gate';
import { nextTurn } from '../../fixtures/conditions';

/** Starts the work of a message and keeps what is reported. */
function start(work: Partial<Work>, timeoutMs: number | undefined = 60_000) {
  const reported: LateError[] = [];
  const handling = handle({ event: 'message', listeners: [], ...work }, timeoutMs, (error) =>
    reported.push(error),
  );
  return { handling, reported };
}

function pending(handling: Handling): Pending {
  if (handling.finished) throw new Error('It was done on the spot.');
  return handling;
}

function throwing(error: Error): () => never {
  return () => {
    throw error;
  };
}

describe('handle', () => {
  const cause = new Error('no database');
  const another = new Error('no network');

  it('is done on the spot where nothing is waited for', () => {
    const called: string[] = [];
    const { handling } = start({ listeners: [() => called.push('first'), () => void called.push('second')] });
    expect(handling).toEqual({ finished: true, answer: {} });
    expect(called).toEqual(['first', 'second']);
  });

  it('answers with the welcome message', async () => {
    const { handling } = start({ welcome: () => Promise.resolve('{}') });
    await expect(pending(handling).answer).resolves.toEqual({ welcome: '{}' });
    await expect(pending(handling).succeeded).resolves.toBe(true);
  });

  it('calls every listener, and rejects with all that failed, thrown or rejected', async () => {
    const called: string[] = [];
    const { handling, reported } = start({
      listeners: [throwing(cause), () => Promise.reject(another), () => called.push('third')],
    });
    const error = await pending(handling).answer.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ViberListenerError);
    expect(error).toMatchObject({ errors: [cause, another], acknowledged: false });
    expect(called).toEqual(['third']);
    await expect(pending(handling).succeeded).resolves.toBe(false);
    expect(reported).toEqual([]);
  });

  it('rejects where all that failed has thrown', async () => {
    const { handling } = start({ listeners: [throwing(cause)] });
    await expect(pending(handling).answer).rejects.toMatchObject({ errors: [cause] });
  });

  it('waits for whoever is still running after a failure, up to the timeout', async () => {
    const slow = gate();
    const { handling } = start({ listeners: [throwing(cause), () => slow.opened] });
    slow.fail(another);
    await expect(pending(handling).answer).rejects.toMatchObject({ errors: [cause, another] });
  });

  it('reports a failure after the timeout at once, whatever else never settles', async () => {
    const never = gate();
    const late = gate();
    const { handling, reported } = start({ listeners: [() => never.opened, () => late.opened] }, 1);
    await expect(pending(handling).answer).resolves.toEqual({});
    expect(reported).toEqual([]);
    late.fail(cause);
    await late.opened.catch(() => undefined);
    expect(reported).toMatchObject([{ code: 'listener_failed', acknowledged: true, errors: [cause] }]);
  });

  it('reports each failure after the timeout once, and has not succeeded then', async () => {
    const [first, second] = [gate(), gate()];
    const { handling, reported } = start({ listeners: [() => first.opened, () => second.opened] }, 1);
    await pending(handling).answer;
    second.fail(another);
    first.fail(cause);
    await expect(pending(handling).succeeded).resolves.toBe(false);
    expect(reported).toMatchObject([{ errors: [another] }, { errors: [cause] }]);
  });

  it('says of what fails after a refusal that Viber repeats the callback', async () => {
    const late = gate();
    const { handling, reported } = start({ listeners: [throwing(cause), () => late.opened] }, 1);
    await expect(pending(handling).answer).rejects.toMatchObject({ errors: [cause] });
    late.fail(another);
    await expect(pending(handling).succeeded).resolves.toBe(false);
    expect(reported).toMatchObject([{ acknowledged: false, errors: [another] }]);
  });

  it('succeeds in the end where what was late did', async () => {
    const late = gate();
    const { handling, reported } = start({ listeners: [() => late.opened] }, 1);
    await pending(handling).answer;
    late.open();
    await expect(pending(handling).succeeded).resolves.toBe(true);
    expect(reported).toEqual([]);
  });

  it('leaves a late welcome message out, also when it comes in the end', async () => {
    const late = gate();
    const welcome = () => late.opened.then(() => '{}');
    const { handling, reported } = start({ welcome }, 1);
    const answer = await pending(handling).answer;
    expect(reported).toEqual([expect.any(ViberWelcomeError)]);
    late.open();
    await expect(pending(handling).succeeded).resolves.toBe(true);
    expect(answer).toEqual({});
  });

  it('reports a message Viber would not show, which is no reason to repeat', async () => {
    const invalid = new ViberWelcomeError('welcome_invalid', ['/text is missing']);
    const { handling, reported } = start({ welcome: () => Promise.reject(invalid) });
    await expect(pending(handling).answer).resolves.toEqual({});
    await expect(pending(handling).succeeded).resolves.toBe(true);
    expect(reported).toEqual([invalid]);
  });

  it('waits without end for the listeners of a job, and says that it fails', async () => {
    const slow = gate();
    const reported: LateError[] = [];
    const work = { event: 'message', listeners: [() => slow.opened] };
    const handling = handle(work, undefined, (error) => reported.push(error));
    slow.fail(cause);
    const failed = expect.stringContaining('so the job fails') as string;
    await expect(pending(handling).answer).rejects.toMatchObject({ message: failed, errors: [cause] });
    expect(reported).toEqual([]);
  });

  describe('beside a way into the queue', () => {
    const storing = (
      answer: Promise<Answer>,
      succeeded = answer.then(
        () => true,
        () => false,
      ),
    ): Pending => ({
      finished: false,
      answer,
      succeeded,
    });

    it('answers with the welcome once the callback is stored', async () => {
      const stored = gate();
      const welcome = () => Promise.resolve('{}');
      const { handling } = start({ welcome, storing: storing(stored.opened.then(() => ({}))) });
      let isAnswered = false;
      const answered = pending(handling).answer.then((answer) => {
        isAnswered = true;
        return answer;
      });
      await nextTurn();
      expect(isAnswered).toBe(false);
      stored.open();
      await expect(answered).resolves.toEqual({ welcome: '{}' });
    });

    it('rejects with the failure of the queue as it is, and reports that of the welcome', async () => {
      const { handling, reported } = start({
        welcome: () => Promise.reject(another),
        storing: storing(Promise.reject(cause)),
      });
      await expect(pending(handling).answer).rejects.toBe(cause);
      expect(reported).toMatchObject([{ acknowledged: false, errors: [another] }]);
      await expect(pending(handling).succeeded).resolves.toBe(false);
    });

    it('says of a welcome that fails late that Viber repeats, where the queue has failed', async () => {
      const late = gate();
      const welcome = () => late.opened.then(() => '{}');
      const { handling, reported } = start({ welcome, storing: storing(Promise.reject(cause)) }, 1);
      await expect(pending(handling).answer).rejects.toBe(cause);
      late.fail(another);
      await expect(pending(handling).succeeded).resolves.toBe(false);
      expect(reported).toMatchObject([{ code: 'listener_failed', acknowledged: false, errors: [another] }]);
    });

    it('is not over before the queue has done with it', async () => {
      const done = gate();
      const stored = storing(
        Promise.reject(cause),
        done.opened.then(() => false),
      );
      const { handling } = start({ welcome: () => Promise.resolve(undefined), storing: stored });
      let isOver = false;
      const over = pending(handling).succeeded.then(() => (isOver = true));
      await pending(handling).answer.catch(() => undefined);
      await nextTurn();
      expect(isOver).toBe(false);
      done.open();
      await over;
    });
  });

  describe('with turns', () => {
    it('starts the listeners when it is their turn', async () => {
      const turn = gate();
      const called: string[] = [];
      const { handling } = start({
        listeners: [() => called.push('first')],
        inTurn: (startListeners) => turn.opened.then(startListeners),
      });
      expect(called).toEqual([]);
      turn.open();
      await expect(pending(handling).answer).resolves.toEqual({});
      expect(called).toEqual(['first']);
    });

    it('fails where a listener throws when it is its turn', async () => {
      const { handling } = start({
        listeners: [throwing(cause)],
        inTurn: (startListeners) => Promise.resolve().then(startListeners),
      });
      await expect(pending(handling).answer).rejects.toMatchObject({ errors: [cause] });
    });

    it('fails where the turn is given up, and reports what fails in the end', async () => {
      const never = gate();
      const { handling, reported } = start({
        listeners: [() => never.opened],
        inTurn: (startListeners) => {
          void startListeners();
          return Promise.reject(another);
        },
      });
      await expect(pending(handling).answer).rejects.toMatchObject({ errors: [another] });
      await expect(pending(handling).succeeded).resolves.toBe(false);
      never.fail(cause);
      await never.opened.catch(() => undefined);
      expect(reported).toMatchObject([{ acknowledged: false, errors: [cause] }]);
    });
  });
});
