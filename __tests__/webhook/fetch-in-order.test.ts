import { fetchInOrder } from '../../lib/index';

describe('fetchInOrder', () => {
  it('lets the worker process a job as before, but fetch none with it', async () => {
    class StandInWorker {
      readonly name = 'viber';
      readonly calls: unknown[][] = [];
      processJob(job: string, token: string, mayFetchNext = () => true, ...others: unknown[]) {
        this.calls.push([this.name, job, token, mayFetchNext(), ...others]);
        return Promise.resolve(`${job} is done`);
      }
    }
    const worker = new StandInWorker();
    expect(fetchInOrder(worker)).toBe(worker);
    await expect(worker.processJob('job', 'token', () => true, 'more')).resolves.toBe('job is done');
    expect(worker.calls).toEqual([['viber', 'job', 'token', false, 'more']]);
  });

  it('refuses what is no worker', () => {
    expect(() => fetchInOrder({} as never)).toThrow(/takes a Worker of BullMQ/);
  });
});
