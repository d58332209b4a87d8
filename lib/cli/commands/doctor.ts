import type { Command } from 'commander';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, readAuthToken } from '../auth-token';
import type { CheckResult } from '../doctor/check-result';
import { diagnose } from '../doctor/diagnose';
import { redactUrl } from '../doctor/url-check';
import { print, printJson, sanitizeForTerminal, stdoutColors } from '../output';
import { addJsonOption, runCommand } from '../run-command';

interface DoctorCommandOptions extends TokenOptions {
  json?: true;
}

/** Adds `express-viber doctor`, which tests a deployed or local webhook the way Viber would call it. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description('Test a webhook the way Viber would call it, and say what to fix.')
    .argument(
      '<url>',
      'URL of the webhook, such as https://bot.example.com/viber or http://localhost:3000/viber',
    );
  addJsonOption(addTokenOption(command), '{ ok, url, checks: [{ check, title, outcome, detail, fix }] }')
    .addHelpText(
      'after',
      `
doctor checks the URL, DNS, the port, TLS and the certificates. Then it calls
the webhook: by GET; signed in the header, in ?sig=, and in both; with a
tampered body; without a signature; with a callback it has already sent; with an
unknown event; with non-ASCII text; and with a 200 KB body.

It sends only callbacks that have no effect on users: "webhook", as set_webhook
makes Viber send, and an unknown event. It registers nothing and sends nobody a
message. The token signs the callbacks and is itself never sent.

Each request may take 5 seconds, as with Viber. A webhook that never responds is
reported after about ten seconds; one that hangs only on some requests, after a
minute or so. Proxies set in the environment are not used. Certificates are
checked against the CAs of Node and of NODE_EXTRA_CA_CERTS; Viber uses Java's,
which may differ.

The exit code is 0 if no check failed, and 1 otherwise.

  $ express-viber doctor https://bot.example.com/viber
  $ express-viber doctor http://localhost:3000/viber \\
      --token-file token.txt --json`,
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
  // Its query may contain a signature, if it was copied from a log.
  if (json) printJson({ ok, url: redactUrl(url), checks });
  else printSummary(checks);
  return ok;
}

const MARKS = {
  pass: stdoutColors.green('✔'),
  fail: stdoutColors.red('✖'),
  skipped: stdoutColors.dim('–'),
};

function printResult(result: CheckResult): void {
  const { outcome, title, detail } = result;
  const line = `${title}: ${sanitizeForTerminal(detail)}`;
  print(`${MARKS[outcome]} ${outcome === 'skipped' ? stdoutColors.dim(`${line} (skipped)`) : line}`);
  if (outcome === 'fail') print(`    ${stdoutColors.yellow('fix:')} ${sanitizeForTerminal(result.fix)}`);
}

function printSummary(checks: readonly CheckResult[]): void {
  const count = (wanted: CheckResult['outcome']) => checks.filter(({ outcome }) => outcome === wanted).length;
  const failures = count('fail');
  const verdict =
    failures === 0 ? stdoutColors.green('Nothing failed') : stdoutColors.red(`${String(failures)} failed`);
  print(`\n${verdict}: ${String(count('pass'))} passed, ${String(count('skipped'))} skipped.`);
}
