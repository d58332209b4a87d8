import { ListenerTask } from '../../../lib/webhook/dispatch/listener-task';
import { UnfinishedTasks } from '../../../lib/webhook/dispatch/unfinished-tasks';
import { receivedCallback } from '../received-callback';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const tasksOf = (): readonly ListenerTask[] => [new ListenerTask(() => undefined)];

describe('the listeners of an unfinished callback', () => {
  it.each([
    ['as long as duplicates are', { ttlMs: 1000, max: 1 }, 1000],
    ['for two hours if no duplicates are', false as const, 7_200_000],
  ])('are remembered %s', (_how, duplicates, ttlMs) => {
    const unfinished = new UnfinishedTasks(duplicates);
    const tasks = tasksOf();
    unfinished.remember('key', tasks, receivedCallback());
    jest.advanceTimersByTime(ttlMs);
    expect(unfinished.get('key')).toBe(tasks);
    jest.advanceTimersByTime(1);
    expect(unfinished.get('key')).toBeUndefined();
  });

  it('are forgotten when too many characters of bodies are remembered', () => {
    const unfinished = new UnfinishedTasks(false);
    const large = receivedCallback(`{"event":"new","text":"${'x'.repeat(20 * 1024 * 1024)}"}`);
    unfinished.remember('1', tasksOf(), large);
    unfinished.remember('2', tasksOf(), large);
    expect(unfinished.get('1')).toBeUndefined();
    expect(unfinished.get('2')).toBeDefined();
  });

  it('are not forgotten in place of those that have replaced them', () => {
    const unfinished = new UnfinishedTasks(false);
    const [earlier, later] = [tasksOf(), tasksOf()];
    unfinished.remember('key', earlier, receivedCallback());
    unfinished.remember('key', later, receivedCallback());
    unfinished.forget('key', earlier);
    expect(unfinished.get('key')).toBe(later);
    unfinished.forget('key', later);
    expect(unfinished.get('key')).toBeUndefined();
  });
});
