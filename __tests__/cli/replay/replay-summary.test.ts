import type { ReplayResponse, ReplayedCallback } from '../../../lib/cli/replay/replay-callbacks';
import { responseLine, summarizeReplay, summaryText } from '../../../lib/cli/replay/replay-summary';

const CALLBACK = { line: 1, event: 'message', latencyMs: 12 };

const responded = (
  fields: Partial<ReplayedCallback & { status: number; body: string }> = {},
): ReplayResponse => ({ ...CALLBACK, status: 200, body: '', ...fields });

const failed = (failure: string, fields: Partial<ReplayedCallback> = {}): ReplayResponse => ({
  ...CALLBACK,
  status: null,
  failure,
  ...fields,
});

describe('summarizeReplay', () => {
  it('counts the responses by status and finds the slowest', () => {
    const responses = [
      responded(),
      responded({ line: 2, status: 201 }),
      failed('timeout', { line: 3, event: 'seen', latencyMs: 5001 }),
      responded({ line: 4, latencyMs: 5001 }),
    ];
    expect(summarizeReplay(6, responses, 9000)).toEqual({
      ok: false,
      recorded: 6,
      sent: 4,
      acknowledged: 2,
      statuses: { 200: 2, 201: 1, none: 1 },
      slowest: { line: 3, event: 'seen', latencyMs: 5001 },
      durationMs: 9000,
      responses,
    });
  });

  it('is ok only if every recorded callback was acknowledged with 200', () => {
    expect(summarizeReplay(1, [responded()], 1).ok).toBe(true);
    expect(summarizeReplay(2, [responded()], 1).ok).toBe(false);
    expect(summarizeReplay(1, [responded({ status: 204 })], 1).ok).toBe(false);
    expect(summarizeReplay(1, [], 1)).toMatchObject({ ok: false, slowest: null });
  });
});

describe('responseLine', () => {
  it('shows position, event, status, time and body', () => {
    expect(responseLine(responded(), '3/120')).toBe('[3/120]  message                200     12 ms');
    expect(responseLine(responded({ status: 401, body: '{"error":"invalid_signature"}' }), '1/1')).toMatch(
      /401 +12 ms {2}\{"error":"invalid_signature"\}$/,
    );
    expect(responseLine(failed('refused'), '1/1')).toMatch(/none +12 ms {2}refused$/);
  });

  it('shortens a long or hostile body to one harmless line', () => {
    const body = `\u001b]0;owned\u0007\n<!doctype html>${'x'.repeat(5000)}`;
    const line = responseLine(responded({ event: 'mess\u001b[31mage', body }), '1/1');
    expect(line).not.toMatch(/\p{Cc}/u);
    expect(line.length).toBeLessThan(200);
    expect(line).toMatch(/message.*<!doctype html>x+…$/);
  });
});

describe('summaryText', () => {
  it('says how many were acknowledged, what failed, what was not sent, and which was slowest', () => {
    const responses = [responded(), responded({ line: 7, status: 500, latencyMs: 40 }), failed('refused')];
    expect(summaryText(summarizeReplay(5, responses, 1234))).toEqual({
      verdict: '1 of 5 acknowledged with 200 in 1.2 s',
      details: [
        ['Failed', '1 × 500, 1 × no response'],
        ['Not sent', '2'],
        ['Slowest', '40 ms, message on line 7'],
      ],
    });
  });

  it('is short if nothing failed', () => {
    expect(summaryText(summarizeReplay(1, [responded()], 0))).toEqual({
      verdict: '1 of 1 acknowledged with 200 in 0 ms',
      details: [['Slowest', '12 ms, message on line 1']],
    });
    expect(summaryText(summarizeReplay(1, [], 0))).toEqual({
      verdict: '0 of 1 acknowledged with 200 in 0 ms',
      details: [['Not sent', '1']],
    });
  });
});
