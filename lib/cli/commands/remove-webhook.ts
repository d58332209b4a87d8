import type { Command } from 'commander';
import type { ApiOptions } from '../api-options';
import { addApiOptions, createClient } from '../api-options';
import { print, printJson, stdoutColors } from '../output';
import { runCommand } from '../run-command';

/** Adds `express-viber remove-webhook`, after which Viber sends no more callbacks. */
export function addRemoveWebhookCommand(program: Command): void {
  const command = program
    .command('remove-webhook')
    .description('Remove the webhook. Users can then no longer write to the bot.');
  addApiOptions(command)
    .addHelpText(
      'after',
      `
Viber sends no callbacks, and users cannot write to the bot, until a webhook is
set again.

  $ express-viber remove-webhook
  $ express-viber remove-webhook --token-file /run/secrets/viber-token`,
    )
    .action((options: ApiOptions) => runCommand(options, (signal) => removeWebhook(options, signal)));
}

async function removeWebhook(options: ApiOptions, signal: AbortSignal): Promise<boolean> {
  const client = await createClient(options, signal);
  await client.removeWebhook({ signal });
  if (options.json === true) printJson({ ok: true });
  else print(`${stdoutColors.green('Removed')}. Users cannot write to the bot until a webhook is set again.`);
  return true;
}
