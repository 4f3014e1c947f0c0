/**
 * One way to write a file.
 *
 * The tree says what belongs together (`printRules.ts`), the author's line ends what shall stay apart, and the width
 * decides the rest (`printLines.ts`). Only blanks, line ends and the commas of objects ever change: every token and
 * comment stands in the result as it was written, in its order. Declarations with a mistake are left alone; so is the
 * whole file where laying out the others would change how the wrong ones are read.
 */
import { type ParsedFile, parse } from "./parse.ts";
import { itemsOf } from "./printItems.ts";
import { Layout } from "./printLayout.ts";
import { linesOf, type PrintEdit, type PrintOptions } from "./printLines.ts";
import { regionsOf } from "./printRegions.ts";
import { layOut } from "./printRules.ts";
import { children, visit } from "./traverse.ts";

export type { PrintEdit, PrintOptions } from "./printLines.ts";

/** How files are written unless a project says otherwise. */
export const defaultPrintOptions: PrintOptions = { width: 100, indent: 2 };

/**
 * What has to change in a file so that it stands as it should: edits in order that do not overlap. Each may be made
 * without the others; none of them changes what the file means. Takes linear time.
 */
export function printEdits(parsed: ParsedFile, options: PrintOptions = defaultPrintOptions): readonly PrintEdit[] {
  const regions = regionsOf(parsed);
  const layout = new Layout(parsed.tokens);
  for (const unit of regions.units) {
    layout.group(layout.first(unit), layout.last(unit));
    layout.separate(layout.first(unit), "hard").keepsEmptyLine = true;
    layOut(layout, unit);
  }
  const edits = linesOf(parsed.text, itemsOf(parsed, layout, regions), options);
  return parsed.problems.length === 0 || isReadTheSame(parsed, edits) ? edits : [];
}

/** A file with mistakes is read by guesses from its lines: new lines must not give it another meaning. */
function isReadTheSame(parsed: ParsedFile, edits: readonly PrintEdit[]): boolean {
  return edits.length === 0 || shapeOf(parsed) === shapeOf(parse(printed(parsed.text, edits)));
}

/** All that layout could change in how a file is read: its nodes with their depths, and what is wrong with it. */
function shapeOf({ tree, problems }: ParsedFile): string {
  const found: string[] = problems.map((problem) => problem.message);
  visit(tree, (node) => found.push(`${node.kind} ${children(node).length}`));
  return found.join("\n");
}

/** The text of a file after the edits. */
export function printed(text: string, edits: readonly PrintEdit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const edit of edits) {
    pieces.push(text.slice(from, edit.start), edit.text);
    from = edit.end;
  }
  return [...pieces, text.slice(from)].join("");
}
