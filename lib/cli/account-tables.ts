import Table from 'cli-table3';
import { terminalSafe } from './output';

const MISSING = '-';

/** What `get_account_info` told, as tables: the account, then its members. Any field may be missing. */
export function accountTables(account: Readonly<Record<string, unknown>>): string {
  const { webhook, members } = account;
  const categories = [account['category'], account['subcategory']].filter((name) => name !== undefined);
  const facts = newTable([]);
  facts.push(
    ['Name', cell(account['name'])],
    ['Id', cell(account['id'])],
    ['URI', cell(account['uri'])],
    ['Category', categories.map(cell).join(' / ') || MISSING],
    [
      'Webhook',
      webhook === '' || webhook === undefined ? 'none: express-viber set-webhook <url>' : cell(webhook),
    ],
    ['Event types', listOf(account['event_types']).map(cell).join('\n') || MISSING],
    ['Subscribers', cell(account['subscribers_count'])],
  );
  const people = newTable(['Member', 'Role', 'Id']);
  for (const member of listOf(members)) people.push(memberRow(member));
  return [facts, ...(people.length > 0 ? [people] : [])].map(String).join('\n\n');
}

function memberRow(member: unknown): string[] {
  const { name, role, id } = Object(member) as Record<string, unknown>;
  return [name, role, id].map(cell);
}

// Its own colours are left out: it asks no terminal whether it wants them.
function newTable(head: string[]): InstanceType<typeof Table> {
  return new Table({ head, style: { head: [], border: [] } });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function cell(value: unknown): string {
  if (value === undefined || value === null || value === '') return MISSING;
  return terminalSafe(typeof value === 'string' ? value : JSON.stringify(value));
}
