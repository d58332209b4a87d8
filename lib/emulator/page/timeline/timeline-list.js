/** @import { Store, TimelineItem, View } from '../store.js' */
import { byId, setChildren, setText } from '../dom.js';
import { isCall } from '../formats.js';
import { timelineFilter } from './timeline-filter.js';
import { timelineRow } from './timeline-row.js';

/** Number of rows shown initially, and added by each "Show older". Keeps the page fast with many callbacks. */
const PAGE_SIZE = 200;

/** Minimum time between renderings. Keeps typing responsive during a flood of callbacks. */
const RENDER_INTERVAL_MS = 120;

/**
 * The list of callbacks and API calls, newest first.
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
  /** @type {TimelineItem[] | undefined} */
  let source;

  const passes = timelineFilter(store, () => {
    limit = PAGE_SIZE;
    render();
  });
  older.addEventListener('click', () => {
    limit += PAGE_SIZE;
    render();
  });

  const render = () => {
    if (source !== store.loaded) rows = new Map();
    source = store.loaded;
    const items = store.loaded ?? [...store.timeline.values()];
    const matching = items.filter(passes).reverse();
    /** @type {typeof rows} */
    const next = new Map();
    for (const [index, entry] of matching.entries()) {
      const existing = rows.get(entry.id);
      // An open row is being read, so it stays even beyond the limit.
      if (index >= limit && existing?.element.open !== true) continue;
      const row = existing?.isOf(entry) ? existing : timelineRow(entry);
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
    const isAll = matching.length === items.length;
    setText(count, isAll ? counts(items) : `${matching.length.toLocaleString('en')} of ${counts(items)}`);
    empty.hidden = matching.length > 0;
    setText(empty, items.length === 0 ? 'No callback and no API call yet.' : 'Nothing matches the filter.');
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
 * How many of each kind there are.
 *
 * @param {TimelineItem[]} items
 */
export function counts(items) {
  const calls = items.filter(isCall).length;
  return `${counted(items.length - calls, 'callback')}, ${counted(calls, 'API call')}`;
}

/**
 * @param {number} number
 * @param {string} noun
 */
function counted(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
