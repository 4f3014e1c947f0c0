/**
 * The values that variables had last in a conversation that ran in the editor, by project. They are no part of a
 * snapshot: no text and no problem depends on them, and a running conversation changes them all the time.
 */
import { createEmitter } from "../base/emitter.ts";
import { normalizeUri } from "./uris.ts";

/** One write of a run: the full path as run events print it, and what was written; `null` empties the place. */
export interface ValueWrite {
  readonly path: string;
  readonly value: unknown;
}

/** What is known of the variables of the projects; folders are URIs and may come in any form. */
export interface LastValues {
  /** Takes in what a run wrote, in the order in which it did. */
  add(folder: string, writes: readonly ValueWrite[]): void;
  /** The value under a scope and names; `undefined` where no run has written one. */
  of(folder: string, keys: readonly string[]): unknown;
  /** Calls the listener after every change; the answer removes it. */
  onDidChange(listener: (cause: undefined) => void): () => void;
}

/** Paths of more members are passed over. */
const deepest = 50;

interface Branch extends Map<string, unknown> {}

export function createLastValues(): LastValues {
  const projects = new Map<string, Branch>();
  const changes = createEmitter<undefined>();
  return {
    add: (folder, writes) => {
      const key = normalizeUri(folder);
      const memory = projects.get(key) ?? new Map<string, unknown>();
      projects.set(key, memory);
      for (const { path, value } of writes) {
        const { keys, isWhole } = readPath(path);
        // What a list holds after a write to one of its places is not told.
        if (keys.length > 1 && keys.length <= deepest) write(memory, keys, isWhole ? value : undefined);
      }
      if (writes.length > 0) changes.fire(undefined);
    },
    of: (folder, keys) => {
      let found: unknown = projects.get(normalizeUri(folder));
      for (const key of keys) found = found instanceof Map ? found.get(key) : undefined;
      return plain(found);
    },
    onDidChange: (listener) => changes.on(listener),
  };
}

function write(memory: Branch, keys: readonly string[], value: unknown): void {
  const last = keys.at(-1);
  let at = memory;
  for (const key of keys.slice(0, -1)) {
    const known = at.get(key);
    const below: Branch = known instanceof Map ? known : new Map<string, unknown>();
    at.set(key, below);
    at = below;
  }
  if (last !== undefined) at.set(last, branched(value, 0));
}

/** Objects as branches, so that a later write finds its way into them; the text of a list stays as it is. */
function branched(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth > deepest) return value;
  return new Map(Object.entries(value).map(([key, member]) => [key, branched(member, depth + 1)]));
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, member]) => [String(key), plain(member)]));
}

const segment = /\.?([\p{L}_][\p{L}\p{N}\p{M}_]*)|\["([^"\]]*)"\]/uy;

/** The keys of a path such as `session.account["odd key"]`, up to the first place in a list. */
function readPath(path: string): { readonly keys: readonly string[]; readonly isWhole: boolean } {
  const keys: string[] = [];
  segment.lastIndex = 0;
  for (let end = 0; end < path.length; end = segment.lastIndex) {
    const found = segment.exec(path);
    if (found === null) return { keys, isWhole: false };
    keys.push(found[1] ?? found[2] ?? "");
  }
  return { keys, isWhole: true };
}
