/** A text between `"` becomes one between `"""`, over several lines, and back; it says the same. */

import type * as ast from "../../language/ast.ts";
import { parse } from "../../language/parse.ts";
import { splitText } from "../../language/textParts.ts";
import { indentAt, indentOf, lineEndOf } from "../../semantics/fixes/layout.ts";
import { writeString } from "../../semantics/fixes/writeString.ts";
import type { Offer, Refactoring, RefactoringContext } from "./refactoring.ts";
import { isValue, nodeAt } from "./textPlaces.ts";

export const convertText: Refactoring = {
  name: "convert-text",
  kind: "refactor.rewrite",
  offers(context): readonly Offer[] {
    const found = nodeAt(context.file, context.selection, ["String"]);
    if (found === undefined) return [];
    const [parent] = found.around;
    const isText = parent?.kind === "Text" || parent?.kind === "LanguageText";
    if (!isText && !isValue(found.node, parent)) return [];
    // A text in the `{…}` of another one stays on its line.
    if (found.around.some(({ kind }) => kind === "String")) return [];
    const { path } = context;
    const { start, end, block } = found.node;
    const image = context.file.source.parsed.text.slice(start, end);
    const written = block ? onOneLine(image) : overLines(context, found.node, image);
    if (written === undefined || saying(written) !== saying(image)) return [];
    const title = block
      ? 'Write the text on one line, between `"`'
      : 'Write the text over several lines, between `"""`';
    return [{ title, change: () => ({ edits: [{ path, start, end, text: written }] }) }];
  },
};

function onOneLine(image: string): string | undefined {
  const parts = splitText(image, 0, true).parts.map((part) =>
    part.kind === "hole" ? image.slice(part.start, part.end) : writeString(part.text).slice(1, -1),
  );
  const written = parts.join("");
  return /[\r\n]/.test(written) ? undefined : `"${written}"`;
}

/** A line end that was written `\n` becomes one; what has no other way of being said stays an escape. */
function overLines({ file }: RefactoringContext, { start }: ast.StringLiteral, image: string): string | undefined {
  if (!image.endsWith('"') || image.length < 2) return undefined;
  const { text } = file.source.parsed;
  const newLine = lineEndOf(text);
  const outer = indentAt(text, start);
  const inner = outer + indentOf(text);
  const lines = splitText(image, 0, true)
    .parts.map((part) => {
      const raw = image.slice(part.start, part.end);
      return part.kind === "hole" ? raw : raw.replace(/\\(\\|n|"|u\{[^}]*\}|.)/gs, inBlock);
    })
    .join("")
    .split("\n");
  const indented = lines.map((line) => (line === "" ? "" : inner + line));
  return ['"""', ...indented, `${outer}"""`].join(newLine);
}

function inBlock(written: string, what: string): string {
  if (what === "n") return "\n";
  return what === '"' ? '"' : written;
}

/** What a text says, its `{…}` as written; nothing where it is none. */
function saying(image: string): string | undefined {
  const { problems, tree } = parse(`var x = ${image}`);
  const [declaration] = tree.declarations;
  const value = declaration?.kind === "Var" ? declaration.value : undefined;
  if (problems.length > 0 || value?.kind !== "String" || tree.declarations.length !== 1) return undefined;
  return JSON.stringify(
    splitText(image, 0, true).parts.map((part) =>
      part.kind === "literal" ? part.text.replaceAll("\r\n", "\n") : [image.slice(part.start, part.end)],
    ),
  );
}
