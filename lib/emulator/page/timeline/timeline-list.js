import { byId, setChildren, setText } from '../dom.js';
import { timelineFilter } from './timeline-filter.js';
import { timelineRow } from './timeline-row.js';

/** Number of rows shown initially, and added by each "Show older". Keeps the page fast with many callbacks. */
const PAGE_SIZE = 200;

/** Minimum time between renderings. Keeps typing responsive during a flood of callbacks. */
const RENDER_INTERVAL_MS = 120;

/** The list of callbacks, newest first. */
export function showTimelineList(store) {
  const [list, older, empty, count] = ['timeline', 'older', 'timeline-empty', 'count'].map(byId);
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
    const next = new Map();
    for (const [index, entry] of matching.entries()) {
      const row = rows.get(entry.id);
      // An open row is being read, so it stays even beyond the limit.
      if (index >= limit && row?.element.open !== true) continue;
      const isSame = row !== undefined && row.body === entry.body;
      next.set(entry.id, isSame ? row : timelineRow(entry));
      next.get(entry.id).update(entry, store.users.get(entry.userId)?.profile.name);
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

function countText(matching, all) {
  const callbacks = `${all.toLocaleString('en')} callback${all === 1 ? '' : 's'}`;
  return matching === all ? callbacks : `${matching.toLocaleString('en')} of ${callbacks}`;
}
