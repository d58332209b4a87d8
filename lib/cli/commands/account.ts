import type { Command } from 'commander';
import { accountTables } from '../account-tables';
import type { ApiOptions } from '../api-options';
import { addApiOptions, createClient } from '../api-options';
import { print, printJson } from '../output';
import { runCommand } from '../run-command';

/** Adds `express-viber account`, which shows what Viber has stored about the bot. */
export function addAccountCommand(program: Command): void {
  const command = program
    .command('account')
    .description("Show the bot's webhook, event types, subscribers and members.");
  addApiOptions(command)
    .addHelpText(
      'after',
      `
Use it to check that a token is valid, and which URL Viber calls. Fields that
Viber leaves out are shown as "-". With --json, "account" contains the response
of get_account_info unchanged.

  $ express-viber account
  $ express-viber account --json | jq -r .account.webhook`,
    )
    .action((options: ApiOptions) => runCommand(options, (signal) => showAccount(options, signal)));
}

async function showAccount(options: ApiOptions, signal: AbortSignal): Promise<boolean> {
  const client = await createClient(options, signal);
  const account = await client.getAccountInfo({ signal });
  if (options.json === true) printJson({ ok: true, account });
  else print(accountTables({ ...account }));
  return true;
}
