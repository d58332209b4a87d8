import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { MAX_TIMER_MS } from '../../shared/options';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, readAuthToken } from '../auth-token';
import { addJsonOption } from '../json-option';
import { errColors, outColors, print, printAside, printJson } from '../output';
import { plainTable } from '../plain-table';
import { parseRecording } from '../replay/recording';
import { readRecordingFile } from '../replay/recording-file';
import { pausesBetween, replayCallbacks } from '../replay/replay-callbacks';
import { responseLine, summarizeReplay, summaryText } from '../replay/replay-summary';
import { runCommand } from '../run-command';

interface ReplayCommandOptions extends TokenOptions {
  speed: number;
  maxPause: number;
  timeoutMs: number;
  json?: true;
}

/** `express-viber replay <file> <url>`: what was recorded comes again. */
export function addReplayCommand(program: Command): void {
  const command = program
    .command('replay')
    .description('Post recorded callbacks to a webhook, signed anew, and show what it answers.')
    .argument('<file>', 'recording: a JSON array, or one JSON value a line; 256 MiB at most')
    .argument('<url>', 'http or https address to post to, and nowhere else', parseUrl)
    .option(
      '--speed <factor>',
      'play pauses faster or slower: 2 halves them, 0 leaves them out',
      parseNumber(0, 1e6),
      1,
    )
    .option(
      '--max-pause <seconds>',
      'wait no longer than this for the next callback',
      parseNumber(0, MAX_TIMER_MS / 1000),
      60,
    )
    .option('--timeout-ms <ms>', 'time for each answer; Viber gives 5000', parseTimeout, 5000);
  addJsonOption(addTokenOption(command))
    .addHelpText(
      'after',
      `
Each entry of the recording is the body of a callback, an entry of the emulator's timeline (with "body" and
"createdAt"), or a string that holds a body. The emulator's page saves such a file. A body goes out byte for byte where
the recording has its text; line breaks that somebody put between its parts are left out, and no digit is rounded.

Everything is read before anything is sent: a line that is no callback ends it. Callbacks go one after another, with
the pauses of "createdAt" or else of their own timestamp, and later only when an answer takes longer. A failure ends
nothing. Redirects are not followed, and only 200 counts, as for Viber. Callbacks the bot remembers as handled are
answered, but run no listener again.

A bot that replies does so to the real people in the recording. Let it call the emulator's API meanwhile.

  $ express-viber replay viber-timeline.jsonl http://localhost:3000/viber
  $ express-viber replay viber-timeline.jsonl http://localhost:3000/viber --speed 10 --max-pause 5
  $ express-viber replay yesterday.json http://localhost:3000/viber --speed 0 --json | jq .statuses`,
    )
    .action((file: string, url: string, options: ReplayCommandOptions) =>
      runCommand(options, (signal) => replay(file, url, options, signal)),
    );
}

async function replay(
  file: string,
  url: string,
  options: ReplayCommandOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { speed, maxPause, timeoutMs, json = false } = options;
  const authToken = await readAuthToken(options, signal);
  const callbacks = parseRecording(await readRecordingFile(file, signal));
  warnOfStrangers(new URL(url));
  const { show, colors } = json
    ? { show: printAside, colors: errColors }
    : { show: print, colors: outColors };

  const startedAt = performance.now();
  let count = 0;
  const answers = await replayCallbacks(callbacks, {
    url,
    authToken,
    timeoutMs,
    pausesMs: pausesBetween(callbacks, speed, maxPause * 1000),
    signal,
    answered: (answer) => {
      count += 1;
      const line = responseLine(answer, `${String(count)}/${String(callbacks.length)}`);
      show(answer.status === 200 ? line : colors.red(line));
    },
  });
  const summary = summarizeReplay(callbacks.length, answers, Math.round(performance.now() - startedAt));
  if (json) {
    printJson(summary);
  } else {
    const { verdict, details } = summaryText(summary);
    print();
    print(summary.ok ? outColors.green(verdict) : outColors.red(verdict));
    if (details.length > 0) print(plainTable(details));
  }
  return summary.ok;
}

function warnOfStrangers({ hostname }: URL): void {
  if (/^(?:localhost|.+\.localhost|127\..+|\[::1\])$/.test(hostname)) return;
  const warning = errColors.yellow('warning:');
  printAside(
    `${warning} ${hostname} is not this machine. A bot that replies writes to the people in the recording.`,
  );
}

function parseUrl(text: string): string {
  if (/^https?:\/\/[^\s\\]+$/i.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('It must be a full http or https URL.');
}

function parseNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d*\.?\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a number from ${String(min)} to ${String(max)}.`);
  };
}

function parseTimeout(text: string): number {
  const timeoutMs = Number(text);
  if (/^\d+$/.test(text) && timeoutMs >= 1 && timeoutMs <= MAX_TIMER_MS) return timeoutMs;
  throw new InvalidArgumentError(`It must be whole milliseconds, 1 to ${String(MAX_TIMER_MS)}.`);
}
