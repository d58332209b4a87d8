import type { ReplayResponse, ReplayedCallback } from '../../../lib/cli/replay/replay-callbacks';
import { responseLine, summarizeReplay, summaryText } from '../../../lib/cli/replay/replay-summary';

const CALLBACK = { line: 1, event: 'message', latencyMs: 12 };

const answered = (
  fields: Partial<ReplayedCallback & { status: number; answer: string }> = {},
): ReplayResponse => ({ ...CALLBACK, status: 200, answer: '', ...fields });

const unanswered = (failure: string, fields: Partial<ReplayedCallback> = {}): ReplayResponse => ({
  ...CALLBACK,
  status: null,
  failure,
  ...fields,
});

describe('summarizeReplay', () => {
  it('counts the answers by status and finds the slowest', () => {
    const answers = [
      answered(),
      answered({ line: 2, status: 201 }),
      unanswered('timeout', { line: 3, event: 'seen', latencyMs: 5001 }),
      answered({ line: 4, latencyMs: 5001 }),
    ];
    expect(summarizeReplay(6, answers, 9000)).toEqual({
      ok: false,
      recorded: 6,
      sent: 4,
      accepted: 2,
      statuses: { 200: 2, 201: 1, none: 1 },
      slowest: { line: 3, event: 'seen', latencyMs: 5001 },
      durationMs: 9000,
      answers,
    });
  });

  it('is well only if all that was recorded was answered with 200', () => {
    expect(summarizeReplay(1, [answered()], 1).ok).toBe(true);
    expect(summarizeReplay(2, [answered()], 1).ok).toBe(false);
    expect(summarizeReplay(1, [answered({ status: 204 })], 1).ok).toBe(false);
    expect(summarizeReplay(1, [], 1)).toMatchObject({ ok: false, slowest: null });
  });
});

describe('answerLine', () => {
  it('shows the place, the event, the status, the time and what was said', () => {
    expect(responseLine(answered(), '3/120')).toBe('[3/120]  message                200     12 ms');
    expect(responseLine(answered({ status: 401, answer: '{"error":"invalid_signature"}' }), '1/1')).toMatch(
      /401 +12 ms {2}\{"error":"invalid_signature"\}$/,
    );
    expect(responseLine(unanswered('refused'), '1/1')).toMatch(/none +12 ms {2}refused$/);
  });

  it('keeps a long or hostile answer to one harmless line', () => {
    const answer = `\u001b]0;owned\u0007\n<!doctype html>${'x'.repeat(5000)}`;
    const line = responseLine(answered({ event: 'mess\u001b[31mage', answer }), '1/1');
    expect(line).not.toMatch(/\p{Cc}/u);
    expect(line.length).toBeLessThan(200);
    expect(line).toMatch(/message.*<!doctype html>x+…$/);
  });
});

describe('summaryText', () => {
  it('says how many were accepted, what failed, what was not sent, and the slowest', () => {
    const answers = [answered(), answered({ line: 7, status: 500, latencyMs: 40 }), unanswered('refused')];
    expect(summaryText(summarizeReplay(5, answers, 1234))).toEqual({
      verdict: '1 of 5 answered with 200 in 1.2 s',
      details: [
        ['Failed', '1 × 500, 1 × no answer'],
        ['Not sent', '2'],
        ['Slowest', '40 ms, message of line 7'],
      ],
    });
  });

  it('is short where nothing failed', () => {
    expect(summaryText(summarizeReplay(1, [answered()], 0))).toEqual({
      verdict: '1 of 1 answered with 200 in 0.0 s',
      details: [['Slowest', '12 ms, message of line 1']],
    });
    expect(summaryText(summarizeReplay(1, [], 0))).toEqual({
      verdict: '0 of 1 answered with 200 in 0.0 s',
      details: [['Not sent', '1']],
    });
  });
});
