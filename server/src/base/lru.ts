/** A map that keeps the entries used last. */
export interface Lru<K, V> {
  readonly size: number;
  values(): Iterable<V>;
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/** An empty map for at most `capacity` entries. */
export function createLru<K, V>(capacity: number): Lru<K, V> {
  const entries = new Map<K, V>();
  return {
    get size() {
      return entries.size;
    },
    values: () => entries.values(),
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity) break;
        entries.delete(oldest);
      }
    },
  };
}
