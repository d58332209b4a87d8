import Table from 'cli-table3';
import { sanitizeForTerminal } from './output';

const MISSING = '-';

/** Items of a list that are shown. The time of a table grows faster than its number of rows. */
const MAX_SHOWN = 100;

/**
 * Formats the response of `get_account_info` as two tables, the account and its members. Any field may be missing. Of a
 * long list only the first items are shown, with the number of the others.
 */
export function accountTables(account: Readonly<Record<string, unknown>>): string {
  const { webhook } = account;
  const members = arrayOf(account['members']);
  const eventTypes = arrayOf(account['event_types']);
  const categories = [account['category'], account['subcategory']].filter((name) => name !== undefined);
  const accountTable = newTable([]);
  accountTable.push(
    ['Name', cell(account['name'])],
    ['Id', cell(account['id'])],
    ['URI', cell(account['uri'])],
    ['Category', categories.map(cell).join(' / ') || MISSING],
    [
      'Webhook',
      webhook === '' || webhook === undefined ? 'none: express-viber set-webhook <url>' : cell(webhook),
    ],
    [
      'Event types',
      [...eventTypes.slice(0, MAX_SHOWN).map(cell), ...othersOf(eventTypes)].join('\n') || MISSING,
    ],
    ['Subscribers', cell(account['subscribers_count'])],
  );
  const memberTable = newTable(['Member', 'Role', 'Id']);
  for (const member of members.slice(0, MAX_SHOWN)) memberTable.push(memberRow(member));
  for (const others of othersOf(members)) memberTable.push([others, '', '']);
  return [accountTable, ...(memberTable.length > 0 ? [memberTable] : [])].map(String).join('\n\n');
}

function memberRow(member: unknown): string[] {
  const { name, role, id } = Object(member) as Record<string, unknown>;
  return [name, role, id].map(cell);
}

function othersOf(list: readonly unknown[]): string[] {
  return list.length > MAX_SHOWN ? [`and ${String(list.length - MAX_SHOWN)} more (see --json)`] : [];
}

// Without the table's own colours: cli-table3 does not check whether the terminal supports them.
function newTable(head: string[]): InstanceType<typeof Table> {
  return new Table({ head, style: { head: [], border: [] } });
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function cell(value: unknown): string {
  if (value === undefined || value === null || value === '') return MISSING;
  return sanitizeForTerminal(typeof value === 'string' ? value : JSON.stringify(value));
}
