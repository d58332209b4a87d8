import fc from 'fast-check';
import { arrayItems, compactSource, nonBlankLines } from '../../../lib/cli/replay/json-source';

const sourcesOf = (parts: Iterable<{ source: string }>) => Array.from(parts, ({ source }) => source);

// Strings made of the characters that matter to a scanner.
const json = fc.jsonValue({
  stringUnit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', ' ', '\n', 'a', 'é', '😀'),
  maxDepth: 4,
});

describe('arrayItems', () => {
  it('yields each item exactly as written, with its offset', () => {
    const text = ' [ {"a": 12345678901234567890, "b":"\\u00e9],"} ,\n"x",[1,[2]] ] \n';
    const items = [...arrayItems(text)];
    expect(sourcesOf(items)).toEqual(['{"a": 12345678901234567890, "b":"\\u00e9],"}', '"x"', '[1,[2]]']);
    for (const { source, at } of items) expect(text.startsWith(source, at)).toBe(true);
  });

  it('splits the output of JSON.stringify in any layout', () => {
    fc.assert(
      fc.property(fc.array(json), fc.constantFrom(undefined, 2, '\t'), (items, layout) => {
        const text = JSON.stringify(items, undefined, layout);
        expect(sourcesOf(arrayItems(text)).map((source) => JSON.parse(source) as unknown)).toEqual(
          JSON.parse(text),
        );
      }),
    );
  });

  it('yields nothing for an empty array, and an empty item where one is missing', () => {
    expect([...arrayItems('[ \n ]')]).toEqual([]);
    expect(sourcesOf(arrayItems('[1,]'))).toEqual(['1', '']);
    expect(sourcesOf(arrayItems('[,1]'))).toEqual(['', '1']);
  });

  it.each([
    ['[1', 'is not closed'],
    ['[', 'is not closed'],
    ['[{"a":"b]', 'is not closed'],
    ['[1] [2]', 'text after the array'],
  ])('rejects %s', (text, problem) => {
    expect(() => [...arrayItems(text)]).toThrow(problem);
  });
});

describe('nonBlankLines', () => {
  it('yields each line that is not blank, whatever its line break', () => {
    expect([...nonBlankLines('a\r\n\n \t\n  b c \nd')]).toEqual([
      { source: 'a', at: 0 },
      { source: 'b c', at: 9 },
      { source: 'd', at: 14 },
    ]);
    expect([...nonBlankLines('')]).toEqual([]);
  });
});

describe('compactSource', () => {
  it('removes white space between tokens, and nothing else', () => {
    expect(compactSource('{\n  "a b": 12345678901234567890,\r\n\t"c": "\\u00E9 \\" ,  x"\n}')).toBe(
      '{"a b":12345678901234567890,"c":"\\u00E9 \\" ,  x"}',
    );
  });

  it('removes any layout of JSON.stringify', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(2, '\t'), (value, layout) => {
        expect(compactSource(JSON.stringify(value, undefined, layout))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('handles one very long string', () => {
    const text = JSON.stringify('\\"x'.repeat(1_000_000));
    expect(compactSource(`\n${text}\n`) === text).toBe(true);
  });
});
