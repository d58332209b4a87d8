import type { Command } from 'commander';
import { accountTables } from '../account-tables';
import type { ApiOptions } from '../api-options';
import { addApiOptions, createClient } from '../api-options';
import { print, printJson } from '../output';
import { runCommand } from '../run-command';

/** `express-viber account`: what Viber knows of the bot. */
export function addAccountCommand(program: Command): void {
  const command = program
    .command('account')
    .description('Show the webhook, event types, subscribers and members of the bot, as Viber has them.');
  addApiOptions(command)
    .addHelpText(
      'after',
      `
The quickest way to learn whether a token is right, and which address Viber calls. What Viber does not tell is
shown as "-". With --json its answer stands in "account", under Viber's own names.

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
