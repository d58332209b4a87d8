import type { Fault } from './order-faults';
import type { Overtaking, RunEvent, Sending } from './order-record';
import { findLost, findOvertakings, firstPlaces, repeatsOutOfOrder } from './order-record';

/** The outcome of a run. */
export interface OrderResult {
  overtakings: readonly Overtaking[];
  /** The acknowledged callbacks that have neither succeeded nor finally failed. */
  lost: readonly string[];
  /** For people, and for a check that the run has met what it is about. */
  figures: Record<string, number>;
  /** How often each fault was injected. */
  faults: Partial<Record<Fault, number>>;
}

/** What a run has left behind. */
export interface OrderTraces {
  sendings: readonly Sending[];
  /** How often each status came. */
  responses: Record<string, number>;
  events: readonly RunEvent[];
  /** The callbacks that have finally failed. */
  failed: readonly string[];
  faults: OrderResult['faults'];
  seconds: number;
}

/** Looks for overtakings and lost callbacks, and counts. */
export function resultOf({ sendings, responses, events, failed, faults, seconds }: OrderTraces): OrderResult {
  const overtakings = findOvertakings(sendings, events);
  const lost = findLost(sendings, events, failed);
  const count = (kind: RunEvent['what']) => events.filter(({ what }) => what === kind).length;
  const succeeded = firstPlaces(events, 'succeeded').size;
  const figures = {
    callbacks: sendings.length,
    acknowledged: sendings.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length,
    'requests without a 200': sum(responses) - (responses['200'] ?? 0),
    succeeded,
    'finally failed': failed.length,
    lost: lost.length,
    faults: sum(faults),
    'failed runs': count('failed'),
    'interrupted runs': count('began') - count('failed') - count('succeeded'),
    'repeated successes': count('succeeded') - succeeded,
    'repeated after a later one': repeatsOutOfOrder(sendings, events).length,
    seconds,
    overtakings: overtakings.length,
  };
  return { overtakings, lost, figures, faults };
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
