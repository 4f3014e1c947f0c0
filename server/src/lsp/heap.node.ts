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
/** Bytes of heap that are worth a collection. */
const much = 60e6;
/** Milliseconds in which what waited for the reading is answered. */
const answering = 100;

/** Ends the growth of the space for young values in time. */
export function limitYoungSpace(): void {
  if (isElectron) return;
  const look = setInterval(() => {
    const size = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
    if (size < enough) return;
    clearInterval(look);
    changeFlag({ now: "--semi-space-growth-factor=1", atStart: "--semi-space-growth-factor=2" });
  }, 10);
  look.unref();
}

/**
 * Collects what died while folders were read, if that was much, and gives the room back to the system: an ordinary collection keeps it for
 * what may come. That takes as long as a hundred milliseconds, so it comes behind the answers.
 */
export function collectAfterReading(): void {
  if (isElectron || getHeapStatistics().total_heap_size < much) return;
  setTimeout(() => {
    const hide = changeFlag({ now: "--expose-gc", atStart: "--no-expose-gc" });
    const collect: unknown = runInNewContext("gc");
    hide();
    if (isCollector(collect)) collect({ type: "major", flavor: "last-resort" });
  }, answering).unref();
}

function isCollector(
  value: unknown,
): value is (how: { readonly type: "major"; readonly flavor: "last-resort" }) => void {
  return typeof value === "function";
}
