/** Callbacks kept, as many as the emulator itself keeps. */
const MAX_ENTRIES = 20_000;

/**
 * What the emulator has told so far, and which parts of it the page has not shown yet. Views are called once a frame
 * with all of that together, so that a thousand callbacks cost a few paints and not a thousand.
 */
export class Store {
  bot = { name: '' };
  users = new Map();
  timeline = new Map();
  registration = null;
  faults = {};
  /** `undefined` until the first answer. */
  connected = undefined;
  selectedId = sessionStorage.getItem('selected-user') ?? undefined;
  #views = [];
  #news = noNews();
  #frame = 0;

  /** The user whose phone is shown. */
  get selected() {
    return this.users.get(this.selectedId);
  }

  /** Adds a view: called with what is new, at most once a frame. */
  show(...views) {
    this.#views.push(...views);
    this.#changed();
  }

  select(id) {
    this.selectedId = id;
    sessionStorage.setItem('selected-user', id);
    this.#news.selection = true;
    this.#changed();
  }

  setConnected(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.#news.connection = true;
    this.#changed();
  }

  /** Takes one event of the stream. */
  take(event, data) {
    this.#takers[event](data);
    this.#changed();
  }

  #takers = {
    state: ({ bot, users, timeline, registration, faults }) => {
      this.bot = bot;
      this.users = new Map(users.map((user) => [user.id, user]));
      this.timeline = new Map(timeline.map((entry) => [entry.id, entry]));
      this.registration = registration;
      this.faults = faults;
      if (this.selected === undefined && users.length > 0) this.selectedId = users[0].id;
      this.#news = allNews();
    },
    user: (user) => {
      this.users.set(user.id, { chat: [], ...this.users.get(user.id), ...user });
      this.#news.users = true;
      if (this.selected !== undefined) return;
      this.selectedId = user.id;
      this.#news.selection = true;
    },
    message: ({ user, index, message, keyboard }) => {
      const { chat } = Object.assign(this.users.get(user), { keyboard });
      chat[index] = message;
      this.#news.users = true;
      if (user === this.selectedId) this.#news.messages.add(index);
    },
    timeline: (entry) => {
      this.timeline.set(entry.id, entry);
      if (this.timeline.size > MAX_ENTRIES) this.timeline.delete(this.timeline.keys().next().value);
      this.#news.timeline = true;
    },
    registration: (registration) => {
      this.registration = registration;
      this.#news.registration = true;
    },
    faults: (faults) => {
      this.faults = faults;
      this.#news.faults = true;
    },
  };

  #changed() {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const news = this.#news;
      this.#news = noNews();
      for (const view of this.#views) view(news);
    });
  }
}

/** What a view is called with; `everything` comes with all the others, and says that what was known is void. */
function noNews() {
  const no = { everything: false, users: false, selection: false, timeline: false };
  return { ...no, registration: false, faults: false, connection: false, messages: new Set() };
}

function allNews() {
  const all = { everything: true, users: true, selection: true, timeline: true };
  return { ...all, registration: true, faults: true, connection: true, messages: new Set() };
}
