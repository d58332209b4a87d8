import type { Command } from 'commander';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, readAuthToken } from '../auth-token';
import type { CheckResult } from '../doctor/check-result';
import { diagnose } from '../doctor/diagnose';
import { shownUrl } from '../doctor/url-check';
import { addJsonOption } from '../json-option';
import { outColors, print, printJson, terminalSafe } from '../output';
import { runCommand } from '../run-command';

interface DoctorCommandOptions extends TokenOptions {
  json?: true;
}

/** `express-viber doctor`: looks at a webhook, deployed or local, the way Viber would. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description('Look at a webhook the way Viber would, and say what to fix.')
    .argument(
      '<url>',
      'address of the webhook, such as https://bot.example.com/viber or http://localhost:3000/viber',
    );
  addJsonOption(addTokenOption(command), '{ ok, url, checks: [{ check, title, outcome, detail, fix }] }')
    .addHelpText(
      'after',
      `
It looks at the URL, DNS, the port, TLS and the certificates, and then calls the webhook: signed, signed in one place
only, tampered with, in both places and in each alone, unsigned, repeated, with an unknown event, with text that is not
ASCII, with 200 KB, and by GET.
Only callbacks without effect on users are posted: "webhook", as set_webhook makes Viber send, and an event that nobody
has heard of. Nothing is registered and nobody gets a message. The token signs what is posted and is itself not sent.

Each call has 5 seconds, as Viber gives, so a webhook that hangs is known in about ten seconds; one that hangs only at
some calls, in a minute or so. Calls are direct, without any proxy of the environment. Certificates are held against the
CAs of Node and of NODE_EXTRA_CA_CERTS; Viber goes by Java's, which may differ.

Exit code: 0 when nothing failed, 1 when something did.

  $ express-viber doctor https://bot.example.com/viber
  $ express-viber doctor http://localhost:3000/viber --token-file token.txt --json`,
    )
    .action(async (url: string, options: DoctorCommandOptions) => {
      await runCommand(options, (signal) => runDoctor(url, options, signal));
    });
}

async function runDoctor(url: string, options: DoctorCommandOptions, signal: AbortSignal): Promise<boolean> {
  const { json = false } = options;
  const authToken = await readAuthToken(options, signal);
  const checks: CheckResult[] = [];
  for await (const result of diagnose({ url, authToken, signal })) {
    checks.push(result);
    if (!json) printResult(result);
  }
  const ok = checks.every(({ outcome }) => outcome !== 'fail');
  // The query it was given may be a signature copied from a log.
  if (json) printJson({ ok, url: shownUrl(url), checks });
  else printSummary(checks);
  return ok;
}

const MARKS = {
  pass: outColors.green('✔'),
  fail: outColors.red('✖'),
  skipped: outColors.dim('–'),
};

function printResult(result: CheckResult): void {
  const { outcome, title, detail } = result;
  const line = `${title}: ${terminalSafe(detail)}`;
  print(`${MARKS[outcome]} ${outcome === 'skipped' ? outColors.dim(`${line} (skipped)`) : line}`);
  if (outcome === 'fail') print(`    ${outColors.yellow('fix:')} ${terminalSafe(result.fix)}`);
}

function printSummary(checks: readonly CheckResult[]): void {
  const count = (wanted: CheckResult['outcome']) => checks.filter(({ outcome }) => outcome === wanted).length;
  const failures = count('fail');
  const verdict =
    failures === 0 ? outColors.green('Nothing failed') : outColors.red(`${String(failures)} failed`);
  print(`\n${verdict}: ${String(count('pass'))} passed, ${String(count('skipped'))} skipped.`);
}
