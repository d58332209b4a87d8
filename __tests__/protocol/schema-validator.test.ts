import ucs2length from 'ajv/dist/runtime/ucs2length';
import fc from 'fast-check';
import { countCodePoints } from '../../lib/protocol/schema-validator';

describe('countCodePoints', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['\u{1F600}é', 2],
    ['\ud83d', 1],
    ['\ude00\ud83d', 2],
    ['\ud83d\ud83d\ude00\ude00', 3],
  ])('counts %j as %i', (text, count) => {
    expect(countCodePoints(text)).toBe(count);
  });

  it('counts as ajv does', () => {
    const codeUnits = fc.array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)));
    const surrogates = fc.array(fc.constantFrom('\ud83d', '\ude00', 'a'));

    fc.assert(
      fc.property(fc.oneof(codeUnits, surrogates), (units) => {
        expect(countCodePoints(units.join(''))).toBe(ucs2length(units.join('')));
      }),
    );
  });
});
