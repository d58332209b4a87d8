import { amountOf, PARTS, parseRunOptions } from '../../../bench/common/options';

describe('parseRunOptions', () => {
  it('measures everything by default', () => {
    expect(parseRunOptions([])).toEqual({ parts: PARTS, size: 'full', isStrict: false });
  });

  it('takes some of the parts, in the order in which they run', () => {
    expect(parseRunOptions(['--only', 'warm, cold']).parts).toEqual(['cold', 'warm']);
  });

  it('rejects an unknown part and names the known ones', () => {
    expect(() => parseRunOptions(['--only', 'warm,hot'])).toThrow(/"hot".*loading,first,cold,warm/);
  });

  it('rejects an unknown flag', () => {
    expect(() => parseRunOptions(['--fast'])).toThrow(/--fast/);
  });

  it('measures little for the guard, and only what needs no other program or package', () => {
    const { parts, size } = parseRunOptions(['--guard']);
    expect(size).toBe('guard');
    expect(parts).toContain('warm');
    expect(parts).not.toContain('queue');
  });

  it('takes the parts of a guard too', () => {
    expect(parseRunOptions(['--guard', '--only', 'first']).parts).toEqual(['first']);
  });

  it('knows --quick and --strict', () => {
    expect(parseRunOptions(['--quick', '--strict'])).toMatchObject({ size: 'quick', isStrict: true });
  });
});

describe('amountOf', () => {
  it.each([
    ['full', 15],
    ['quick', 3],
    ['guard', 5],
  ] as const)('is that of the size %s', (size, expected) => {
    expect(amountOf({ full: 15, quick: 3, guard: 5 }, size)).toBe(expected);
  });

  it('is that of quick for a guard without its own', () => {
    expect(amountOf({ full: 15, quick: 3 }, 'guard')).toBe(3);
  });
});
