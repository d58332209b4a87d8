import { rangeText, spreadText, table } from '../../../bench/common/tables';

describe('spreadText', () => {
  it('has the median and the middle half', () => {
    expect(spreadText({ median: 1.049, low: 1.02, high: 1.1 })).toBe('1.05 (1.02 to 1.10)');
  });
});

describe('rangeText', () => {
  it('has the median and both ends, whatever their order', () => {
    expect(rangeText([12, 10, 18.26], 1)).toBe('12.0 (10.0 to 18.3)');
    expect(rangeText([1500.4], 0)).toBe('1500 (1500 to 1500)');
  });
});

describe('table', () => {
  it('has no colours, so that it may go into a file', () => {
    const text = table(['a', 'b'], [['1', '2']]);
    expect(text).toMatch(/│ a +│ b +│/);
    expect(text).not.toContain(String.fromCharCode(27));
  });
});
