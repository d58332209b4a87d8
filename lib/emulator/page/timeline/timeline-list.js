import { byId, setChildren, setText } from '../dom.js';
import { timelineFilter } from './timeline-filter.js';
import { timelineRow } from './timeline-row.js';

/** Rows shown at first, and more by each "show older": the page stays quick however many callbacks there are. */
const PAGE_SIZE = 200;

/** Milliseconds from one rendering to the next at least: in a flood of callbacks the page is to be free for typing. */
const PAUSE_MS = 120;

/** Every callback and what came of it, newest first. */
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
      // A row that is open is being read, and stays whatever comes after it.
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
      entries.length === 0 ? 'No callback has been sent yet.' : 'No callback passes the filter.',
    );
  };

  let lastAt = -PAUSE_MS;
  let timer;
  return ({ timeline, users }) => {
    if ((!timeline && !users) || timer !== undefined) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        lastAt = performance.now();
        render();
      },
      lastAt + PAUSE_MS - performance.now(),
    );
  };
}

function countText(matching, all) {
  const callbacks = `${all.toLocaleString('en')} callback${all === 1 ? '' : 's'}`;
  return matching === all ? callbacks : `${matching.toLocaleString('en')} of ${callbacks}`;
}
