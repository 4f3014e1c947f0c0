/**
 * What two versions of a file have in common at their ends. Nearly all that is known of a file after a key is known of the version before:
 * who keeps it looks at the parts between.
 */
import type { FilePart } from "./fileParts.ts";

/** How many parts at the beginning, and how many at the end, are the same values in two versions; no part is counted twice. */
export interface SharedParts {
  readonly head: number;
  readonly tail: number;
}

interface Known extends SharedParts {
  /** Weak, or every version would keep the one before it. */
  readonly before: WeakRef<readonly FilePart[]>;
}

const known = new WeakMap<readonly FilePart[], Known>();

/** Takes note of what is shared at least, as reading tells it: then the rest alone has to be compared. */
export function keepShared(before: readonly FilePart[], now: readonly FilePart[], shared: SharedParts): void {
  known.set(now, { before: new WeakRef(before), head: shared.head, tail: shared.tail });
}

/** What the parts of two versions share. */
export function sharedParts(before: readonly FilePart[], now: readonly FilePart[]): SharedParts {
  const noted = known.get(now);
  let { head, tail } = noted?.before.deref() === before ? noted : { head: 0, tail: 0 };
  const most = Math.min(before.length, now.length);
  const [lastBefore, lastNow] = [before.length - 1, now.length - 1];
  while (head < most - tail && before[head]?.parsed === now[head]?.parsed) head++;
  while (tail < most - head && before[lastBefore - tail]?.parsed === now[lastNow - tail]?.parsed) tail++;
  return { head, tail };
}
