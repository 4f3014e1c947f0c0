/** The last step of every refactoring: what it writes is laid out, and it is not made where it would break a file. */
import { parse } from "../../language/parse.ts";
import { printEdits } from "../../language/print.ts";
import { indexFile } from "../../semantics/fileIndex.ts";
import type { Place } from "../../semantics/finding.ts";
import type { FixEdit } from "../../semantics/fixes/fix.ts";
import { composedEdits, replaced } from "../composedEdits.ts";
import type { Change, RefactoringContext } from "./refactoring.ts";

/** A change as it is made. */
export interface FinishedChange {
  readonly edits: readonly FixEdit[];
  readonly newFile: { readonly path: string; readonly text: string } | undefined;
  /** The name to change, in its file as it is after the edits. */
  readonly rename: Place | undefined;
  /** That file as it is after the edits. */
  readonly renameText: string | undefined;
}

/**
 * A file that was formatted is formatted after it, and no other is; `undefined` where a file would have more mistakes
 * than before.
 */
export function finish(context: RefactoringContext, { edits, newFile, named }: Change): FinishedChange | undefined {
  const texts = new Map<string, string>();
  const finished: FixEdit[] = [];
  for (const [path, inFile] of Map.groupBy(edits, (edit) => edit.path)) {
    const tidied = tidy(context, path, inFile);
    if (tidied === undefined) return undefined;
    texts.set(path, tidied.text);
    finished.push(...tidied.edits);
  }
  if (newFile !== undefined) {
    const parsed = parse(newFile.text);
    if (parsed.problems.length > 0) return undefined;
    texts.set(newFile.path, replaced(newFile.text, printEdits(parsed, context.format)));
  }
  return {
    edits: finished,
    newFile: newFile && { path: newFile.path, text: texts.get(newFile.path) ?? newFile.text },
    rename: named && placeOf(named, texts.get(named.path)),
    renameText: named && texts.get(named.path),
  };
}

interface Tidied {
  readonly edits: readonly FixEdit[];
  readonly text: string;
}

function tidy({ index, format }: RefactoringContext, path: string, edits: readonly FixEdit[]): Tidied | undefined {
  const before = index.files.get(path)?.parsed;
  // A file beside the flows is written as it is.
  if (before === undefined) return index.neighbours.has(path) ? { edits, text: "" } : undefined;
  const text = replaced(before.text, edits);
  const after = parse(text);
  if (after.problems.length > before.problems.length) return undefined;
  if (printEdits(before, format).length > 0) return { edits, text };
  const layout = printEdits(after, format);
  const all = composedEdits(before.text.length, edits, layout).map((edit) => ({ path, ...edit }));
  return { edits: all, text: replaced(text, layout) };
}

function placeOf({ path, key }: { readonly path: string; readonly key: string }, text = ""): Place | undefined {
  const { symbols } = indexFile({ path, uri: path, parsed: parse(text) });
  const symbol = symbols.find((one) => one.key === key);
  return symbol && { path, ...symbol.nameSpan };
}
