import type { Target } from '../../../bench/common/targets';
import { GROSS, missedTargets, TARGETS, targetsTable, verdict } from '../../../bench/common/targets';

const exactly = (median: number) => ({ median, low: median, high: median });

describe('verdict', () => {
  const target: Target = { figure: 'warm', name: 'warm', limit: 0.92, accepted: 0.97 };

  it.each([
    [0.92, 'met'],
    [0.93, 'accepted'],
    [0.97, 'accepted'],
    [0.98, 'missed'],
    [undefined, 'not measured'],
    // Such a figure comes from a measurement without rounds.
    [NaN, 'missed'],
  ])('%p is %s', (median, expected) => {
    expect(verdict(target, median)).toBe(expected);
  });

  it('accepts nothing above a limit that stands alone', () => {
    expect(verdict({ figure: 'cold', name: 'cold', limit: 1.1 }, 1.11)).toBe('missed');
  });
});

describe('missedTargets', () => {
  it('finds the figures above their limit, and ignores what was not measured', () => {
    const figures = new Map([
      ['warm', exactly(0.95)],
      ['cold', exactly(1.2)],
    ]);
    expect(missedTargets(figures).map(({ figure }) => figure)).toEqual(['cold']);
  });

  it('finds only gross regressions with a factor', () => {
    const figures = new Map([
      ['warm', exactly(0.97 * GROSS + 0.01)],
      ['cold', exactly(1.1 * GROSS - 0.01)],
    ]);
    expect(missedTargets(figures, GROSS).map(({ figure }) => figure)).toEqual(['warm']);
  });
});

describe('targetsTable', () => {
  it('has a row for each target, with both limits where a higher one is accepted', () => {
    const text = targetsTable(new Map([['warm', { median: 0.94, low: 0.9, high: 0.99 }]]));
    expect(text).toMatch(/by hand +│ 0\.94 \(0\.90 to 0\.99\) +│ 0\.92, accepted at 0\.97 +│ accepted/);
    for (const { name } of TARGETS) expect(text).toContain(name);
    expect(text.match(/not measured/g)).toHaveLength(TARGETS.length - 1);
  });
});
