/**
 * An immutable map of which the next version costs what was changed since the last time that all of it was written: a
 * large map that stays, and a small one of what is different. For tables of one file that changes with every key.
 */
export class LayeredMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  /** What is other than in the base; `undefined` for a key that is gone. */
  readonly #changed: ReadonlyMap<K, V | undefined>;

  private constructor(base: ReadonlyMap<K, V>, changed: ReadonlyMap<K, V | undefined>) {
    this.#base = base;
    this.#changed = changed;
  }

  /** The map is taken over: it must not be changed any more. */
  static of<K, V>(entries: ReadonlyMap<K, V>): LayeredMap<K, V> {
    return new LayeredMap<K, V>(entries, new Map<K, V | undefined>());
  }

  get(key: K): V | undefined {
    return this.#changed.size > 0 && this.#changed.has(key) ? this.#changed.get(key) : this.#base.get(key);
  }

  *keys(): Generator<K> {
    for (const key of this.#base.keys()) if (!this.#changed.has(key)) yield key;
    for (const [key, value] of this.#changed) if (value !== undefined) yield key;
  }

  /** The map with other values for these keys; `undefined` takes a key away. */
  with(changes: ReadonlyMap<K, V | undefined>): LayeredMap<K, V> {
    if (changes.size === 0) return this;
    const changed = new Map(this.#changed);
    for (const [key, value] of changes) changed.set(key, value);
    if (changed.size <= MOST_CHANGED) return new LayeredMap(this.#base, changed);
    const base = new Map(this.#base);
    for (const [key, value] of changed) {
      if (value === undefined) base.delete(key);
      else base.set(key, value);
    }
    return new LayeredMap<K, V>(base, new Map<K, V | undefined>());
  }
}

const MOST_CHANGED = 500;
