import { spreadText, table } from '../../../bench/common/tables';

describe('spreadText', () => {
  it('has the median and the middle half', () => {
    expect(spreadText({ median: 1.049, low: 1.02, high: 1.1 })).toBe('1.05 (1.02 to 1.10)');
  });
});

describe('table', () => {
  it('has no colours, so that it may go into a file', () => {
    const text = table(['a', 'b'], [['1', '2']]);
    expect(text).toMatch(/│ a +│ b +│/);
    expect(text).not.toContain(String.fromCharCode(27));
  });
});
