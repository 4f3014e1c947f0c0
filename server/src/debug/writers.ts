/** Where each variable was written last, from the `memory` events: a moment of the past has its own. */
import type { RunEvent, SourcePlace } from "../runtime/events.ts";

interface Write {
  /** Number of the run event. */
  readonly at: number;
  readonly path: string;
  readonly place: SourcePlace | undefined;
}

/** Writes remembered at most; then the older half is forgotten. */
const KEPT = 50_000;

export class Writers {
  #writes: Write[] = [];
  /** The last write to a path itself, and to a path or something below it. */
  readonly #exact = new Map<string, Write>();
  readonly #below = new Map<string, Write>();

  /** Takes notice of the run event with that number. */
  note(event: RunEvent, at: number): void {
    if (event.type === "start") this.#forget(({ path }) => path.startsWith("session.") || path.startsWith("temp."));
    if (event.type !== "memory") return;
    const write = { at, path: event.path, place: event.source };
    this.#writes.push(write);
    this.#index(write);
    if (this.#writes.length > KEPT) this.#forget(({ at: number }) => number < (this.#writes[KEPT / 2]?.at ?? 0));
  }

  /** Only so many run events hold any more. */
  backTo(events: number): void {
    if ((this.#writes.at(-1)?.at ?? -1) >= events) this.#forget(({ at }) => at >= events);
  }

  /**
   * The place that wrote the value at the end of a trail of full paths, each below the one before: `session`,
   * `session.account`, `session.account.limit`. `beginning`: no step of the flow wrote it.
   */
  lastWriter(trail: readonly string[]): SourcePlace | "beginning" | undefined {
    const own = this.#below.get(trail.at(-1) ?? "");
    const above = trail.slice(0, -1).map((path) => this.#exact.get(path));
    let latest: Write | undefined;
    for (const write of [own, ...above]) if (write !== undefined && write.at >= (latest?.at ?? 0)) latest = write;
    return latest === undefined ? undefined : (latest.place ?? "beginning");
  }

  #forget(isGone: (write: Write) => boolean): void {
    this.#writes = this.#writes.filter((write) => !isGone(write));
    this.#exact.clear();
    this.#below.clear();
    for (const write of this.#writes) this.#index(write);
  }

  #index(write: Write): void {
    this.#exact.set(write.path, write);
    for (let path = write.path; path !== ""; path = parentOf(path)) this.#below.set(path, write);
  }
}

/** The path without its last step; `""` for a scope. */
function parentOf(path: string): string {
  return path.slice(0, Math.max(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("["))));
}
