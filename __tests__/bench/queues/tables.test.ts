import { memoryTable } from '../../../bench/queues/tables';

describe('memoryTable', () => {
  it('computes two hours at each rate from the bytes of a callback, and adds the streams of all queues', () => {
    const measured = { queueCount: 8, isDeduplicated: false, callbacks: 8000 };
    const table = memoryTable([{ ...measured, bytesPerCallback: 1000, streamBytes: 1e6 }]);
    expect(table).toMatch(/8 +│ kept +│ 1000 +│ 8 MB +│ 728 MB +│ 7208 MB/);
  });
});
