/**
 * Keeps the memory of the process near to what it holds. V8 lets the space for young values grow while thousands of files
 * are read, and keeps it and what died in it. Inside Electron its flags are left alone: there the client starts the
 * server with a smaller space.
 */
import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";
import { runInNewContext } from "node:vm";
import { changeFlag } from "./engine.node.ts";

const isElectron = process.versions["electron"] !== undefined;

/** Bytes from which on the space for young values does not grow any more. */
const enough = 4e6;
/** Milliseconds between two looks at it: while folders are read it grows with every file, later an editor may be at rest for hours. */
const looks = { reading: 10, later: 500 } as const;
/** Bytes of heap that are worth a collection, and so many that a thorough one would stop the server for too long. */
const much = { atLeast: 60e6, atMost: 300e6 } as const;
/** Milliseconds in which what waited for the reading is answered. */
const answering = 100;

let watch: NodeJS.Timeout | undefined;

/** Ends the growth of the space for young values in time. */
export function limitYoungSpace(): void {
  if (!isElectron) lookEach(looks.reading);
}

function lookEach(milliseconds: number): void {
  clearInterval(watch);
  watch = setInterval(() => {
    const size = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
    if (size < enough) return;
    clearInterval(watch);
    stopGrowing();
  }, milliseconds);
  watch.unref();
}

let growAgain: (() => void) | undefined;

function stopGrowing(): void {
  growAgain = changeFlag({ now: "--semi-space-growth-factor=1", atStart: "--semi-space-growth-factor=2" });
}

/**
 * Collects what died while folders were read, if that was much, and gives the room back to the system: an ordinary collection keeps it for
 * what may come. That takes as long as a hundred milliseconds, so it comes behind the answers. A very large heap is collected beside the work.
 */
export function collectAfterReading(): void {
  if (isElectron) return;
  if (growAgain === undefined) lookEach(looks.later);
  if (getHeapStatistics().total_heap_size < much.atLeast) return;
  setTimeout(() => {
    const hide = changeFlag({ now: "--expose-gc", atStart: "--no-expose-gc" });
    const collect: unknown = runInNewContext("gc");
    hide();
    const isVeryLarge = getHeapStatistics().total_heap_size > much.atMost;
    if (isCollector(collect)) collect({ type: "major", ...(isVeryLarge ? beside : thorough) });
    // It has made the space for young values as small as it was at first.
    growAgain?.();
    lookEach(looks.later);
  }, answering).unref();
}

const beside = { execution: "async" } as const;
const thorough = { flavor: "last-resort" } as const;

type Collector = (how: { readonly type: "major" } & (typeof beside | typeof thorough)) => unknown;

function isCollector(value: unknown): value is Collector {
  return typeof value === "function";
}
