import { terminalSafe } from '../output';
import type { ReplayResponse, ReplayedCallback } from './replay-callbacks';

/** What came of a replay, as `--json` prints it. */
export interface ReplaySummary {
  /** Whether every callback was answered with 200. */
  ok: boolean;
  recorded: number;
  /** Those that were answered, or failed to be. */
  sent: number;
  /** Those answered with 200, the only answer that counts. */
  accepted: number;
  /** How often each HTTP status came; `none` where no answer did. */
  statuses: Record<string, number>;
  slowest: ReplayedCallback | null;
  durationMs: number;
  answers: readonly ReplayResponse[];
}

/** Characters of an answer's body that are shown to people. */
const MAX_SHOWN_CHARACTERS = 120;

/** Counts the answers. */
export function summarizeReplay(
  recorded: number,
  answers: readonly ReplayResponse[],
  durationMs: number,
): ReplaySummary {
  const statuses: Record<string, number> = {};
  let slowest: ReplayResponse | undefined;
  for (const answer of answers) {
    const status = String(answer.status ?? 'none');
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (slowest === undefined || answer.latencyMs > slowest.latencyMs) slowest = answer;
  }
  const accepted = statuses['200'] ?? 0;
  return {
    ok: accepted === recorded,
    recorded,
    sent: answers.length,
    accepted,
    statuses,
    slowest: slowest === undefined ? null : pickSlowest(slowest),
    durationMs,
    answers,
  };
}

/** `[3/120] message  200  12 ms`, and why it failed or what was answered. */
export function responseLine(replayed: ReplayResponse, place: string): string {
  const { event, status, latencyMs } = replayed;
  const said = terminalSafe(replayed.status === null ? replayed.failure : replayed.answer);
  const shown = said.length > MAX_SHOWN_CHARACTERS ? `${said.slice(0, MAX_SHOWN_CHARACTERS)}…` : said;
  const columns = [
    `[${place}]`,
    terminalSafe(event).padEnd('conversation_started'.length),
    String(status ?? 'none').padStart(4),
    `${String(latencyMs)} ms`.padStart(8),
    shown,
  ];
  return columns.join('  ').trimEnd();
}

/** A summary in words. */
export interface SummaryText {
  /** How many callbacks were accepted. */
  verdict: string;
  /** What else there is to say, by name. */
  details: readonly (readonly [name: string, value: string])[];
}

/** The summary in words. */
export function summaryText(summary: ReplaySummary): SummaryText {
  const { recorded, sent, accepted, statuses, slowest, durationMs } = summary;
  const failures = Object.entries(statuses)
    .filter(([status]) => status !== '200')
    .map(([status, count]) => `${String(count)} × ${status === 'none' ? 'no answer' : status}`);
  const details: [string, string][] = [];
  if (failures.length > 0) details.push(['Failed', failures.join(', ')]);
  if (sent < recorded) details.push(['Not sent', String(recorded - sent)]);
  if (slowest !== null) {
    const { line, event, latencyMs } = slowest;
    details.push(['Slowest', `${String(latencyMs)} ms, ${terminalSafe(event)} of line ${String(line)}`]);
  }
  const verdict = `${String(accepted)} of ${String(recorded)} answered with 200 in ${seconds(durationMs)}`;
  return { verdict, details };
}

function pickSlowest({ line, event, latencyMs }: ReplayResponse): ReplayedCallback {
  return { line, event, latencyMs };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
