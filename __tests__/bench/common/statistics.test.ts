import { median, quantile, ratios, slope, spreadOf } from '../../../bench/common/statistics';

describe('quantile', () => {
  it('interpolates between the two nearest values, whatever their order', () => {
    expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
    expect(quantile([40, 10, 30, 20], 0.25)).toBe(17.5);
    expect(quantile([7], 0.999)).toBe(7);
  });

  it('is NaN without values', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('median', () => {
  it('is not moved by an outlier', () => {
    expect(median([1, 2, 1000])).toBe(2);
  });
});

describe('spreadOf', () => {
  it('has the limits of the middle half', () => {
    expect(spreadOf([1, 2, 3, 4, 5])).toEqual({ median: 3, low: 2, high: 4 });
  });
});

describe('ratios', () => {
  it('compares the values of one round, so that a slow round cancels out', () => {
    expect(ratios([2, 20], [1, 10])).toEqual([2, 2]);
  });
});

describe('slope', () => {
  it('is that of the line through the points', () => {
    const points = [0, 1, 2, 3].map((x) => ({ x, y: 5 + 3 * x }));
    expect(slope(points)).toBeCloseTo(3);
  });

  it('is zero for values that only vary', () => {
    expect(slope([10, 12, 12, 10].map((y, x) => ({ x, y })))).toBeCloseTo(0);
  });
});
