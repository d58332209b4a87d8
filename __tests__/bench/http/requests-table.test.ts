import { requestsTable } from '../../../bench/http/requests';

describe('requestsTable', () => {
  it('has one row for each contender, with warm and cold beside each other', () => {
    const warm = [
      { name: 'by hand', values: [100, 100] },
      { name: 'express-viber', values: [95, 95] },
    ];
    const cold = [
      { name: 'by hand', values: [200] },
      { name: 'express-viber', values: [220] },
    ];
    const text = requestsTable([
      { costs: warm, head: 'warm, CPU us' },
      { costs: cold, head: 'first 3 s, CPU us' },
      { costs: cold, head: 'wall ms', isAside: true },
    ]);
    expect(text).toMatch(/warm, CPU us +│ ratio +│ first 3 s, CPU us +│ ratio +│ wall ms +│/);
    expect(text).toMatch(
      /express-viber +│ 95\.0 +│ 0\.95 \(0\.95 to 0\.95\) +│ 220\.0 +│ 1\.10 \(1\.10 to 1\.10\) +│ 220\.0/,
    );
  });
});
