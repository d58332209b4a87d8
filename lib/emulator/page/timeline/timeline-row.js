import { el, setText } from '../dom.js';
import { eventName, exactTime, stateName } from '../formats.js';
import { callbackDetails } from './callback-details.js';

const CELLS = ['id', 'event', 'user', 'state', 'response', 'attempts', 'latency', 'time'];

/** One row of the timeline. Its details are created when it is first opened. */
export function timelineRow(first) {
  const { id, event, body, createdAt } = first;
  const cells = Object.fromEntries(CELLS.map((name) => [name, el('span', { class: `cell-${name}` })]));
  const element = el('details', {}, el('summary', { class: 'row' }, ...Object.values(cells)));
  const item = el('li', {}, element);
  let entry;
  let detailsOf;
  let details;

  setText(cells.id, `#${id}`);
  setText(cells.event, eventName(first));
  setText(cells.time, exactTime(createdAt));
  cells.event.dataset.event = event;

  const showDetails = () => {
    // Rebuild only when the entry has changed, so that selected text stays selected.
    if (!element.open || detailsOf === entry) return;
    detailsOf = entry;
    const made = callbackDetails(entry);
    if (details === undefined) element.append(made);
    else details.replaceWith(made);
    details = made;
  };
  element.addEventListener('toggle', showDetails);

  return {
    item,
    element,
    body,
    update(changed, userName) {
      setText(cells.user, userName ?? changed.userId ?? '');
      if (entry === changed) return;
      entry = changed;
      const last = entry.attempts.at(-1);
      setText(cells.state, stateName(entry.state));
      cells.state.dataset.state = entry.state;
      setText(cells.response, responseOf(last));
      setText(cells.attempts, entry.attempts.length === 0 ? '' : `×${entry.attempts.length}`);
      setText(cells.latency, last === undefined ? '' : `${last.latencyMs} ms`);
      showDetails();
    },
  };
}

function responseOf(attempt) {
  if (attempt === undefined) return '';
  return attempt.status === undefined ? 'no response' : String(attempt.status);
}
