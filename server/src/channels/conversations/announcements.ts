import type { ConversationKey } from "../storage/store.ts";

/** Tells those who wait in this process what a commit of this process has brought. */
export class Announcements {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Calls back whenever something has happened to a conversation; the answer ends it. */
  listen(key: ConversationKey, callback: () => void): () => void {
    const name = nameOf(key);
    const listeners = this.#listeners.get(name) ?? new Set();
    listeners.add(callback);
    this.#listeners.set(name, listeners);
    return () => {
      listeners.delete(callback);
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) this.#listeners.delete(name);
    };
  }

  /** Something has happened to a conversation. */
  announce(key: ConversationKey): void {
    for (const callback of [...(this.#listeners.get(nameOf(key)) ?? [])]) callback();
  }
}

function nameOf({ channel, user }: ConversationKey): string {
  return JSON.stringify([channel, user]);
}
