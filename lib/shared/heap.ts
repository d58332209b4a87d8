/** An item of a {@link Heap}, which notes where the item is. */
export interface HeapItem {
  heapIndex: number;
}

/** A binary heap: finds the item that comes before all others. Every change costs at most the logarithm of its size. */
export class Heap<Item extends HeapItem> {
  readonly #items: Item[] = [];
  readonly #isBefore: (one: Item, other: Item) => boolean;

  /** @param isBefore - the order of the items */
  constructor(isBefore: (one: Item, other: Item) => boolean) {
    this.#isBefore = isBefore;
  }

  get first(): Item | undefined {
    return this.#items[0];
  }

  add(item: Item): void {
    this.#put(item, this.#items.length);
    this.update(item);
  }

  /** Moves an item whose place in the order may have changed. */
  update(item: Item): void {
    let index = item.heapIndex;
    for (let above = this.#above(index); above !== undefined && this.#isBefore(item, above);) {
      const freed = above.heapIndex;
      this.#put(above, index);
      index = freed;
      above = this.#above(index);
    }
    for (let below = this.#below(index); below !== undefined && this.#isBefore(below, item);) {
      const freed = below.heapIndex;
      this.#put(below, index);
      index = freed;
      below = this.#below(index);
    }
    this.#put(item, index);
  }

  remove(item: Item): void {
    const last = this.#items.pop();
    if (last === undefined || last === item) return;
    this.#put(last, item.heapIndex);
    this.update(last);
  }

  #above(index: number): Item | undefined {
    return index === 0 ? undefined : this.#items[(index - 1) >> 1];
  }

  /** The first of the two items below. */
  #below(index: number): Item | undefined {
    const left = this.#items[2 * index + 1];
    const right = this.#items[2 * index + 2];
    return left !== undefined && right !== undefined && this.#isBefore(right, left) ? right : left;
  }

  #put(item: Item, index: number): void {
    this.#items[index] = item;
    item.heapIndex = index;
  }
}
