/** Number of callbacks to keep; the emulator keeps as many. */
const MAX_ENTRIES = 20_000;

/**
 * The state received from the emulator, and the changes that the page has not rendered yet. Views are called at most
 * once per frame with all pending changes, so a thousand callbacks cost a few paints instead of a thousand.
 */
export class Store {
  bot = { name: '' };
  users = new Map();
  timeline = new Map();
  registration = null;
  trouble = {};
  /** `undefined` until the first connection. */
  connected = undefined;
  selectedId = sessionStorage.getItem('selected-user') ?? undefined;
  #views = [];
  #pending = noChanges();
  #frame = 0;

  /** The user whose phone is shown. */
  get selected() {
    return this.users.get(this.selectedId);
  }

  /** Adds views; each is called with the pending changes. */
  show(...views) {
    this.#views.push(...views);
    this.#schedule();
  }

  select(id) {
    this.selectedId = id;
    sessionStorage.setItem('selected-user', id);
    this.#pending.selection = true;
    this.#schedule();
  }

  setConnected(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.#pending.connection = true;
    this.#schedule();
  }

  /** Applies one event of the stream. */
  apply(event, data) {
    this.#handlers[event](data);
    this.#schedule();
  }

  #handlers = {
    state: ({ bot, users, timeline, registration, trouble }) => {
      this.bot = bot;
      this.users = new Map(users.map((user) => [user.id, user]));
      this.timeline = new Map(timeline.map((entry) => [entry.id, entry]));
      this.registration = registration;
      this.trouble = trouble;
      if (this.selected === undefined && users.length > 0) this.selectedId = users[0].id;
      this.#pending = allChanges();
    },
    user: (user) => {
      this.users.set(user.id, { chat: [], ...this.users.get(user.id), ...user });
      this.#pending.users = true;
      if (this.selected !== undefined) return;
      this.selectedId = user.id;
      this.#pending.selection = true;
    },
    message: ({ user, index, message, keyboard }) => {
      const { chat } = Object.assign(this.users.get(user), { keyboard });
      chat[index] = message;
      this.#pending.users = true;
      if (user === this.selectedId) this.#pending.messages.add(index);
    },
    timeline: (entry) => {
      this.timeline.set(entry.id, entry);
      if (this.timeline.size > MAX_ENTRIES) this.timeline.delete(this.timeline.keys().next().value);
      this.#pending.timeline = true;
    },
    registration: (registration) => {
      this.registration = registration;
      this.#pending.registration = true;
    },
    trouble: (trouble) => {
      this.trouble = trouble;
      this.#pending.trouble = true;
    },
  };

  #schedule() {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const changes = this.#pending;
      this.#pending = noChanges();
      for (const view of this.#views) view(changes);
    });
  }
}

/** The changes passed to a view. `everything` implies all the others: the whole state was replaced. */
function noChanges() {
  const no = { everything: false, users: false, selection: false, timeline: false };
  return { ...no, registration: false, trouble: false, connection: false, messages: new Set() };
}

function allChanges() {
  const all = { everything: true, users: true, selection: true, timeline: true };
  return { ...all, registration: true, trouble: true, connection: true, messages: new Set() };
}
