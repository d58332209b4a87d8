/** @import { Store, View } from '../store.js' */
import { byId, setChildren, setText } from '../dom.js';
import { timelineFilter } from './timeline-filter.js';
import { timelineRow } from './timeline-row.js';

/** Number of rows shown initially, and added by each "Show older". Keeps the page fast with many callbacks. */
const PAGE_SIZE = 200;

/** Minimum time between renderings. Keeps typing responsive during a flood of callbacks. */
const RENDER_INTERVAL_MS = 120;

/**
 * The list of callbacks, newest first.
 *
 * @param {Store} store
 * @returns {View}
 */
export function showTimelineList(store) {
  const list = byId('timeline', 'ol');
  const older = byId('older', 'button');
  const empty = byId('timeline-empty', 'p');
  const count = byId('count', 'output');
  /** @type {Map<number, ReturnType<typeof timelineRow>>} */
  let rows = new Map();
  let limit = PAGE_SIZE;

  const passes = timelineFilter(store, () => {
    limit = PAGE_SIZE;
    render();
  });
  older.addEventListener('click', () => {
    limit += PAGE_SIZE;
    render();
  });

  const render = () => {
    const entries = [...store.timeline.values()].reverse();
    const matching = entries.filter(passes);
    /** @type {typeof rows} */
    const next = new Map();
    for (const [index, entry] of matching.entries()) {
      const existing = rows.get(entry.id);
      // An open row is being read, so it stays even beyond the limit.
      if (index >= limit && existing?.element.open !== true) continue;
      const row = existing?.body === entry.body ? existing : timelineRow(entry);
      row.update(entry, store.nameOf(entry.userId));
      next.set(entry.id, row);
    }
    rows = next;
    setChildren(
      list,
      [...rows.values()].map(({ item }) => item),
    );
    older.hidden = matching.length <= limit;
    setText(older, `Show older (${matching.length - Math.min(limit, matching.length)} more)`);
    setText(count, countText(matching.length, entries.length));
    empty.hidden = matching.length > 0;
    setText(
      empty,
      entries.length === 0 ? 'No callback has been sent yet.' : 'No callback matches the filter.',
    );
  };

  let lastAt = -RENDER_INTERVAL_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return ({ timeline, users }) => {
    if ((!timeline && !users) || timer !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        lastAt = performance.now();
        render();
      },
      lastAt + RENDER_INTERVAL_MS - performance.now(),
    );
  };
}

/**
 * @param {number} matching
 * @param {number} all
 */
function countText(matching, all) {
  const callbacks = `${all.toLocaleString('en')} callback${all === 1 ? '' : 's'}`;
  return matching === all ? callbacks : `${matching.toLocaleString('en')} of ${callbacks}`;
}
