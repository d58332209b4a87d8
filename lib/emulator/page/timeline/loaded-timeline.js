/** @import { Store, TimelineItem } from '../store.js' */
import { byId, setText } from '../dom.js';
import { act, showProblem } from '../emulator.js';
import { isCall } from '../formats.js';
import { counts } from './timeline-list.js';
import { parseSavedTimeline } from './saved-timeline.js';

/** What the emulator keeps has about this size. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** They have the token of another message, so they do not get a new one. */
const RECEIPTS = ['delivered', 'seen', 'failed'];

/**
 * Loads a saved timeline, shows it in place of the emulator's, and replays its callbacks.
 *
 * @param {Store} store
 */
export function showLoadedTimeline(store) {
  const file = byId('timeline-file', 'input');
  const banner = byId('loaded', 'div');
  const status = byId('loaded-status', 'p');
  const newTokens = byId('new-tokens', 'input');
  const replay = byId('replay', 'button');
  /** @type {TimelineItem[]} */
  let items = [];
  /** @type {object | undefined} - the replay that is running */
  let running;
  const stop = () => {
    running = undefined;
    setText(replay, 'Replay');
  };

  byId('load', 'button').addEventListener('click', () => {
    file.click();
  });
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    file.value = ''; // so that the same file can be chosen again
    if (chosen === undefined) return;
    try {
      if (chosen.size > MAX_FILE_BYTES) throw new Error('It is larger than 256 MiB.');
      items = parseSavedTimeline(await chosen.text());
      stop();
      showProblem('');
      store.setLoaded(items);
      setText(status, `${chosen.name}: ${counts(items)}`);
      replay.disabled = items.every(isCall);
      banner.hidden = false;
    } catch (error) {
      showProblem(`${chosen.name} cannot be loaded. ${error instanceof Error ? error.message : ''}`);
    }
  });
  byId('close-loaded', 'button').addEventListener('click', () => {
    stop();
    banner.hidden = true;
    store.setLoaded(undefined);
  });

  const replayAll = async () => {
    const source = items;
    const run = (running = {});
    const callbacks = source.filter((item) => !isCall(item));
    let sent = 0;
    for (const { event, body } of callbacks) {
      setText(status, `Replaying ${sent + 1} of ${callbacks.length} callbacks…`);
      const newToken = newTokens.checked && !RECEIPTS.includes(event);
      const response = await act('send-callback', { body, newToken }, { wait: true });
      if (response === undefined) break;
      sent += 1;
      if (running !== run) break;
    }
    if (running === run) stop();
    // Meanwhile another file may have been loaded, or another replay started.
    if (running === undefined && items === source)
      setText(status, `Replayed ${sent} of ${callbacks.length} callbacks.`);
  };
  replay.addEventListener('click', async () => {
    if (running !== undefined) {
      stop();
      return;
    }
    setText(replay, 'Stop');
    store.setLoaded(undefined); // to show what happens
    await replayAll();
  });
}
