import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { asRecord } from '../../protocol/exact-json';
import { parseTimeout, parseUrl } from '../argument-parsers';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, readAuthToken } from '../auth-token';
import { CommandError } from '../command-error';
import { warnIfRemote } from '../local-url';
import { plainTable, print, printJson, sanitizeForTerminal, stdoutColors } from '../output';
import type { PostResponse } from '../post-callback';
import { postCallback } from '../post-callback';
import { parseRecording } from '../replay/recording';
import { readRecordingFile } from '../replay/recording-file';
import { addJsonOption, runCommand } from '../run-command';
import type { SampleCallback, SampleOptions } from '../trigger/sample-callback';
import { SAMPLE_EVENTS, sampleCallback } from '../trigger/sample-callback';
import type { WelcomeCheck } from '../trigger/welcome-check';
import { checkWelcome } from '../trigger/welcome-check';

interface TriggerCommandOptions extends TokenOptions, SampleOptions {
  file?: string;
  timeoutMs: number;
  json?: true;
}

/** Where to post, and what: a sample, or the callback of `--file`. */
interface Target {
  url: string;
  sample: SampleCallback | undefined;
}

/** Adds `express-viber trigger <event> <url>`, which posts one signed callback to a webhook. */
export function addTriggerCommand(program: Command): void {
  const command = program
    .command('trigger')
    .description('Post one signed callback to a webhook, and show its response.')
    .usage('[options] <event> <url>\n       express-viber trigger [options] --file <path> <url>')
    .argument('<event>', `one of ${SAMPLE_EVENTS.join(', ')}`)
    .argument('[url]', 'http or https URL of the webhook')
    .option('--text <text>', 'text of a message:text (default: "Hello")')
    .option('--user <id>', 'id of the user (default: that of a test user)')
    .addOption(new Option('--file <path>', 'file with the body of the callback').conflicts(['text', 'user']))
    .option('--timeout-ms <ms>', 'time limit for the response; Viber allows 5000', parseTimeout, 5000);
  addJsonOption(addTokenOption(command), '{ ok, event, latencyMs, status, body or failure, welcome }')
    .addHelpText(
      'after',
      `
Each callback gets a new message token, so that the bot does not take it for a
duplicate. The body of a file is sent as it is, with a new signature: "replay"
sends files of several callbacks. The URL is called once, and no redirect is
followed.

The exit code is 0 if the response is HTTP 200 and, to conversation_started,
contains no welcome message that Viber would refuse.

The bot replies through the API, not in its response. Viber refuses a reply to
the test user. With the emulator, pass the id of one of its subscribed users.

  $ express-viber trigger message:text http://localhost:3000/viber --text hi
  $ express-viber trigger conversation_started http://localhost:3000/viber
  $ express-viber trigger --file body.json http://localhost:3000/viber`,
    )
    .action((first: string, second: string | undefined, options: TriggerCommandOptions) => {
      const target = parseTarget(command, first, second, options);
      return runCommand(options, (signal) => trigger(target, options, signal));
    });
}

function parseTarget(
  command: Command,
  first: string,
  second: string | undefined,
  options: TriggerCommandOptions,
): Target {
  const isFile = options.file !== undefined;
  try {
    if (isFile && second !== undefined) throw new InvalidArgumentError('With --file, leave the event out.');
    const url = isFile ? first : second;
    if (url === undefined) {
      const isUrl = first.includes('://');
      throw new InvalidArgumentError(isUrl ? 'Name an event before the URL.' : 'The URL is missing.');
    }
    return { url: parseUrl(url), sample: isFile ? undefined : sampleCallback(first, options) };
  } catch (error) {
    if (error instanceof InvalidArgumentError) command.error(`error: ${error.message}`);
    throw error;
  }
}

async function trigger(
  { url, sample }: Target,
  options: TriggerCommandOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { timeoutMs, file = '', json } = options;
  const authToken = await readAuthToken(options, signal);
  const { event, body } = sample ?? (await readCallback(file, signal));
  warnIfRemote(url, 'the user');
  const userAgent = 'express-viber trigger';
  const response = await postCallback(body, { url, authToken, userAgent, timeoutMs, signal });
  const welcome =
    event === 'conversation_started' && response.status === 200 ? checkWelcome(response.body) : undefined;
  const ok = response.status === 200 && (welcome === undefined || welcome.errors.length === 0);
  if (json === true) printJson({ ok, event, ...response, ...(welcome !== undefined && { welcome }) });
  else printResponse(response, event, welcome);
  return ok;
}

async function readCallback(file: string, signal: AbortSignal): Promise<SampleCallback> {
  const text = await readRecordingFile(file, signal);
  // One that spans several lines is a recording only as a list.
  const [callback, ...others] = parseRecording(isJsonObject(text) ? `[${text}]` : text);
  if (callback !== undefined && others.length === 0) return callback;
  throw new CommandError(
    'several_callbacks',
    `The file contains ${String(others.length + 1)} callbacks, so nothing was sent.`,
    'Post them with "express-viber replay".',
  );
}

function isJsonObject(text: string): boolean {
  try {
    return asRecord(JSON.parse(text)) !== undefined;
  } catch {
    return false;
  }
}

function printResponse(response: PostResponse, event: string, welcome: WelcomeCheck | undefined): void {
  const { status, latencyMs } = response;
  const color = status === 200 ? stdoutColors.green : stdoutColors.red;
  const rows = [
    ['Status', color(status === null ? response.failure : String(status))],
    ['Duration', `${String(latencyMs)} ms`],
  ];
  if (status !== null) rows.push(['Body', sanitizeForTerminal(response.body) || 'empty']);
  if (status === 200 && event === 'conversation_started') rows.push(['Welcome', welcomeText(welcome)]);
  print(plainTable(rows));
  for (const problem of [...(welcome?.errors ?? []), ...(welcome?.warnings ?? [])]) {
    print(`  ${sanitizeForTerminal(problem)}`);
  }
  if (status === 200) return;
  const isBotsFailure = status !== null && status >= 500;
  print(
    isBotsFailure
      ? 'The bot failed, or what stands in front of it: see its output.'
      : 'Run "express-viber doctor <url>" to find out why.',
  );
}

function welcomeText(welcome: WelcomeCheck | undefined): string {
  if (welcome === undefined) return 'none: the body is not a message';
  if (welcome.errors.length > 0) return stdoutColors.red('Viber would not show it:');
  return welcome.warnings.length > 0 ? stdoutColors.yellow('may not be shown as it should:') : 'valid';
}
