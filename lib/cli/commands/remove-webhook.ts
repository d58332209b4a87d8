import type { Command } from 'commander';
import type { ApiOptions } from '../api-options';
import { addApiOptions, createClient } from '../api-options';
import { outColors, print, printJson } from '../output';
import { runCommand } from '../run-command';

/** `express-viber remove-webhook`: Viber calls nothing any more. */
export function addRemoveWebhookCommand(program: Command): void {
  const command = program
    .command('remove-webhook')
    .description('Remove the webhook, which closes the bot for its users.');
  addApiOptions(command)
    .addHelpText(
      'after',
      `
Users can no longer write to the bot, and no callback is sent, until a webhook is set again.

  $ express-viber remove-webhook
  $ express-viber remove-webhook --token-file /run/secrets/viber-token`,
    )
    .action((options: ApiOptions) => runCommand(options, (signal) => removeWebhook(options, signal)));
}

async function removeWebhook(options: ApiOptions, signal: AbortSignal): Promise<boolean> {
  const client = await createClient(options, signal);
  await client.removeWebhook({ signal });
  if (options.json === true) printJson({ ok: true });
  else print(`${outColors.green('Removed')}. Users cannot write to the bot until a webhook is set again.`);
  return true;
}
