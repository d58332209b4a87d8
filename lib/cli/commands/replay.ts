import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { MAX_TIMER_MS } from '../../shared/options';
import { parseTimeout, parseUrl } from '../argument-parsers';
import type { TokenOptions } from '../auth-token';
import { addTokenOption, readAuthToken } from '../auth-token';
import { warnIfRemote } from '../local-url';
import { plainTable, print, printJson, printToStderr, stderrColors, stdoutColors } from '../output';
import { parseRecording } from '../replay/recording';
import { readRecordingFile } from '../replay/recording-file';
import { pausesBetween, replayCallbacks } from '../replay/replay-callbacks';
import { responseLine, summarizeReplay, summaryText } from '../replay/replay-summary';
import { addJsonOption, runCommand } from '../run-command';

interface ReplayCommandOptions extends TokenOptions {
  speed: number;
  maxPause: number;
  timeoutMs: number;
  json?: true;
}

/** Adds `express-viber replay <file> <url>`, which posts recorded callbacks again. */
export function addReplayCommand(program: Command): void {
  const command = program
    .command('replay')
    .description('Post recorded callbacks to a webhook with new signatures, and show its responses.')
    .argument('<file>', 'recording: a JSON array, or one JSON value per line; at most 256 MiB')
    .argument('<url>', 'http or https URL of the webhook', parseUrl)
    .option(
      '--speed <factor>',
      'speed up or slow down the pauses: 2 halves them, 0 removes them',
      parseNumber(0, 1e6),
      1,
    )
    .option(
      '--max-pause <seconds>',
      'longest pause before the next callback',
      parseNumber(0, MAX_TIMER_MS / 1000),
      60,
    )
    .option('--timeout-ms <ms>', 'time limit for each response; Viber allows 5000', parseTimeout, 5000);
  addJsonOption(addTokenOption(command))
    .addHelpText(
      'after',
      `
An entry of the recording is the body of a callback, an entry of the emulator's
timeline (with "body" and "createdAt"), or a string that contains a body. The
emulator's page saves such files; API calls in them are skipped. A body is sent
byte for byte as recorded, and no number is rounded. Only an entry that spans
several lines is sent without the white space between its tokens.

The whole file is checked first: if an entry is invalid, nothing is sent.
Callbacks are sent one at a time. The pauses between them follow "createdAt" or,
without it, their own timestamps; a slow response delays what comes after it. A
failure does not stop the replay. As with Viber, redirects are not followed, and
only HTTP 200 counts. A bot acknowledges callbacks that it remembers as handled,
but runs no listeners for them.

Warning: a bot that replies sends its messages to the real people in the
recording. Let it call the emulator's API during the replay.

  $ express-viber replay viber-timeline.jsonl http://localhost:3000/viber
  $ express-viber replay viber-timeline.jsonl http://localhost:3000/viber \\
      --speed 10 --max-pause 5
  $ express-viber replay yesterday.json http://localhost:3000/viber \\
      --speed 0 --json | jq .statuses`,
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
  warnIfRemote(url, 'the people in the recording');
  const { show, colors } = json
    ? { show: printToStderr, colors: stderrColors }
    : { show: print, colors: stdoutColors };

  const startedAt = performance.now();
  let count = 0;
  const responses = await replayCallbacks(callbacks, {
    url,
    authToken,
    timeoutMs,
    pausesMs: pausesBetween(callbacks, speed, maxPause * 1000),
    signal,
    onResponse: (response) => {
      count += 1;
      const line = responseLine(response, `${String(count)}/${String(callbacks.length)}`);
      show(response.status === 200 ? line : colors.red(line));
    },
  });
  const summary = summarizeReplay(callbacks.length, responses, Math.round(performance.now() - startedAt));
  if (json) {
    printJson(summary);
  } else {
    const { verdict, details } = summaryText(summary);
    print();
    print(summary.ok ? stdoutColors.green(verdict) : stdoutColors.red(verdict));
    if (details.length > 0) print(plainTable(details));
  }
  return summary.ok;
}

function parseNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d*\.?\d+$/.test(text) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a number from ${String(min)} to ${String(max)}.`);
  };
}
