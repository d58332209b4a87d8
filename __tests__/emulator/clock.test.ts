import { systemClock, VirtualClock } from '../../lib/emulator/clock';

describe('VirtualClock', () => {
  it('stands still until it is advanced, and then calls back in the order of time', async () => {
    const clock = new VirtualClock(1000);
    const log: [string, number][] = [];
    clock.schedule(() => log.push(['later', clock.now()]), 200);
    clock.schedule(() => {
      log.push(['sooner', clock.now()]);
      clock.schedule(() => log.push(['nested', clock.now()]), 50);
    }, 100);
    expect(clock.now()).toBe(1000);
    await clock.advance(150);
    expect(log).toEqual([
      ['sooner', 1100],
      ['nested', 1150],
    ]);
    await clock.advance(50);
    expect(log.at(-1)).toEqual(['later', 1200]);
    expect(clock.now()).toBe(1200);
  });

  it('cancels what was scheduled', async () => {
    const clock = new VirtualClock();
    const call = jest.fn();
    clock.schedule(call, 10)();
    await clock.advance(100);
    expect(call).not.toHaveBeenCalled();
  });

  it('waits for work before it advances further, also if the work fails', async () => {
    const clock = new VirtualClock();
    const log: string[] = [];
    clock.schedule(() => {
      const work = new Promise<void>((_resolve, reject) =>
        setImmediate(() => {
          log.push('work');
          reject(new Error('it failed'));
        }),
      );
      work.catch(() => undefined);
      clock.track(work);
    }, 10);
    clock.schedule(() => log.push('next'), 20);
    await clock.advance(30);
    expect(log).toEqual(['work', 'next']);
  });
});

describe('systemClock', () => {
  it('is the time of the machine, and calls back unless that is cancelled', async () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
    const never = jest.fn();
    systemClock.schedule(never, 0)();
    await new Promise<void>((resolve) => {
      systemClock.schedule(resolve, 1);
    });
    expect(never).not.toHaveBeenCalled();
  });
});
