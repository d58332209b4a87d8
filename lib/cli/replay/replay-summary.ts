import { formatDuration, sanitizeForTerminal } from '../output';
import type { ReplayedCallback, ReplayResponse } from './replay-callbacks';

/** The outcome of a replay, as `--json` prints it. */
export interface ReplaySummary {
  /** Whether every recorded callback was acknowledged with 200. */
  ok: boolean;
  recorded: number;
  /** How many were sent, whether or not a response came. */
  sent: number;
  /** How many were acknowledged with 200, the only status that counts. */
  acknowledged: number;
  /** How often each HTTP status came; `none` counts the callbacks without a response. */
  statuses: Record<string, number>;
  slowest: ReplayedCallback | null;
  durationMs: number;
  responses: readonly ReplayResponse[];
}

/** How many characters of a response body are shown in text output. */
const MAX_SHOWN_CHARACTERS = 120;

/** Counts the responses of a replay. */
export function summarizeReplay(
  recorded: number,
  responses: readonly ReplayResponse[],
  durationMs: number,
): ReplaySummary {
  const statuses: Record<string, number> = {};
  let slowest: ReplayResponse | undefined;
  for (const response of responses) {
    const status = String(response.status ?? 'none');
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (slowest === undefined || response.latencyMs > slowest.latencyMs) slowest = response;
  }
  const acknowledged = statuses['200'] ?? 0;
  return {
    ok: acknowledged === recorded,
    recorded,
    sent: responses.length,
    acknowledged,
    statuses,
    slowest: slowest === undefined ? null : pickSlowest(slowest),
    durationMs,
    responses,
  };
}

/** Formats a response as `[3/120]  message  200  12 ms`, followed by its body or by the reason why there is none. */
export function responseLine(response: ReplayResponse, position: string): string {
  const { event, status, latencyMs } = response;
  const text = sanitizeForTerminal(response.status === null ? response.failure : response.body);
  const shown = text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  const columns = [
    `[${position}]`,
    sanitizeForTerminal(event).padEnd('conversation_started'.length),
    String(status ?? 'none').padStart(4),
    `${String(latencyMs)} ms`.padStart(8),
    shown,
  ];
  return columns.join('  ').trimEnd();
}

/** A summary as text. */
export interface SummaryText {
  /** How many callbacks were acknowledged. */
  verdict: string;
  /** Further facts, for a table. */
  details: readonly (readonly [name: string, value: string])[];
}

/** Formats a summary as text. */
export function summaryText(summary: ReplaySummary): SummaryText {
  const { recorded, sent, acknowledged, statuses, slowest, durationMs } = summary;
  const failures = Object.entries(statuses)
    .filter(([status]) => status !== '200')
    .map(([status, count]) => `${String(count)} × ${status === 'none' ? 'no response' : status}`);
  const details: [string, string][] = [];
  if (failures.length > 0) details.push(['Failed', failures.join(', ')]);
  if (sent < recorded) details.push(['Not sent', String(recorded - sent)]);
  if (slowest !== null) {
    const { line, event, latencyMs } = slowest;
    details.push([
      'Slowest',
      `${String(latencyMs)} ms, ${sanitizeForTerminal(event)} on line ${String(line)}`,
    ]);
  }
  const verdict = `${String(acknowledged)} of ${String(recorded)} acknowledged with 200 in ${formatDuration(durationMs)}`;
  return { verdict, details };
}

function pickSlowest({ line, event, latencyMs }: ReplayResponse): ReplayedCallback {
  return { line, event, latencyMs };
}
