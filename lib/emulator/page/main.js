import { showAttachments } from './attachments.js';
import { showChat } from './chat-log.js';
import { showComposer } from './composer.js';
import { byId, setText } from './dom.js';
import { follow } from './emulator.js';
import { showFaults } from './faults.js';
import { initial } from './formats.js';
import { showKeyboard } from './keyboard-view.js';
import { watchReading } from './reading.js';
import { Store } from './store.js';
import { showTimeline } from './timeline-list.js';
import { showUserControls } from './user-controls.js';
import { showUsers } from './users.js';
import { showWebhook } from './webhook-panel.js';

const store = new Store();

function showTop({ connection }) {
  if (!connection) return;
  const status = byId('connection');
  const { connected, bot } = store;
  setText(
    status,
    connected ? 'Connected' : connected === false ? 'Disconnected, trying again…' : 'Connecting…',
  );
  status.dataset.state = connected ? 'good' : connected === false ? 'bad' : 'busy';
  setText(byId('api-url'), `${location.origin}/pa`);
  setText(byId('bot-name'), bot.name);
  setText(byId('bot-avatar'), initial(bot.name));
}

showAttachments(store);
store.show(
  showTop,
  showUsers(store),
  showUserControls(store),
  showChat(store),
  showComposer(store),
  showKeyboard(store),
  watchReading(store),
  showWebhook(store),
  showFaults(store),
  showTimeline(store),
);
follow(store);
