import fc from 'fast-check';
import { arrayItems, compactSource, filledLines } from '../../../lib/cli/replay/json-source';

const sourcesOf = (parts: Iterable<{ source: string }>) => Array.from(parts, ({ source }) => source);

// Texts full of what a scanner could stumble over.
const json = fc.jsonValue({
  stringUnit: fc.constantFrom('"', '\\', '[', ']', '{', '}', ',', ' ', '\n', 'a', 'é', '😀'),
  maxDepth: 4,
});

describe('arrayItems', () => {
  it('gives each item exactly as written, and where it stands', () => {
    const text = ' [ {"a": 12345678901234567890, "b":"\\u00e9],"} ,\n"x",[1,[2]] ] \n';
    const items = [...arrayItems(text)];
    expect(sourcesOf(items)).toEqual(['{"a": 12345678901234567890, "b":"\\u00e9],"}', '"x"', '[1,[2]]']);
    for (const { source, at } of items) expect(text.startsWith(source, at)).toBe(true);
  });

  it('splits whatever JSON.stringify writes, in any layout', () => {
    fc.assert(
      fc.property(fc.array(json), fc.constantFrom(undefined, 2, '\t'), (items, layout) => {
        const text = JSON.stringify(items, undefined, layout);
        expect(sourcesOf(arrayItems(text)).map((source) => JSON.parse(source) as unknown)).toEqual(
          JSON.parse(text),
        );
      }),
    );
  });

  it('finds nothing in an empty array, and an empty item where one is missing', () => {
    expect([...arrayItems('[ \n ]')]).toEqual([]);
    expect(sourcesOf(arrayItems('[1,]'))).toEqual(['1', '']);
    expect(sourcesOf(arrayItems('[,1]'))).toEqual(['', '1']);
  });

  it.each([
    ['[1', 'does not end'],
    ['[', 'does not end'],
    ['[{"a":"b]', 'does not end'],
    ['[1] [2]', 'something follows'],
  ])('refuses %s', (text, problem) => {
    expect(() => [...arrayItems(text)]).toThrow(problem);
  });
});

describe('filledLines', () => {
  it('gives each line that holds something, whatever ends it', () => {
    expect([...filledLines('a\r\n\n \t\n  b c \nd')]).toEqual([
      { source: 'a', at: 0 },
      { source: 'b c', at: 9 },
      { source: 'd', at: 14 },
    ]);
    expect([...filledLines('')]).toEqual([]);
  });
});

describe('compactSource', () => {
  it('takes out white space between the parts, and nothing else', () => {
    expect(compactSource('{\n  "a b": 12345678901234567890,\r\n\t"c": "\\u00E9 \\" ,  x"\n}')).toBe(
      '{"a b":12345678901234567890,"c":"\\u00E9 \\" ,  x"}',
    );
  });

  it('undoes any layout of JSON.stringify', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(2, '\t'), (value, layout) => {
        expect(compactSource(JSON.stringify(value, undefined, layout))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('is not overwhelmed by one long string', () => {
    const text = JSON.stringify('\\"x'.repeat(1_000_000));
    expect(compactSource(`\n${text}\n`) === text).toBe(true);
  });
});
