/**
 * The flags of V8 that the server changes while it runs, and what was compiled of it.
 *
 * While an editor starts, its processors have better things to do than to optimise what has run for a second: until then the quick compiler
 * does. What is compiled is kept for the next start, which takes it only where its flags are those of its own: so it is kept under the flags
 * that V8 began with. Inside Electron they are left alone: there the client starts the server with what it needs.
 */
import { flushCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";

/** A flag with another value than it has at the start of a process. */
interface ChangedFlag {
  readonly now: string;
  readonly atStart: string;
}

const isElectron = process.versions["electron"] !== undefined;
const changed = new Set<ChangedFlag>();

/** Sets a flag; the answer gives it the value back that it had. */
export function changeFlag(flag: ChangedFlag): () => void {
  if (isElectron) return () => {};
  setFlagsFromString(flag.now);
  changed.add(flag);
  return () => {
    setFlagsFromString(flag.atStart);
    changed.delete(flag);
  };
}

/** Milliseconds after which what an editor asks for at its start is done, and what the server often does is known. */
const settled = 5_000;

/** Leaves the slow compiler out until the server has settled; keeps what was compiled by then, as an editor may end it without a word. */
export function compileQuicklyAtFirst(): void {
  const end = changeFlag({
    now: "--invocation-count-for-turbofan=30000",
    atStart: "--invocation-count-for-turbofan=3000",
  });
  setTimeout(() => {
    end();
    keepCompiled();
  }, settled).unref();
  // What ends before is kept at its end.
  process.once("exit", () => restore(changed));
}

function keepCompiled(): void {
  restore(changed);
  flushCompileCache();
  for (const { now } of changed) setFlagsFromString(now);
}

function restore(flags: Iterable<ChangedFlag>): void {
  for (const { atStart } of flags) setFlagsFromString(atStart);
}
