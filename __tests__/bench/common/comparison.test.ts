import { costCells, costTable, interleave, joinRounds, ratioOf } from '../../../bench/common/comparison';

describe('interleave', () => {
  it('measures every subject once in each round, and lets another one go first', async () => {
    const order: string[] = [];
    const subjects = ['a', 'b', 'c'].map((name) => ({
      name,
      measure: () => Promise.resolve(order.push(name)),
    }));
    const costs = await interleave(subjects, 3);
    expect(order.join('')).toBe('abcbcacab');
    // Each value stands at the index of its round.
    expect(costs).toEqual([
      { name: 'a', values: [1, 6, 8] },
      { name: 'b', values: [2, 4, 9] },
      { name: 'c', values: [3, 5, 7] },
    ]);
  });
});

describe('joinRounds', () => {
  it('joins the rounds of several starts', () => {
    const first = [
      { name: 'a', values: [1] },
      { name: 'b', values: [2] },
    ];
    const second = [
      { name: 'a', values: [3] },
      { name: 'b', values: [4] },
    ];
    expect(joinRounds([first, second])).toEqual([
      { name: 'a', values: [1, 3] },
      { name: 'b', values: [2, 4] },
    ]);
  });
});

describe('ratioOf', () => {
  const costs = [
    { name: 'by hand', values: [10, 20, 40] },
    { name: 'ours', values: [11, 22, 36] },
  ];

  it('is the median of the ratios, not the ratio of the medians', () => {
    expect(ratioOf(costs, 'ours', 'by hand')?.median).toBeCloseTo(1.1);
  });

  it('is undefined if one of them was not measured', () => {
    expect(ratioOf(costs, 'ours', 'viber-bot')).toBeUndefined();
    expect(ratioOf(costs, 'viber-bot', 'by hand')).toBeUndefined();
  });

  it('is printed beside the cost, with its spread', () => {
    expect(costCells(costs, 'ours', 'by hand')).toEqual(['22.0', '1.10 (1.00 to 1.10)']);
    expect(costCells(costs, 'by hand', 'by hand', 2)).toEqual(['20.00', '1.00 (1.00 to 1.00)']);
    expect(costCells(costs, 'viber-bot', 'by hand')).toEqual(['', '']);
  });
});

describe('costTable', () => {
  it('has a row for each subject, with its cost and its ratio to the baseline', () => {
    const costs = [
      { name: 'none', values: [4] },
      { name: '1,000', values: [5] },
    ];
    const text = costTable(costs, 'none', { subjects: 'remembered', digits: 2 });
    expect(text).toMatch(/remembered +│ CPU us +│ ratio \(middle half\)/);
    expect(text).toMatch(/none +│ 4\.00 +│ 1\.00 [^]*1,000 +│ 5\.00 +│ 1\.25 \(1\.25 to 1\.25\)/);
  });
});
