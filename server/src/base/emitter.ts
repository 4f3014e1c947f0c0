/** Tells any number of listeners that something happened. */
export interface Emitter<T> {
  /** Adds a listener; the answer removes it. */
  on(listener: (value: T) => void): () => void;
  fire(value: T): void;
}

/** An emitter without listeners. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    fire(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}
