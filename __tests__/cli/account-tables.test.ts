import { accountTables } from '../../lib/cli/account-tables';

const rowsOf = (text: string) => text.split('\n').filter((line) => line.includes('│'));

describe('accountTables', () => {
  it('shows the account and its members', () => {
    const text = accountTables({
      id: 'pa:1',
      name: 'Echo',
      uri: 'echobot',
      category: 'Companies',
      subcategory: 'Software',
      webhook: 'https://bot.example.com/viber',
      event_types: ['message', 'seen'],
      subscribers_count: 12,
      members: [{ id: 'abc=', name: 'Ada', role: 'admin' }],
    });
    expect(
      rowsOf(text).map((row) =>
        row
          .split('│')
          .map((cell) => cell.trim())
          .slice(1, -1),
      ),
    ).toEqual([
      ['Name', 'Echo'],
      ['Id', 'pa:1'],
      ['URI', 'echobot'],
      ['Category', 'Companies / Software'],
      ['Webhook', 'https://bot.example.com/viber'],
      ['Event types', 'message'],
      ['', 'seen'],
      ['Subscribers', '12'],
      ['Member', 'Role', 'Id'],
      ['Ada', 'admin', 'abc='],
    ]);
  });

  it('shows "-" for missing fields', () => {
    const text = accountTables({});
    expect(text).toMatch(/Name +│ - /);
    expect(text).toMatch(/Category +│ - /);
    expect(text).toMatch(/Webhook +│ none: express-viber set-webhook <url>/);
    expect(text).toMatch(/Subscribers +│ - /);
    expect(text).not.toContain('Member');
    expect(accountTables({ webhook: '', members: [], event_types: null })).toMatch(/Webhook +│ none/);
  });

  it('shows the first 100 of 50,000 members and event types, and the number of the others', () => {
    const text = accountTables({
      event_types: Array.from({ length: 50_000 }, (_, index) => `event_${String(index)}`),
      members: Array.from({ length: 50_000 }, (_, index) => ({ id: `member_${String(index)}` })),
    });
    expect(text.match(/event_\d+/g)).toHaveLength(100);
    expect(text.match(/member_\d+/g)).toHaveLength(100);
    expect(text.match(/and 49900 more \(see --json\)/g)).toHaveLength(2);
  });

  it('shows fields of undocumented types', () => {
    const text = accountTables({
      name: 5,
      subscribers_count: '7',
      members: [null, 'x', {}],
      event_types: 'all',
    });
    expect(text).toMatch(/Name +│ 5 /);
    expect(text).toMatch(/Subscribers +│ 7 /);
    expect(rowsOf(text).filter((row) => /^│ - +│ - +│ - +│$/.test(row))).toHaveLength(3);
  });

  it('keeps hostile names from controlling the terminal or breaking the table', () => {
    const name = '\u001b]0;owned\u0007Mal\u001b[2J\nlory\u202e';
    const text = accountTables({
      name,
      webhook: `https://${name}`,
      members: [{ name, role: name, id: name }],
    });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(text).toContain('│ Mal lory ');
    const widths = new Set(
      text.split('\n\n').map((table) => new Set(table.split('\n').map(({ length }) => length)).size),
    );
    expect([...widths]).toEqual([1]);
  });
});
