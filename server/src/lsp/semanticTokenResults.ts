import type { SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";
import { createLru } from "../base/lru.ts";

/** The tokens that a client has, so that it can be told only what changed. */
export interface SemanticTokenResults {
  /** Keeps the tokens of a document and gives them a name of their own. */
  full(uri: string, data: readonly number[]): SemanticTokens;
  /** What changed since the result of that name; all of it where that is not the last one of the document. */
  delta(uri: string, previous: string, data: readonly number[]): SemanticTokens | SemanticTokensDelta;
  /** The last tokens of a document; none where there are none yet. */
  last(uri: string): readonly number[];
}

/** More open documents than these get their tokens whole. */
const mostDocuments = 100;

export function createSemanticTokenResults(): SemanticTokenResults {
  const results = createLru<string, { readonly id: string; readonly data: readonly number[] }>(mostDocuments);
  let count = 0;
  const keep = (uri: string, data: readonly number[]): string => {
    count++;
    results.set(uri, { id: String(count), data });
    return String(count);
  };
  return {
    full: (uri, data) => ({ resultId: keep(uri, data), data: [...data] }),
    delta(uri, previous, data) {
      const known = results.get(uri);
      const resultId = keep(uri, data);
      if (known === undefined || known.id !== previous) return { resultId, data: [...data] };
      return { resultId, edits: editsBetween(known.data, data) };
    },
    last: (uri) => results.get(uri)?.data ?? [],
  };
}

/** One edit is enough: what a keystroke changes lies together. */
function editsBetween(before: readonly number[], after: readonly number[]): SemanticTokensDelta["edits"] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  if (start === before.length && start === after.length) return [];
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [{ start, deleteCount: before.length - start - tail, data: after.slice(start, after.length - tail) }];
}
