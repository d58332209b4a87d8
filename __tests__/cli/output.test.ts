import fc from 'fast-check';
import {
  formatDuration,
  hasColors,
  ignoreClosedPipes,
  plainTable,
  printJson,
  sanitizeForTerminal,
} from '../../lib/cli/output';

describe('sanitizeForTerminal', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['window titles', 'a\u001b]0;owned\u0007b', 'ab'],
    ['links', '\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007', 'click'],
    ['single-byte escapes', 'a\u009b2Jb', 'ab'],
    ['an escape on its own', 'a\u001bb', 'ab'],
    ['backspaces and bells', 'safe\b\b\b\b\u0007evil', 'safeevil'],
    ['reversed text', 'a\u202egnp.exe\u202c', 'agnp.exe'],
    ['line breaks, leaving a space', 'a\r\nb\tc\u2028d', 'a b c d'],
  ])('removes %s', (_, text, safe) => {
    expect(sanitizeForTerminal(text)).toBe(safe);
  });

  it('keeps emoji and words of any language', () => {
    const text = 'Zoë Їжак 李 👩‍👩‍👧 שלום';
    expect(sanitizeForTerminal(text)).toBe(text);
  });

  it('keeps the first 4096 characters of a text, however long and hostile it is', () => {
    expect(sanitizeForTerminal('x'.repeat(5000))).toBe(`${'x'.repeat(4096)}…`);
    expect(sanitizeForTerminal(('\u001b]' + '#;'.repeat(10)).repeat(50_000)).length).toBeLessThanOrEqual(
      4097,
    );
  });

  it('removes every control character, whatever surrounds it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('\u001b', '[', ']', '3', '1', 'm', '\u009b', '\u0007', 'a', '\\'),
        }),
        (text) => {
          expect(sanitizeForTerminal(text)).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});

describe('printJson', () => {
  it('prints one line of JSON with control characters escaped', () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const value = { name: 'a\u001b[2J\u009b2J\u007f\u202e\n', list: [1, null] };
    printJson(value);
    const [[text]] = write.mock.calls as [[string]];
    write.mockRestore();
    expect(text).toMatch(/^[^\p{Cc}\p{Bidi_Control}]+\n$/u);
    expect(JSON.parse(text)).toEqual(value);
  });
});

describe('hasColors', () => {
  const terminal = { isTTY: true };
  const pipe = {};

  it.each([
    ['a terminal', terminal, {}, true],
    ['a pipe', pipe, {}, false],
    ['a pipe in CI', pipe, { CI: 'true' }, false],
    ['a terminal without colours', terminal, { TERM: 'dumb' }, false],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
    ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['both set', terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['both empty', pipe, { FORCE_COLOR: '', NO_COLOR: '' }, false],
  ])('decides for %s', (_, stream, environment, expected) => {
    expect(hasColors(stream, environment)).toBe(expected);
  });
});

describe('ignoreClosedPipes', () => {
  it('ignores a closed reader, but no other error', () => {
    const before = process.stdout.listeners('error');
    ignoreClosedPipes();
    const fail = (code: string) => process.stdout.emit('error', Object.assign(new Error(code), { code }));
    expect(() => fail('EPIPE')).not.toThrow();
    expect(() => fail('ENOSPC')).toThrow('ENOSPC');
    for (const stream of [process.stdout, process.stderr]) {
      for (const listener of stream.listeners('error')) {
        if (!before.includes(listener)) stream.off('error', listener as () => void);
      }
    }
  });
});

describe('plainTable', () => {
  it('aligns columns, without borders and without trailing white space', () => {
    expect(
      plainTable([
        ['Name', 'a', 'b'],
        ['Auth token', '', 'c'],
        ['API', 'long', ''],
      ]),
    ).toBe('Name        a     b\nAuth token        c\nAPI         long');
  });

  it('measures cells in terminal columns, with colours and wide characters', () => {
    expect(
      plainTable([
        ['\u001b[32mok\u001b[39m', '1'],
        ['漢字', '2'],
        ['four', '3'],
      ]),
    ).toBe('\u001b[32mok\u001b[39m    1\n漢字  2\nfour  3');
  });

  it('is empty without rows', () => {
    expect(plainTable([])).toBe('');
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [1234, '1.2 s'],
    [61_000, '61 s'],
  ])('formats %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
