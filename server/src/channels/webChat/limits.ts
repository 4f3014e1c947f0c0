/** Counts what each of many does in a minute; those that have been silent for a minute cost nothing. */
export class MinuteLimit {
  readonly #most: number;
  readonly #now: () => number;
  #windows = new Map<string, { readonly since: number; readonly count: number }>();
  #sweptAt = 0;

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  /** Counts one more of `name`: 0 where it is within the limit, else the milliseconds until the next. */
  take(name: string): number {
    const now = this.#now();
    this.#sweep(now);
    const known = this.#windows.get(name);
    const { since, count } = known === undefined || now - known.since >= minute ? { since: now, count: 0 } : known;
    if (count >= this.#most) return since + minute - now;
    this.#windows.set(name, { since, count: count + 1 });
    return 0;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < minute) return;
    this.#sweptAt = now;
    this.#windows = new Map([...this.#windows].filter(([, { since }]) => now - since < minute));
  }
}

const minute = 60_000;

/** Counts what is open at a time, in all and of each of many. */
export class OpenLimit {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #open = new Map<string, number>();
  #count = 0;

  constructor(most: number, mostOfOne: number) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
  }

  /** Opens one more of `name`; what closes it (once, however often it is called), or `undefined` where there are too many. */
  open(name: string): (() => void) | undefined {
    const ofOne = this.#open.get(name) ?? 0;
    if (this.#count >= this.#most || ofOne >= this.#mostOfOne) return undefined;
    this.#count += 1;
    this.#open.set(name, ofOne + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#count -= 1;
      const left = (this.#open.get(name) ?? 1) - 1;
      if (left === 0) this.#open.delete(name);
      else this.#open.set(name, left);
    };
  }
}
