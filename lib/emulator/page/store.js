/** @import { ApiCall } from '../api/api-call' */
/** @import { BotProfile, Registration } from '../api/bot-account' */
/** @import { ChatMessage } from '../chat/conversation' */
/** @import { UserProfile } from '../chat/user-profile' */
/** @import { Faults } from '../faults' */
/** @import { Keyboard } from '../../protocol/messages/keyboard' */
/** @import { TimelineEntry } from '../timeline' */

/**
 * @typedef {object} User
 * @property {string} id
 * @property {UserProfile} profile
 * @property {boolean} subscribed
 * @property {Keyboard | null} keyboard
 * @property {ChatMessage[]} chat - oldest first
 */

/** @typedef {TimelineEntry | ApiCall} TimelineItem */

/**
 * The complete state of the emulator.
 *
 * @typedef {object} State
 * @property {BotProfile} bot
 * @property {User[]} users
 * @property {TimelineEntry[]} timeline - oldest first
 * @property {ApiCall[]} calls - oldest first
 * @property {Registration | null} registration
 * @property {Faults} faults
 */

/**
 * The data of each event in the stream.
 *
 * @typedef {object} StreamEvents
 * @property {State} state
 * @property {Omit<User, 'chat'>} user
 * @property {{ user: string, index: number, message: ChatMessage, keyboard: Keyboard | null }} message
 * @property {TimelineEntry} timeline
 * @property {ApiCall} call
 * @property {number} dropped - the id of a callback or an API call
 * @property {Registration | null} registration
 * @property {Faults} faults
 */

/**
 * The changes passed to a view.
 *
 * @typedef {object} Changes
 * @property {boolean} everything - the whole state was replaced; implies all the others
 * @property {boolean} users
 * @property {boolean} selection
 * @property {boolean} timeline
 * @property {boolean} registration
 * @property {boolean} faults
 * @property {boolean} connection
 * @property {Set<number>} messages - indices in the chat of the selected user
 */

/** @typedef {(changes: Changes) => void} View */

/**
 * The state received from the emulator, and the changes that the page has not rendered yet. Views are called at most
 * once per frame with all pending changes, so a thousand callbacks cost a few paints instead of a thousand.
 */
export class Store {
  /** @type {Pick<BotProfile, 'name' | 'uri'>} */
  bot = { name: '', uri: '' };
  /** @type {Map<string, User>} */
  users = new Map();
  /** @type {Map<number, TimelineItem>} by id, oldest first */
  timeline = new Map();
  /** @type {TimelineItem[] | undefined} a saved timeline that is shown in place of the emulator's, oldest first */
  loaded = undefined;
  /** @type {Registration | null} */
  registration = null;
  /** @type {Partial<Faults>} */
  faults = {};
  /** @type {boolean | undefined} `undefined` until the first connection */
  connected = undefined;
  /** @type {string | undefined} */
  selectedId = sessionStorage.getItem('selected-user') ?? undefined;
  /** @type {View[]} */
  #views = [];
  #pending = changesOf(false);
  #frame = 0;

  /** The user whose phone is shown. */
  get selected() {
    return this.#user(this.selectedId);
  }

  /** @param {string | undefined} id */
  nameOf(id) {
    return this.#user(id)?.profile.name;
  }

  /**
   * Adds views; each is called with the pending changes.
   *
   * @param {View[]} views
   */
  show(...views) {
    this.#views.push(...views);
    this.#schedule();
  }

  /** @param {string} id */
  select(id) {
    this.selectedId = id;
    sessionStorage.setItem('selected-user', id);
    this.#pending.selection = true;
    this.#schedule();
  }

  /** @param {TimelineItem[] | undefined} items - `undefined` shows the emulator's timeline again */
  setLoaded(items) {
    this.loaded = items;
    this.#pending.timeline = true;
    this.#schedule();
  }

  /** @param {boolean} connected */
  setConnected(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.#pending.connection = true;
    this.#schedule();
  }

  /**
   * Applies one event of the stream.
   *
   * @template {keyof StreamEvents} Name
   * @param {Name} event
   * @param {StreamEvents[Name]} data
   */
  apply(event, data) {
    this.#handlers[event](data);
    this.#schedule();
  }

  /** @type {{ [Name in keyof StreamEvents]: (data: StreamEvents[Name]) => void }} */
  #handlers = {
    state: ({ bot, users, timeline, calls, registration, faults }) => {
      this.bot = bot;
      this.users = new Map(users.map((user) => [user.id, user]));
      const items = [...timeline, ...calls].sort((one, other) => one.id - other.id);
      this.timeline = new Map(items.map((item) => [item.id, item]));
      this.registration = registration;
      this.faults = faults;
      if (this.selected === undefined) this.selectedId = users[0]?.id ?? this.selectedId;
      this.#pending = changesOf(true);
    },
    user: (user) => {
      this.users.set(user.id, { chat: [], ...this.users.get(user.id), ...user });
      this.#pending.users = true;
      if (this.selected !== undefined) return;
      this.selectedId = user.id;
      this.#pending.selection = true;
    },
    message: ({ user: id, index, message, keyboard }) => {
      const user = this.users.get(id);
      if (user === undefined) return;
      user.keyboard = keyboard;
      user.chat[index] = message;
      this.#pending.users = true;
      if (id === this.selectedId) this.#pending.messages.add(index);
    },
    timeline: (entry) => {
      this.#put(entry);
    },
    call: (call) => {
      this.#put(call);
    },
    dropped: (id) => {
      this.timeline.delete(id);
      this.#pending.timeline = true;
    },
    registration: (registration) => {
      this.registration = registration;
      this.#pending.registration = true;
    },
    faults: (faults) => {
      this.faults = faults;
      this.#pending.faults = true;
    },
  };

  /** @param {TimelineItem} item */
  #put(item) {
    this.timeline.set(item.id, item);
    this.#pending.timeline = true;
  }

  /** @param {string | undefined} id */
  #user(id) {
    return id === undefined ? undefined : this.users.get(id);
  }

  #schedule() {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const changes = this.#pending;
      this.#pending = changesOf(false);
      for (const view of this.#views) view(changes);
    });
  }
}

/**
 * @param {boolean} everything
 * @returns {Changes}
 */
function changesOf(everything) {
  return {
    everything,
    users: everything,
    selection: everything,
    timeline: everything,
    registration: everything,
    faults: everything,
    connection: everything,
    messages: new Set(),
  };
}
