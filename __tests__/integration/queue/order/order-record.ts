/**
 * What a run over a queue has recorded, and what it says about order.
 *
 * **Earlier and later.** A callback is earlier than another one of its user if its 200 had reached the sender before the first
 * request of the other one was sent. Callbacks that were under way at the same time have no order, as at Viber.
 *
 * **Outcome.** A callback's outcome is its first success: the first time that its listeners ended without an error, in any
 * process, whether or not the process lived to report it. A callback that never succeeds has its first giving up as its
 * outcome: the moment at which a worker has decided that no retry follows, before it tells the queue.
 *
 * **Overtaking.** A callback overtakes an earlier one if it succeeds before the outcome of the earlier one. No pair with two
 * outcomes is left out, whatever was killed or frozen meanwhile.
 *
 * **Repeats.** A callback may run again after its success: its worker died or lost its lock before the queue knew. In
 * particular, a worker that was frozen for longer than its lock wakes up and finishes a callback that another worker has run
 * meanwhile, and possibly later ones too. No queue can prevent that, and it is no overtaking, since the first success came in
 * order; such repeats are counted on their own (see `repeatsOutOfOrder`), because listeners notice them.
 */

/** One callback, as its sender saw it. The moments are numbers of one counter. */
export interface Sending {
  name: string;
  user: string;
  /** When its first request was sent. */
  sentAt: number;
  /** When its first 200 had arrived; `undefined` if none did. */
  acknowledgedAt: number | undefined;
}

/** One line of the workers' record, which all of them append to. */
export interface RunEvent {
  what: 'began' | 'succeeded' | 'failed' | 'gave-up';
  /** The process, different for each start. */
  instance: string;
  callback: string;
}

/** A callback that came before an earlier one of its user. */
export interface Overtaking {
  user: string;
  earlier: string;
  later: string;
}

/** Writes an event as a line. */
export function lineOf({ what, instance, callback }: RunEvent): string {
  return `${what} ${instance} ${callback}\n`;
}

/** Reads lines of {@link lineOf}. A last line without an end is left out: its process was killed while it wrote. */
export function readRunEvents(text: string): RunEvent[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [what, instance, callback] = line.split(' ');
      if (instance === undefined || callback === undefined) throw new Error(`Not an event: ${line}`);
      return { what: what as RunEvent['what'], instance, callback };
    });
}

/** The place of each callback's first event of a kind. */
export function firstPlaces(events: readonly RunEvent[], kind: RunEvent['what']): Map<string, number> {
  const places = new Map<string, number>();
  events.forEach(({ what, callback }, place) => {
    if (what === kind && !places.has(callback)) places.set(callback, place);
  });
  return places;
}

/** Finds each callback that has overtaken an earlier one, with the first one that it overtook. */
export function findOvertakings(sendings: readonly Sending[], events: readonly RunEvent[]): Overtaking[] {
  const successes = firstPlaces(events, 'succeeded');
  const outcomes = new Map([...firstPlaces(events, 'gave-up'), ...successes]);
  return pairsOutOfOrder(sendings, outcomes, successes);
}

/**
 * Finds the callbacks that succeeded once more after a later one had succeeded, each with the last such one.
 */
export function repeatsOutOfOrder(sendings: readonly Sending[], events: readonly RunEvent[]): Overtaking[] {
  const first = firstPlaces(events, 'succeeded');
  const last = new Map<string, number>();
  events.forEach(({ what, callback }, place) => {
    if (what === 'succeeded' && place !== first.get(callback)) last.set(callback, place);
  });
  const pairs = pairsOutOfOrder(sendings, last, first);
  return [...new Map(pairs.map((pair) => [pair.earlier, pair])).values()];
}

/** For each callback the first earlier one of its user whose place comes after its own. */
function pairsOutOfOrder(
  sendings: readonly Sending[],
  placesOfEarlier: ReadonlyMap<string, number>,
  placesOfLater: ReadonlyMap<string, number>,
): Overtaking[] {
  const ofUser = new Map<string, Sending[]>();
  for (const sending of [...sendings].sort((one, other) => one.sentAt - other.sentAt)) {
    ofUser.set(sending.user, [...(ofUser.get(sending.user) ?? []), sending]);
  }
  return sendings.flatMap(({ name, user, sentAt }) => {
    const place = placesOfLater.get(name);
    if (place === undefined) return [];
    const overtaken = ofUser.get(user)?.find((other) => {
      const isEarlier = other.acknowledgedAt !== undefined && other.acknowledgedAt < sentAt;
      return isEarlier && (placesOfEarlier.get(other.name) ?? -1) > place;
    });
    return overtaken === undefined ? [] : [{ user, earlier: overtaken.name, later: name }];
  });
}

/** The acknowledged callbacks that have neither succeeded nor finally failed. */
export function findLost(
  sendings: readonly Sending[],
  events: readonly RunEvent[],
  failed: readonly string[],
): string[] {
  const settled = new Set([...firstPlaces(events, 'succeeded').keys(), ...failed]);
  return sendings
    .filter(({ name, acknowledgedAt }) => acknowledgedAt !== undefined && !settled.has(name))
    .map(({ name }) => name);
}
