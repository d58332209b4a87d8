import fc from 'fast-check';
import { UserQueues } from '../../../lib/webhook/dispatch/user-queues';
import { useFakeClock } from '../../client/fake-clock';
import { gate } from '../../fixtures/gate';
import { nextTurn } from '../../fixtures/conditions';

const GIVE_UP_AFTER_MS = 100;

afterEach(() => {
  jest.useRealTimers();
});

describe('UserLines', () => {
  it('starts at once where nothing of the user is running', () => {
    const lines = new UserQueues(GIVE_UP_AFTER_MS);
    const started: string[] = [];
    const pending = new Promise(() => undefined);
    void lines.run('anna', () => {
      started.push('anna');
      return pending;
    });
    void lines.run('boris', () => {
      started.push('boris');
      return pending;
    });
    expect(started).toEqual(['anna', 'boris']);
  });

  it('has nothing to wait for where the work was done on the spot', () => {
    const lines = new UserQueues(GIVE_UP_AFTER_MS);
    const started: number[] = [];
    for (const index of [1, 2, 3]) {
      expect(lines.run('anna', () => void started.push(index))).toBeUndefined();
    }
    expect(started).toEqual([1, 2, 3]);
  });

  it('goes on after work that failed, which is no failure of the next', async () => {
    const lines = new UserQueues(GIVE_UP_AFTER_MS);
    const first = gate();
    const works = [() => first.opened, () => Promise.resolve(), () => undefined];
    const outcomes = works.map(async (work) => lines.run('anna', work));
    first.fail(new Error('no database'));
    expect((await Promise.allSettled(outcomes)).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('says of work it gave up which option it was', async () => {
    const lines = new UserQueues(1);
    const never = lines.run('anna', () => new Promise(() => undefined));
    await expect(never).rejects.toThrow('did not settle within 1 ms (ordered.giveUpAfterMs)');
  });

  it('counts the time to give up from the start of the work, not from its arrival', async () => {
    useFakeClock();
    const lines = new UserQueues(GIVE_UP_AFTER_MS);
    const [first, second] = [gate(), gate()];
    void lines.run('anna', () => first.opened);
    const outcome = lines.run('anna', () => second.opened);
    await jest.advanceTimersByTimeAsync(GIVE_UP_AFTER_MS - 1);
    first.open();
    await jest.advanceTimersByTimeAsync(GIVE_UP_AFTER_MS - 1);
    second.open();
    await expect(outcome).resolves.toBeUndefined();
  });

  it('leaves no timer behind', async () => {
    useFakeClock();
    const lines = new UserQueues(GIVE_UP_AFTER_MS);
    await Promise.all(
      ['anna', 'anna', 'boris'].map(async (user) => lines.run(user, () => Promise.resolve())),
    );
    expect(jest.getTimerCount()).toBe(0);
  });

  describe('hasRoomFor', () => {
    /** So many works of one user, of which the first runs. Gives the way to let all of them run through. */
    function fill(lines: UserQueues, user: string, count: number) {
      const first = gate();
      const outcomes = Array.from({ length: count }, async () => lines.run(user, () => first.opened));
      return async () => {
        first.open();
        await Promise.all(outcomes);
      };
    }

    it('is true up to a hundred that wait, for each user', async () => {
      const lines = new UserQueues(GIVE_UP_AFTER_MS);
      const empty = fill(lines, 'anna', 100);
      expect(lines.hasRoomFor('anna')).toBe(true);
      void lines.run('anna', () => undefined);
      expect(lines.hasRoomFor('anna')).toBe(false);
      expect(lines.hasRoomFor('boris')).toBe(true);
      await empty();
      await nextTurn();
      expect(lines.hasRoomFor('anna')).toBe(true);
    });

    it('is true for whoever need not wait, however many others do', async () => {
      const lines = new UserQueues(GIVE_UP_AFTER_MS);
      const running = fill(lines, 'boris', 1);
      const others = Array.from({ length: 100 }, (_, index) => fill(lines, `user-${String(index)}`, 101));
      expect(lines.hasRoomFor('boris')).toBe(false);
      expect(lines.hasRoomFor('anna')).toBe(true);
      await Promise.all([running(), ...others.map((empty) => empty())]);
      await nextTurn();
      const again = fill(lines, 'boris', 1);
      expect(lines.hasRoomFor('boris')).toBe(true);
      await again();
    });
  });

  describe('over any interleaving', () => {
    type Length = 'on the spot' | 'at once' | 'until settled' | 'for ever';
    type State = 'waiting' | 'running' | 'given up' | 'over';
    type Step =
      { arrives: string; length: Length } | { settles: number; fails: boolean } | { passesMs: number };

    /** One callback, watched from its arrival to its end. */
    interface Watched {
      user: string;
      length: Length;
      state: State;
      starts: number;
      startedAtMs: number;
      done: ReturnType<typeof gate>;
    }

    const steps = fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc.record({
            arrives: fc.constantFrom('anna', 'boris', 'vera'),
            length: fc.constantFrom<Length>('on the spot', 'at once', 'until settled', 'for ever'),
          }),
        },
        { weight: 2, arbitrary: fc.record({ settles: fc.nat(), fails: fc.boolean() }) },
        { weight: 1, arbitrary: fc.record({ passesMs: fc.integer({ min: 1, max: 250 }) }) },
      ),
      { maxLength: 60 },
    );

    /** Runs the steps and watches that no rule is broken at any moment. */
    class Watch {
      readonly lines = new UserQueues(GIVE_UP_AFTER_MS);
      readonly all: Watched[] = [];

      of(user: string): Watched[] {
        return this.all.filter((watched) => watched.user === user);
      }

      running(): Watched[] {
        return this.all.filter(({ state }) => state === 'running');
      }

      async take(step: Step): Promise<void> {
        if ('arrives' in step) this.arrive(step.arrives, step.length);
        else if ('settles' in step) this.settle(step.settles, step.fails);
        else await jest.advanceTimersByTimeAsync(step.passesMs);
        await nextTurn();
        this.check();
      }

      arrive(user: string, length: Length): void {
        const watched: Watched = { user, length, state: 'waiting', starts: 0, startedAtMs: 0, done: gate() };
        const earlier = this.of(user);
        this.all.push(watched);
        const outcome = this.lines.run(user, () => {
          // In order of arrival, and not beside another of the same user.
          for (const { state } of earlier) expect(['given up', 'over']).toContain(state);
          watched.starts += 1;
          watched.startedAtMs = jest.now();
          watched.state = 'running';
          if (length === 'on the spot') {
            watched.state = 'over';
            return undefined;
          }
          if (length === 'at once') watched.done.open();
          const end = () => {
            if (watched.state === 'running') watched.state = 'over';
          };
          watched.done.opened.then(end, end);
          return watched.done.opened;
        });
        outcome?.catch((error: unknown) => {
          if (!String(error).includes('giveUpAfterMs')) return;
          expect(jest.now() - watched.startedAtMs).toBe(GIVE_UP_AFTER_MS);
          watched.state = 'given up';
        });
      }

      /** What was given up may settle later all the same. */
      settle(which: number, fails: boolean): void {
        const unsettled = this.all.filter(
          ({ length, state }) => length === 'until settled' && (state === 'running' || state === 'given up'),
        );
        const watched = unsettled[which % unsettled.length];
        if (fails) watched?.done.fail(new Error('failed'));
        else watched?.done.open();
      }

      /** Whoever has something to do has exactly one thing running: nobody waits for another user. */
      check(): void {
        for (const user of ['anna', 'boris', 'vera']) {
          const unfinished = this.of(user).filter(({ state }) => state === 'running' || state === 'waiting');
          const [head, ...others] = unfinished.map(({ state }) => state);
          if (head !== undefined) expect(head).toBe('running');
          expect(others).toEqual(others.map(() => 'waiting'));
        }
      }

      async finish(): Promise<void> {
        while (this.running().length > 0) await this.take({ passesMs: GIVE_UP_AFTER_MS });
        expect(this.all.map(({ starts }) => starts)).toEqual(this.all.map(() => 1));
        for (const user of ['anna', 'boris', 'vera']) {
          let isAtOnce = false;
          void this.lines.run(user, () => void (isAtOnce = true));
          expect(isAtOnce).toBe(true);
        }
        expect(jest.getTimerCount()).toBe(0);
      }
    }

    it('runs each once, one user’s in order of arrival and never two at once, users side by side', async () => {
      useFakeClock();
      await fc.assert(
        fc.asyncProperty(steps, async (taken) => {
          const watch = new Watch();
          for (const step of taken) await watch.take(step);
          await watch.finish();
        }),
        { numRuns: 300 },
      );
    });
  });
});
