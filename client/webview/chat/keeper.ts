import { type Kept, parseKept } from "./kept.ts";

/** Entries of the user that are kept; those before are shown no more after a reload. */
const most = 500;

/** Reads and writes it; where the browser lets nothing be kept, the conversation ends with the page. */
export interface Keeper {
  read(): Kept | undefined;
  write(kept: Kept): void;
  /** Calls back when another page has written. */
  onChange(callback: (kept: Kept | undefined) => void): void;
}

/** A keeper in the local storage, under a name. */
export function localKeeper(name: string): Keeper {
  return {
    read: () => {
      try {
        return parseKept(localStorage.getItem(name));
      } catch {
        return undefined;
      }
    },
    write: (kept) => {
      try {
        localStorage.setItem(name, JSON.stringify({ ...kept, sent: kept.sent.slice(-most) }));
      } catch {
        // It is not allowed, or it is full: the page goes on without.
      }
    },
    onChange: (callback) =>
      addEventListener("storage", (event) => {
        if (event.key === name) callback(parseKept(event.newValue));
      }),
  };
}
