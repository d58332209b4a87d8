import { Heap } from './heap';

/** The limits of a {@link FairCache}. */
export interface FairCacheLimits {
  /** Milliseconds after which an entry is forgotten. */
  ttlMs: number;
  /** The total weight of all entries. */
  maxWeight: number;
}

/** Stands for an entry. An entry that replaces it has the same key, but is another object. */
export interface CacheEntry {
  readonly key: string;
}

/** An entry. The entries of an owner form a linked list, in the order in which they were last set or got. */
interface Entry<Value> extends CacheEntry {
  readonly value: Value;
  readonly weight: number;
  readonly expiresAtMs: number;
  readonly owner: Owner<Value>;
  lastSeen: number;
  older: Entry<Value> | undefined;
  newer: Entry<Value> | undefined;
}

interface Owner<Value> {
  readonly name: string;
  weight: number;
  oldest: Entry<Value> | undefined;
  newest: Entry<Value> | undefined;
  heapIndex: number;
}

/** The steps of cleaning for each new entry. They are more than one, so that expired entries cannot accumulate. */
const CLEANING_STEPS = 3;

/**
 * Keeps values for a limited time, within a total weight that their owners share fairly. When the cache is full, the owner with
 * the largest weight loses its least recently used entry. So an owner within its fair share loses nothing, however much others
 * add. If there is only one owner, it may use the whole cache.
 */
export class FairCache<Value> {
  readonly #limits: FairCacheLimits;
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #owners = new Map<string, Owner<Value>>();
  // Owners of equal weight take turns: the one whose oldest entry was used longer ago comes first.
  readonly #heaviest = new Heap<Owner<Value>>(
    (one, other) =>
      one.weight > other.weight || (one.weight === other.weight && lastSeenOf(one) < lastSeenOf(other)),
  );
  #cleaning = this.#owners.values();
  #cleaned: Owner<Value> | undefined;
  #weight = 0;
  #seen = 0;

  constructor(limits: FairCacheLimits) {
    this.#limits = limits;
  }

  /** The number of entries, including expired ones that still occupy memory. */
  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.expiresAtMs < performance.now()) {
      this.#remove(entry);
      return undefined;
    }
    this.#unlink(entry);
    this.#link(entry);
    this.#heaviest.update(entry.owner);
    return entry.value;
  }

  /**
   * Adds or replaces an entry. An entry heavier than `maxWeight` is not kept.
   *
   * @returns the entry, to pass to {@link remove}; `undefined` if it is not kept
   */
  set(key: string, value: Value, ownerName: string, weight = 1): CacheEntry | undefined {
    this.#remove(this.#entries.get(key));
    if (weight > this.#limits.maxWeight) return undefined;
    const nowMs = performance.now();
    const owner = this.#owners.get(ownerName) ?? this.#addOwner(ownerName);
    // Whole milliseconds, since V8 keeps a fraction in an object of its own.
    const expiresAtMs = Math.ceil(nowMs + this.#limits.ttlMs);
    // Without a spread, which would make each entry slower to create.
    const entry: Entry<Value> = {
      key,
      value,
      weight,
      expiresAtMs,
      owner,
      lastSeen: 0,
      older: undefined,
      newer: undefined,
    };
    this.#entries.set(key, entry);
    this.#link(entry);
    owner.weight += weight;
    this.#weight += weight;
    this.#heaviest.update(owner);
    this.#removeExpired(nowMs);
    while (this.#weight > this.#limits.maxWeight) this.#remove(this.#heaviest.first?.oldest);
    return entry;
  }

  delete(key: string): void {
    this.#remove(this.#entries.get(key));
  }

  /** Removes an entry that {@link set} has returned, unless another one has replaced it. */
  remove(entry: CacheEntry | undefined): void {
    if (entry !== undefined && this.#entries.get(entry.key) === entry) this.delete(entry.key);
  }

  /** Visits the owners in turn, so that the expired entries of an owner that adds nothing more are removed too. */
  #removeExpired(nowMs: number): void {
    for (let step = 0; step < CLEANING_STEPS; step += 1) {
      const oldest = this.#cleaned?.oldest;
      if (oldest !== undefined && oldest.expiresAtMs < nowMs) {
        this.#remove(oldest);
        continue;
      }
      // With one owner there is no other to go to; this saves an iterator for each new entry.
      if (oldest !== undefined && this.#owners.size === 1) return;
      const next = this.#cleaning.next();
      this.#cleaned = next.done === true ? undefined : next.value;
      if (next.done === true) this.#cleaning = this.#owners.values();
    }
  }

  #remove(entry: Entry<Value> | undefined): void {
    if (entry === undefined) return;
    const { owner } = entry;
    this.#entries.delete(entry.key);
    this.#unlink(entry);
    owner.weight -= entry.weight;
    this.#weight -= entry.weight;
    if (owner.oldest !== undefined) {
      this.#heaviest.update(owner);
      return;
    }
    this.#heaviest.remove(owner);
    this.#owners.delete(owner.name);
  }

  #addOwner(name: string): Owner<Value> {
    // A copy, because the name may be a slice of a longer text, which it would keep alive.
    const copy = Buffer.from(name, 'utf16le').toString('utf16le');
    const owner = { name: copy, weight: 0, oldest: undefined, newest: undefined, heapIndex: 0 };
    this.#owners.set(copy, owner);
    this.#heaviest.add(owner);
    return owner;
  }

  #link(entry: Entry<Value>): void {
    const { owner } = entry;
    this.#seen += 1;
    entry.lastSeen = this.#seen;
    entry.older = owner.newest;
    if (owner.newest === undefined) owner.oldest = entry;
    else owner.newest.newer = entry;
    owner.newest = entry;
  }

  #unlink(entry: Entry<Value>): void {
    const { owner, older, newer } = entry;
    if (older === undefined) owner.oldest = newer;
    else older.newer = newer;
    if (newer === undefined) owner.newest = older;
    else newer.older = older;
    entry.older = undefined;
    entry.newer = undefined;
  }
}

function lastSeenOf({ oldest }: Owner<unknown>): number {
  return oldest?.lastSeen ?? Infinity;
}
