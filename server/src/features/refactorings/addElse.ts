import { indentAt, indentOf, lineEndOf } from "../../semantics/fixes/layout.ts";
import type { Offer, Refactoring } from "./refactoring.ts";
import { nodeAt } from "./textPlaces.ts";

/** An `if` or `match` without an `else` gets one, for what is to happen when nothing fits. */
export const addElse: Refactoring = {
  name: "add-else",
  kind: "refactor.rewrite",
  offers({ file, path, selection }): readonly Offer[] {
    const found = nodeAt(file, selection, ["If", "Match", "Say", "Ask", "Api"])?.node;
    if (found?.kind !== "If" && found?.kind !== "Match") return [];
    const { text } = file.source.parsed;
    const last = found.kind === "If" ? found.branches.at(-1)?.block : found.arms.at(-1);
    if (found.otherwise !== undefined || last === undefined || text[found.end - 1] === undefined) return [];
    if (found.kind === "Match" && text[found.end - 1] !== "}") return [];
    const newLine = lineEndOf(text);
    const outer = indentAt(text, found.start);
    const inner = outer + indentOf(text);
    const title = `Add an \`else\` to this \`${found.kind === "If" ? "if" : "match"}\``;
    const block = (indent: string): string =>
      `else {${newLine}${indent}${indentOf(text)}say "TODO"${newLine}${indent}}`;
    const at = last.end;
    const written = found.kind === "If" ? ` ${block(outer)}` : `${newLine}${inner}${block(inner)}`;
    return [{ title, change: () => ({ edits: [{ path, start: at, end: at, text: written }] }) }];
  },
};
