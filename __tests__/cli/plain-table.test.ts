import { plainTable } from '../../lib/cli/plain-table';

describe('plainTable', () => {
  it('puts cells below each other, with no lines and nothing at the end of a line', () => {
    expect(
      plainTable([
        ['Name', 'a', 'b'],
        ['Auth token', '', 'c'],
        ['API', 'long', ''],
      ]),
    ).toBe('Name        a     b\nAuth token        c\nAPI         long');
  });

  it('counts columns of the terminal, not code units, colours or wide characters', () => {
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
