/** What happens to a run's processes and server, in this mixture. */
export const FAULTS = [
  'worker killed',
  'worker killed',
  'worker killed',
  'worker frozen',
  'worker frozen past its lock',
  'worker frozen past its lock',
  'worker restarted',
  'web killed',
  'web killed',
  'web frozen',
  'web restarted',
  'server killed',
] as const;

/** One of {@link FAULTS}. */
export type Fault = (typeof FAULTS)[number];

/** A fault and the number of acknowledgements at which it is injected. */
export interface PlannedFault {
  fault: Fault;
  atAcknowledgement: number;
}

/** One of each of {@link FAULTS} for this many callbacks. */
const CALLBACKS_PER_ROUND = 1500;

/** Spreads faults over a run, in random order. */
export function plannedFaults(callbacks: number, random: () => number): PlannedFault[] {
  const rounds = Math.max(1, Math.round(callbacks / CALLBACKS_PER_ROUND));
  const faults = Array.from({ length: rounds }, () => FAULTS).flat();
  return faults
    .map((fault) => ({ fault, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ fault }, index) => ({
      fault,
      atAcknowledgement: Math.ceil(((index + random()) * callbacks) / (faults.length + 1)),
    }));
}
