/** @import { TimelineItem } from '../store.js' */
import { el, setText } from '../dom.js';
import { exactTime, isCall, nameOf, stateName } from '../formats.js';
import { callDetails } from './call-details.js';
import { callbackActions } from './callback-actions.js';
import { callbackDetails } from './callback-details.js';

/**
 * One row of the timeline. Its details are created when it is first opened.
 *
 * @param {TimelineItem} first
 */
export function timelineRow(first) {
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
  /** @type {TimelineItem | undefined} */
  let current;
  /** @type {TimelineItem | undefined} */
  let detailsOf;
  /** @type {HTMLElement | undefined} */
  let details;
  /** @type {HTMLElement | undefined} - kept when the details change, since they hold the curl command */
  let actions;

  setText(cells.id, `#${first.id}`);
  setText(cells.event, nameOf(first));
  setText(cells.time, exactTime(first.createdAt));
  cells.event.dataset.event = isCall(first) ? 'call' : first.event;
  cells.user.dir = 'auto';

  const showDetails = () => {
    // Rebuild only when the item has changed, so that selected text stays selected.
    if (!element.open || current === undefined || detailsOf === current) return;
    detailsOf = current;
    const shown = isCall(current)
      ? callDetails(current)
      : callbackDetails(current, (actions ??= callbackActions(current)));
    if (details === undefined) element.append(shown);
    else details.replaceWith(shown);
    details = shown;
  };
  element.addEventListener('toggle', showDetails);

  return {
    item,
    element,
    /**
     * Whether it is the same as the first: two emulators, one after the other, have the same ids.
     *
     * @param {TimelineItem} other
     */
    isOf: (other) => other === current || keyOf(other) === keyOf(first),
    /**
     * @param {TimelineItem} changed
     * @param {string | undefined} userName
     */
    update(changed, userName) {
      setText(cells.user, userName ?? changed.userId ?? receiversOf(changed));
      if (current === changed) return;
      current = changed;
      const { response, attempts, attemptsTitle = '', latencyMs } = outcomeOf(changed);
      setText(cells.state, stateName(changed.state));
      cells.state.dataset.state = changed.state;
      setText(cells.response, response);
      setText(cells.attempts, attempts);
      cells.attempts.title = attemptsTitle;
      cells.attempts.classList.toggle('warned', attemptsTitle !== '');
      setText(cells.latency, latencyMs === undefined ? '' : `${latencyMs} ms`);
      showDetails();
    },
  };
}

/** @param {TimelineItem} item */
function keyOf(item) {
  return isCall(item) ? `call ${item.createdAt} ${item.requestBody}` : `callback ${item.body}`;
}

/** @param {string} name */
function cell(name) {
  return el('span', { class: `cell-${name}` });
}

/**
 * @param {TimelineItem} item
 * @returns {{ response: string, attempts: string, attemptsTitle?: string, latencyMs: number | undefined }}
 */
function outcomeOf(item) {
  if (isCall(item)) {
    const { status, state, errors, warnings, latencyMs } = item;
    const count = errors.length + warnings.length;
    const isUnknown = status === undefined && state === 'refused';
    const response = isUnknown ? 'HTTP 404' : status === undefined ? '' : `status ${status}`;
    const title = `${count} problem${count === 1 ? '' : 's'} in the message`;
    return count === 0
      ? { response, attempts: '', latencyMs }
      : { response, attempts: `⚠ ${count}`, attemptsTitle: title, latencyMs };
  }
  const last = item.attempts.at(-1);
  const response = last === undefined ? '' : last.status === undefined ? 'no response' : String(last.status);
  const attempts = item.attempts.length === 0 ? '' : `×${item.attempts.length}`;
  return { response, attempts, latencyMs: last?.latencyMs };
}

/**
 * How many users a broadcast is for.
 *
 * @param {TimelineItem} item
 */
function receiversOf(item) {
  if (!isCall(item) || item.method !== 'broadcast_message') return '';
  try {
    const { length } = JSON.parse(item.requestBody).broadcast_list;
    return `${Number(length)} user${length === 1 ? '' : 's'}`;
  } catch {
    return '';
  }
}
