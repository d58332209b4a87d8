import type { RunEvent, Sending } from './order-record';
import { findLost, findOvertakings, lineOf, readRunEvents, repeatsOutOfOrder } from './order-record';

/** The sendings of users, each a list of callbacks that were sent one after another's acknowledgement. */
function sentInTurn(callbacksOf: Record<string, readonly string[]>): Sending[] {
  let moment = 0;
  return Object.entries(callbacksOf).flatMap(([user, names]) =>
    names.map((name) => ({ name, user, sentAt: (moment += 1), acknowledgedAt: (moment += 1) })),
  );
}

/** Events such as `succeeded a1`, all of one process unless a third word names another one. */
function record(...lines: readonly string[]): RunEvent[] {
  return lines.map((line) => {
    const [what, callback = '', instance = 'worker1-1'] = line.split(' ');
    return { what: what as RunEvent['what'], callback, instance };
  });
}

describe('findOvertakings', () => {
  it('finds none where each user has their order, whatever other users do', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2', 'a3'], bob: ['b1', 'b2'] });
    const events = record(
      'succeeded b1',
      'succeeded b2',
      'succeeded a1',
      'failed a2',
      'succeeded a2',
      'succeeded a3',
    );
    expect(findOvertakings(sendings, events)).toEqual([]);
  });

  it('finds each callback that succeeds before an earlier one of its user', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2', 'a3', 'a4'], bob: ['b1', 'b2'] });
    const events = record(
      'failed a1',
      'succeeded a2',
      'succeeded b2',
      'succeeded a3',
      'succeeded a1',
      'succeeded b1',
      'succeeded a4',
    );
    expect(findOvertakings(sendings, events)).toEqual([
      { user: 'ann', earlier: 'a1', later: 'a2' },
      { user: 'ann', earlier: 'a1', later: 'a3' },
      { user: 'bob', earlier: 'b1', later: 'b2' },
    ]);
  });

  it('finds one that is not next to the earlier one', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2', 'a3'] });
    const events = record('succeeded a3', 'succeeded a1', 'succeeded a2');
    expect(findOvertakings(sendings, events)).toEqual([{ user: 'ann', earlier: 'a1', later: 'a3' }]);
  });

  it('finds one that begins after an earlier one and ends before it', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2'] });
    const events = record('began a1', 'began a2 worker2-1', 'succeeded a2 worker2-1', 'succeeded a1');
    expect(findOvertakings(sendings, events)).toHaveLength(1);
  });

  it('finds one that succeeds before an earlier one is given up, and not one that succeeds after', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2', 'a3'] });
    const events = record('failed a1', 'succeeded a2', 'failed a1', 'gave-up a1', 'succeeded a3');
    expect(findOvertakings(sendings, events)).toEqual([{ user: 'ann', earlier: 'a1', later: 'a2' }]);
  });

  it('counts the success of one that another worker had given up', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2'] });
    const events = record('gave-up a1', 'succeeded a2', 'succeeded a1 worker2-1');
    expect(findOvertakings(sendings, events)).toHaveLength(1);
  });

  it('knows no order between callbacks that were under way at the same time', () => {
    const events = record('succeeded a2', 'succeeded a1');
    const sendings = (acknowledgedAt: number | undefined) => [
      { name: 'a1', user: 'ann', sentAt: 1, acknowledgedAt },
      { name: 'a2', user: 'ann', sentAt: 3, acknowledgedAt: 5 },
    ];
    expect(findOvertakings(sendings(2), events)).toHaveLength(1);
    expect(findOvertakings(sendings(4), events)).toEqual([]);
    expect(findOvertakings(sendings(undefined), events)).toEqual([]);
  });

  it('goes by the first success of each: a repeat by a worker that wakes up is not an overtaking', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2'] });
    const events = record(
      'began a1 frozen-1',
      'began a1',
      'succeeded a1',
      'succeeded a2',
      'succeeded a1 frozen-1',
    );
    expect(findOvertakings(sendings, events)).toEqual([]);
    expect(repeatsOutOfOrder(sendings, events)).toEqual([{ user: 'ann', earlier: 'a1', later: 'a2' }]);
  });
});

describe('repeatsOutOfOrder', () => {
  it('counts a callback once, and none that is repeated before the next one succeeds', () => {
    const sendings = sentInTurn({ ann: ['a1', 'a2', 'a3'] });
    const inOrder = record('succeeded a1', 'succeeded a1', 'succeeded a2', 'succeeded a3');
    expect(repeatsOutOfOrder(sendings, inOrder)).toEqual([]);
    const outOfOrder = [...inOrder, ...record('succeeded a1', 'succeeded a1')];
    expect(repeatsOutOfOrder(sendings, outOfOrder)).toEqual([{ user: 'ann', earlier: 'a1', later: 'a3' }]);
  });
});

describe('findLost', () => {
  it('finds the acknowledged callbacks that have neither succeeded nor finally failed', () => {
    const sendings = [
      ...sentInTurn({ ann: ['a1', 'a2', 'a3'] }),
      { name: 'never-acknowledged', user: 'bob', sentAt: 90, acknowledgedAt: undefined },
    ];
    const events = record('succeeded a1', 'failed a2', 'began a3');
    expect(findLost(sendings, events, ['a2'])).toEqual(['a3']);
  });
});

describe('readRunEvents', () => {
  it('reads what lineOf writes, without a line that was cut off', () => {
    const events = record('began a1', 'succeeded a1 worker2-3');
    expect(readRunEvents(`${events.map(lineOf).join('')}succ`)).toEqual(events);
    expect(() => readRunEvents('nothing\n')).toThrow('Not an event: nothing');
  });
});
