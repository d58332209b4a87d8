import fc from 'fast-check';
import { UserQueues } from '../../../lib/webhook/dispatch/user-queues';
import { useFakeClock } from '../../client/fake-clock';
import { gate } from '../../fixtures/gate';
import { nextTurn } from '../../fixtures/conditions';

const GIVE_UP_AFTER_MS = 100;

afterEach(() => {
  jest.useRealTimers();
});

describe('UserQueues', () => {
  it('starts work at once if the user has nothing running', () => {
    const queues = new UserQueues(GIVE_UP_AFTER_MS);
    const started: string[] = [];
    const pending = new Promise(() => undefined);
    void queues.run('anna', () => {
      started.push('anna');
      return pending;
    });
    void queues.run('boris', () => {
      started.push('boris');
      return pending;
    });
    expect(started).toEqual(['anna', 'boris']);
  });

  it('returns undefined for synchronous work', () => {
    const queues = new UserQueues(GIVE_UP_AFTER_MS);
    const started: number[] = [];
    for (const index of [1, 2, 3]) {
      expect(queues.run('anna', () => void started.push(index))).toBeUndefined();
    }
    expect(started).toEqual([1, 2, 3]);
  });

  it('continues after failed work, without failing the next', async () => {
    const queues = new UserQueues(GIVE_UP_AFTER_MS);
    const first = gate();
    const works = [() => first.opened, () => Promise.resolve(), () => undefined];
    const outcomes = works.map(async (work) => queues.run('anna', work));
    first.fail(new Error('no database'));
    expect((await Promise.allSettled(outcomes)).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('rejects work that it gives up with an error that names the option', async () => {
    const queues = new UserQueues(1);
    const never = queues.run('anna', () => new Promise(() => undefined));
    await expect(never).rejects.toThrow('did not settle within 1 ms (ordered.giveUpAfterMs)');
  });

  it('measures giveUpAfterMs from the start of the work, not from its arrival', async () => {
    useFakeClock();
    const queues = new UserQueues(GIVE_UP_AFTER_MS);
    const [first, second] = [gate(), gate()];
    void queues.run('anna', () => first.opened);
    const outcome = queues.run('anna', () => second.opened);
    await jest.advanceTimersByTimeAsync(GIVE_UP_AFTER_MS - 1);
    first.open();
    await jest.advanceTimersByTimeAsync(GIVE_UP_AFTER_MS - 1);
    second.open();
    await expect(outcome).resolves.toBeUndefined();
  });

  it('leaves no timer behind', async () => {
    useFakeClock();
    const queues = new UserQueues(GIVE_UP_AFTER_MS);
    await Promise.all(
      ['anna', 'anna', 'boris'].map(async (user) => queues.run(user, () => Promise.resolve())),
    );
    expect(jest.getTimerCount()).toBe(0);
  });

  it('waits for work that has itself run other work of the same user', async () => {
    const queues = new UserQueues(GIVE_UP_AFTER_MS);
    const [outer, inner] = [gate(), gate()];
    let innerDone: Promise<unknown> | undefined;
    const outerDone = queues.run('anna', () => {
      innerDone = queues.run('anna', () => inner.opened);
      return outer.opened;
    });
    inner.open();
    await innerDone;
    await nextTurn();
    let isStarted = false;
    const next = queues.run('anna', () => {
      isStarted = true;
      return undefined;
    });
    await nextTurn();
    expect(isStarted).toBe(false);
    outer.open();
    await Promise.all([outerDone, next]);
    expect(isStarted).toBe(true);
  });

  describe('hasRoomFor', () => {
    /** Queues work of one user, of which the first runs. Returns a function that finishes all of it. */
    function fill(queues: UserQueues, user: string, count: number) {
      const first = gate();
      const outcomes = Array.from({ length: count }, async () => queues.run(user, () => first.opened));
      return async () => {
        first.open();
        await Promise.all(outcomes);
      };
    }

    it('allows 100 waiting callbacks for each user', async () => {
      const queues = new UserQueues(GIVE_UP_AFTER_MS);
      const empty = fill(queues, 'anna', 100);
      expect(queues.hasRoomFor('anna')).toBe(true);
      void queues.run('anna', () => undefined);
      expect(queues.hasRoomFor('anna')).toBe(false);
      expect(queues.hasRoomFor('boris')).toBe(true);
      await empty();
      await nextTurn();
      expect(queues.hasRoomFor('anna')).toBe(true);
    });

    it('is true for a user whose work need not wait, however many others do', async () => {
      const queues = new UserQueues(GIVE_UP_AFTER_MS);
      const running = fill(queues, 'boris', 1);
      const others = Array.from({ length: 100 }, (_, index) => fill(queues, `user-${String(index)}`, 101));
      expect(queues.hasRoomFor('boris')).toBe(false);
      expect(queues.hasRoomFor('anna')).toBe(true);
      await Promise.all([running(), ...others.map((empty) => empty())]);
      await nextTurn();
      const again = fill(queues, 'boris', 1);
      expect(queues.hasRoomFor('boris')).toBe(true);
      await again();
    });
  });

  describe('over any interleaving', () => {
    type Duration = 'synchronous' | 'immediate' | 'until settled' | 'forever';
    type State = 'waiting' | 'running' | 'given up' | 'settled';
    type Step =
      { arrives: string; duration: Duration } | { settles: number; fails: boolean } | { passesMs: number };

    /** One callback from its arrival until it has settled. */
    interface Watched {
      user: string;
      duration: Duration;
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
            duration: fc.constantFrom<Duration>('synchronous', 'immediate', 'until settled', 'forever'),
          }),
        },
        { weight: 2, arbitrary: fc.record({ settles: fc.nat(), fails: fc.boolean() }) },
        { weight: 1, arbitrary: fc.record({ passesMs: fc.integer({ min: 1, max: 250 }) }) },
      ),
      { maxLength: 60 },
    );

    /** Takes steps and checks the rules after each of them. */
    class Watch {
      readonly queues = new UserQueues(GIVE_UP_AFTER_MS);
      readonly all: Watched[] = [];

      of(user: string): Watched[] {
        return this.all.filter((watched) => watched.user === user);
      }

      running(): Watched[] {
        return this.all.filter(({ state }) => state === 'running');
      }

      async take(step: Step): Promise<void> {
        if ('arrives' in step) this.arrive(step.arrives, step.duration);
        else if ('settles' in step) this.settle(step.settles, step.fails);
        else await jest.advanceTimersByTimeAsync(step.passesMs);
        await nextTurn();
        this.check();
      }

      arrive(user: string, duration: Duration): void {
        const watched: Watched = {
          user,
          duration,
          state: 'waiting',
          starts: 0,
          startedAtMs: 0,
          done: gate(),
        };
        const earlier = this.of(user);
        this.all.push(watched);
        const outcome = this.queues.run(user, () => {
          // In order of arrival, and never in parallel to another of the same user.
          for (const { state } of earlier) expect(['given up', 'settled']).toContain(state);
          watched.starts += 1;
          watched.startedAtMs = jest.now();
          watched.state = 'running';
          if (duration === 'synchronous') {
            watched.state = 'settled';
            return undefined;
          }
          if (duration === 'immediate') watched.done.open();
          const end = () => {
            if (watched.state === 'running') watched.state = 'settled';
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

      /** Settles one callback. One that was given up may settle too. */
      settle(which: number, fails: boolean): void {
        const unsettled = this.all.filter(
          ({ duration, state }) =>
            duration === 'until settled' && (state === 'running' || state === 'given up'),
        );
        const watched = unsettled[which % unsettled.length];
        if (fails) watched?.done.fail(new Error('failed'));
        else watched?.done.open();
      }

      /** Each user with unsettled callbacks has exactly one running, so no user waits for another. */
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
          let hasStarted = false;
          void this.queues.run(user, () => void (hasStarted = true));
          expect(hasStarted).toBe(true);
        }
        expect(jest.getTimerCount()).toBe(0);
      }
    }

    it('runs each callback once, one user’s in order and never in parallel, and different users in parallel', async () => {
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
