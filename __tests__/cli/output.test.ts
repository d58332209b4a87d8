import fc from 'fast-check';
import { hasColors, ignoreClosedPipes, printJson, terminalSafe } from '../../lib/cli/output';

describe('terminalSafe', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['the title of the window', 'a\u001b]0;owned\u0007b', 'ab'],
    ['a link to elsewhere', '\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007', 'click'],
    ['one-byte escapes', 'a\u009b2Jb', 'ab'],
    ['a lone escape', 'a\u001bb', 'ab'],
    ['backspaces and bells', 'safe\b\b\b\b\u0007evil', 'safeevil'],
    ['reversed text', 'a\u202egnp.exe\u202c', 'agnp.exe'],
    ['line breaks, which become a space', 'a\r\nb\tc\u2028d', 'a b c d'],
  ])('takes out %s', (_, text, safe) => {
    expect(terminalSafe(text)).toBe(safe);
  });

  it('leaves words of any language and emoji as they are', () => {
    const text = 'Zoë Їжак 李 👩‍👩‍👧 שלום';
    expect(terminalSafe(text)).toBe(text);
  });

  it('lets no control character through, whatever surrounds it', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('\u001b', '[', ']', '3', '1', 'm', '\u009b', '\u0007', 'a', '\\'),
        }),
        (text) => {
          expect(terminalSafe(text)).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});

describe('printJson', () => {
  it('prints one line of JSON that does nothing to a terminal and means the same', () => {
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
    ['a pipe of CI', pipe, { CI: 'true' }, false],
    ['a terminal that knows no colours', terminal, { TERM: 'dumb' }, false],
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
  it('passes over a reader that has gone, and over nothing else', () => {
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
