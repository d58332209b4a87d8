/** @import { Changes } from './store.js' */
import { showAttachments } from './chat/attachments.js';
import { showChatLog } from './chat/chat-log.js';
import { showComposer } from './chat/composer.js';
import { showDeepLink } from './chat/deep-link.js';
import { showKeyboard } from './chat/keyboard.js';
import { markSeen } from './chat/mark-seen.js';
import { showUserControls } from './chat/user-controls.js';
import { showUsers } from './chat/users.js';
import { showLoadedTimeline } from './timeline/loaded-timeline.js';
import { showTimelineList } from './timeline/timeline-list.js';
import { byId, setText } from './dom.js';
import { follow } from './emulator.js';
import { initial } from './formats.js';
import { Store } from './store.js';
import { showFaults } from './faults.js';
import { showWebhookPanel } from './webhook-panel.js';

const store = new Store();

/** @param {Changes} changes */
function showTop({ connection }) {
  if (!connection) return;
  const status = byId('connection', 'p');
  const { connected, bot } = store;
  setText(
    status,
    connected ? 'Connected' : connected === false ? 'Disconnected, reconnecting…' : 'Connecting…',
  );
  status.dataset.state = connected ? 'good' : connected === false ? 'bad' : 'busy';
  setText(byId('api-url', 'code'), `${location.origin}/pa`);
  setText(byId('bot-name', 'h2'), bot.name);
  setText(byId('bot-avatar', 'span'), initial(bot.name));
}

showAttachments(store);
showLoadedTimeline(store);
store.show(
  showTop,
  showUsers(store),
  showDeepLink(store),
  showUserControls(store),
  showChatLog(store),
  showComposer(store),
  showKeyboard(store),
  markSeen(store),
  showWebhookPanel(store),
  showFaults(store),
  showTimelineList(store),
);
follow(store);
