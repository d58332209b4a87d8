/** @import { Attempt, TimelineEntry } from '../../timeline' */
import { el, setText } from '../dom.js';
import { eventName, exactTime, stateName } from '../formats.js';
import { callbackDetails } from './callback-details.js';

/**
 * One row of the timeline. Its details are created when it is first opened.
 *
 * @param {TimelineEntry} first
 */
export function timelineRow(first) {
  const { id, event, body, createdAt } = first;
  const cells = {
    id: cell('id'),
    event: cell('event'),
    user: cell('user'),
    state: cell('state'),
    response: cell('response'),
    attempts: cell('attempts'),
    latency: cell('latency'),
    time: cell('time'),
  };
  const element = el('details', {}, el('summary', { class: 'row' }, ...Object.values(cells)));
  const item = el('li', {}, element);
  /** @type {TimelineEntry | undefined} */
  let entry;
  /** @type {TimelineEntry | undefined} */
  let detailsOf;
  /** @type {HTMLElement | undefined} */
  let details;

  setText(cells.id, `#${id}`);
  setText(cells.event, eventName(first));
  setText(cells.time, exactTime(createdAt));
  cells.event.dataset.event = event;

  const showDetails = () => {
    // Rebuild only when the entry has changed, so that selected text stays selected.
    if (!element.open || entry === undefined || detailsOf === entry) return;
    detailsOf = entry;
    const current = callbackDetails(entry);
    if (details === undefined) element.append(current);
    else details.replaceWith(current);
    details = current;
  };
  element.addEventListener('toggle', showDetails);

  return {
    item,
    element,
    body,
    /**
     * @param {TimelineEntry} changed
     * @param {string | undefined} userName
     */
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

/** @param {string} name */
function cell(name) {
  return el('span', { class: `cell-${name}` });
}

/** @param {Attempt | undefined} attempt */
function responseOf(attempt) {
  if (attempt === undefined) return '';
  return attempt.status === undefined ? 'no response' : String(attempt.status);
}
