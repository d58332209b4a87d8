import { pause } from '../../lib/client/pause';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('pause', () => {
  it('resolves after its time and not before', async () => {
    let isOver = false;
    const over = pause(1000, undefined).then(() => {
      isOver = true;
    });
    await jest.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await over;
    expect(isOver).toBe(true);
  });

  it("throws the signal's reason as soon as it is aborted, and leaves no timer", async () => {
    const controller = new AbortController();
    const over = pause(1000, controller.signal);
    controller.abort('enough');
    await expect(over).rejects.toBe('enough');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not begin once the signal is aborted', async () => {
    await expect(pause(1000, AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect(jest.getTimerCount()).toBe(0);
  });
});
