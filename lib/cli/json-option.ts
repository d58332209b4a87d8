import type { Command } from 'commander';

/**
 * Adds `--json`.
 *
 * @param form - of the document, where that is short
 */
export function addJsonOption(command: Command, form?: string): Command {
  const document = form === undefined ? 'one JSON document' : `one JSON document, ${form},`;
  return command.option('--json', `print ${document} on stdout, and everything else on stderr`);
}
