import type { SentCallback } from '../../lib/emulator/timeline';
import { Timeline } from '../../lib/emulator/timeline';
import { VirtualClock } from '../../lib/emulator/clock';

function start() {
  const events: unknown[][] = [];
  const timeline = new Timeline(new VirtualClock(), {
    timeline: ({ id, state }) => events.push(['timeline', id, state]),
    call: ({ id, state }) => events.push(['call', id, state]),
    dropped: (id) => events.push(['dropped', id]),
  });
  return { timeline, events };
}

function callback(body = '{}'): SentCallback {
  return { event: 'seen', userId: undefined, messageToken: '1', body };
}

function call(requestBody = '{}') {
  return { method: 'send_message', userId: undefined, requestBody, errors: [], warnings: [] };
}

const MB = 1024 * 1024;

describe('Timeline', () => {
  it('keeps the last 20,000 callbacks and API calls together', () => {
    const { timeline, events } = start();
    for (let number = 0; number < 10_001; number += 1) {
      timeline.add(callback());
      timeline.addCall(call());
    }
    expect([timeline.entries.length, timeline.calls.length]).toEqual([10_000, 10_000]);
    expect([timeline.entries[0]?.id, timeline.calls[0]?.id]).toEqual([3, 4]);
    expect(events.filter(([name]) => name === 'dropped')).toEqual([
      ['dropped', 1],
      ['dropped', 2],
    ]);
  });

  it('drops the oldest when the texts have more than 64 million characters', () => {
    const { timeline } = start();
    timeline.add(callback());
    const large = 'x'.repeat(MB);
    for (let number = 0; number < 40; number += 1) timeline.addCall(call(large));
    for (let number = 0; number < 40; number += 1) timeline.add(callback(large));
    const kept = timeline.calls.length + timeline.entries.length;
    expect(kept).toBe(63);
    expect(timeline.entries).toHaveLength(40);
  });

  it('counts responses, which come later', () => {
    const { timeline } = start();
    const first = timeline.add(callback());
    const calls = Array.from({ length: 70 }, () => timeline.addCall(call()));
    for (const one of calls) {
      one.responseBody = 'x'.repeat(MB);
      timeline.changed(one);
    }
    expect(timeline.entries).not.toContain(first);
    expect(timeline.calls.length).toBeLessThan(65);
  });

  it('tells nobody of changes to what it has dropped', () => {
    const { timeline, events } = start();
    const entry = timeline.add(callback());
    for (let number = 0; number < 70; number += 1) timeline.add(callback('x'.repeat(MB)));
    events.length = 0;
    entry.state = 'given_up';
    timeline.changed(entry);
    expect(events).toEqual([]);
  });
});
