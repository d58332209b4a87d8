import type { Command } from 'commander';
import { ViberClient } from '../../client/viber-client';
import { OPTIONAL_EVENT_TYPES } from '../../protocol/callbacks/event-types';
import type { ApiOptions } from '../api-options';
import { addApiOptions } from '../api-options';
import { readAuthToken } from '../auth-token';
import type { CheckResult } from '../doctor/check-result';
import { diagnose } from '../doctor/diagnose';
import { findingsOf } from '../doctor/findings';
import { reportLines } from '../doctor/report';
import { redactUrl } from '../doctor/url-check';
import { print, printJson } from '../output';
import { runCommand } from '../run-command';
import type { EventFilter } from './set-webhook';
import { parseEventList } from './set-webhook';

interface DoctorCommandOptions extends ApiOptions {
  registered?: true;
  events?: EventFilter;
}

/** Adds `express-viber doctor`, which tests a deployed or local webhook the way Viber would call it. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command('doctor')
    .description('Test a webhook the way Viber would call it, and say what is wrong and what to do.')
    .argument(
      '<url>',
      'URL of the webhook, such as https://bot.example.com/viber or http://localhost:3000/viber',
    )
    .option('--registered', 'compare it with the URL and events that Viber has registered for the bot')
    .option(
      '--events <list>',
      'the events that should be registered, as for set-webhook; implies --registered',
      parseEventList,
    );
  addApiOptions(command)
    .addHelpText(
      'after',
      `
doctor checks the URL, DNS, the port, TLS and the certificates. Then it calls
the webhook: signed in the header, in ?sig=, and in both; with a tampered body;
without a signature; with a callback it has already sent; with an unknown event;
with non-ASCII text; with a 200 KB body; and by GET.

It prints causes, failures first, each with what was seen and what to do. A
failure means that callbacks are lost, or that forged ones get in. A warning
does no harm for now: a signature that arrives in the header but not in ?sig=,
for example, since the header is the documented place.

It sends only callbacks that have no effect on users: "webhook", as set_webhook
makes Viber send, and an unknown event. It registers nothing and sends nobody a
message. The token signs the callbacks and is never sent to the webhook. With
--registered, it goes to Viber's API (--api-url), as with the other commands.

Each request may take 5 seconds, as with Viber. A webhook that never responds is
reported after about ten seconds; one that hangs only on some requests, after a
minute or so. Proxies set in the environment are not used for the webhook.
Certificates are checked against the CAs of Node and of NODE_EXTRA_CA_CERTS;
Viber uses Java's, which may differ.

With --json: { ok, url, findings: [{ outcome, cause, fix, checks, details }],
checks: [{ check, title, outcome, detail, cause, fix }] }. An outcome is "pass",
"fail", "warning" or "skipped"; only failures and warnings have cause and fix.

Exit codes: 0 if nothing failed, also with warnings; 1 if a check failed or no
token is set; 2 on wrong usage; 130 after Ctrl+C.

  $ express-viber doctor https://bot.example.com/viber
  $ express-viber doctor https://bot.example.com/viber --registered
  $ express-viber doctor https://bot.example.com/viber \\
      --events conversation_started,delivered
  $ express-viber doctor http://localhost:3000/viber \\
      --token-file token.txt --json`,
    )
    .action(async (url: string, options: DoctorCommandOptions) => {
      await runCommand(options, (signal) => runDoctor(url, options, signal));
    });
}

async function runDoctor(url: string, options: DoctorCommandOptions, signal: AbortSignal): Promise<boolean> {
  const { json = false, registered = false, events } = options;
  const authToken = await readAuthToken(options, signal);
  const isCompared = registered || events !== undefined;
  const registration = isCompared
    ? { client: new ViberClient({ authToken, apiUrl: options.apiUrl }), wantedEvents: wantedEvents(events) }
    : undefined;
  const checks: CheckResult[] = [];
  for await (const result of diagnose({ url, authToken, registration, signal })) {
    checks.push(result);
    if (!json) showProgress(`${result.title}: ${result.outcome}`);
  }
  const ok = checks.every(({ outcome }) => outcome !== 'fail');
  // Its query may contain a signature, if it was copied from a log.
  if (json) printJson({ ok, url: redactUrl(url), findings: findingsOf(checks), checks });
  else {
    showProgress('');
    for (const line of reportLines(checks)) print(line);
  }
  return ok;
}

/** Without a list, all optional events are wanted, as in a registration. */
function wantedEvents(filter: EventFilter | undefined): readonly string[] | undefined {
  return filter === undefined ? undefined : (filter.eventTypes ?? OPTIONAL_EVENT_TYPES);
}

/** Replaces the line of the check that has ended last, since the report is complete only after a minute at worst. */
function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}
