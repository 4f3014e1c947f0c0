/** Conversations of other tools as tests: what every import comes to, before it is written. */
import { patternOf } from "../../expressions/patterns.ts";
import type { Value } from "../../expressions/values.ts";

/** A file of another tool. */
export interface ForeignFile {
  /** As it is told of, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Something that a test cannot say, or says otherwise. */
export interface Loss {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** A sentence. */
  readonly message: string;
}

/** What the user does, what the bot is to say, and what is to be true. */
export type ImportedStep =
  | { readonly kind: "user"; readonly text: string }
  | { readonly kind: "tap"; readonly title: string }
  | { readonly kind: "event"; readonly name: string; readonly data?: { readonly [key: string]: Value } }
  | { readonly kind: "attach"; readonly data: { readonly type: string; readonly url: string; readonly name: string } }
  /** Milliseconds. */
  | { readonly kind: "wait"; readonly ms: number }
  | ImportedMessage
  | { readonly kind: "botNothing" }
  | { readonly kind: "expectEnded" }
  /** That a path of `session` holds a value; without one, that it holds something. */
  | { readonly kind: "expectValue"; readonly path: readonly string[]; readonly value?: Value };

/** A message: any of the texts, a part of it, or a pattern (one, as a regular expression that any part of the text may match). */
export interface ImportedMessage {
  readonly kind: "bot";
  readonly texts: readonly string[];
  readonly match: "text" | "contains" | "pattern";
  readonly replies?: readonly string[];
  readonly buttons?: readonly string[];
  readonly hasImage?: boolean;
}

export interface ImportedTest {
  readonly name: string;
  readonly steps: readonly ImportedStep[];
}

/** The tests of one file. */
export interface ImportedFile {
  readonly path: string;
  readonly tests: readonly ImportedTest[];
}

/** What became of files of another tool: their tests, and all that was lost, in the order of files and lines. */
export interface Imported {
  readonly files: readonly ImportedFile[];
  readonly losses: readonly Loss[];
}

/** By file and line. */
export function inOrder(losses: readonly Loss[]): readonly Loss[] {
  return losses.toSorted((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

/** The name of a file without folder and endings: `chats/greeting.convo.txt` is `greeting`. */
export function plainFileName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.slice(0, name.indexOf(".", 1) < 0 ? undefined : name.indexOf(".", 1));
}

/** Names that are there already get a number. */
export function withUniqueNames(tests: readonly ImportedTest[]): readonly ImportedTest[] {
  const taken = new Map<string, number>();
  return tests.map(({ name, steps }) => {
    let [free, count] = [name, taken.get(name) ?? 0];
    while (taken.has(free)) free = `${name} (${++count})`;
    taken.set(free, 1);
    if (free !== name) taken.set(name, count);
    return { name: free, steps };
  });
}

/** A message that matches a regular expression of another tool; any message where it does not read here. */
export function patternMessage(source: string, lose: (message: string) => void): ImportedMessage {
  if (!/(?:^|[^\\])(?:\\\\)*\\$/.test(source) && patternOf(source, false) !== null) {
    return { kind: "bot", texts: [source], match: "pattern" };
  }
  lose(`A pattern here has no look-around and no references back: any message will do for ${source}`);
  return { kind: "bot", texts: [""], match: "contains" };
}
