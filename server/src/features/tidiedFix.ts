/** Fixes write items and steps at their place; where the declaration was laid out as it should be, it is so afterwards. */
import type { Declaration } from "../language/ast.ts";
import { parse } from "../language/parse.ts";
import { defaultPrintOptions, type PrintOptions, printEdits } from "../language/print.ts";
import { contains, type Span } from "../language/spans.ts";
import type { Fix, FixEdit } from "../semantics/fixes/fix.ts";
import { lineEndOf } from "../semantics/fixes/layout.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { composedEdits, replaced } from "./composedEdits.ts";

/** The fix with what it changes inside of a declaration laid out; as it is where that was not formatted, or has mistakes. */
export function tidiedFix({ project }: FileView, fix: Fix): Fix {
  const options = { ...defaultPrintOptions, ...project.settings.format };
  const edits = [...Map.groupBy(fix.edits, ({ path }) => path)].flatMap(([path, inFile]) => {
    const parsed = project.index.files.get(path)?.parsed;
    if (parsed === undefined) return inFile;
    const owners = new Set(inFile.map((edit) => parsed.tree.declarations.find((one) => isInside(one, edit))));
    return [...owners].flatMap((owner) => {
      const inOwner = inFile.filter((edit) => parsed.tree.declarations.find((one) => isInside(one, edit)) === owner);
      return owner === undefined ? inOwner : tidied(parsed.text, owner, inOwner, options);
    });
  });
  return { ...fix, edits };
}

/** In the midst of it: what stands before or behind it is no part of it. */
function isInside(declaration: Declaration, edit: Span): boolean {
  return contains(declaration, edit) && declaration.start < edit.start && edit.end < declaration.end;
}

function tidied(text: string, owner: Span, edits: readonly FixEdit[], options: PrintOptions): readonly FixEdit[] {
  const [first] = edits;
  const beginsLine = owner.start === 0 || text[owner.start - 1] === "\n";
  if (first === undefined || !beginsLine) return edits;
  const before = text.slice(owner.start, owner.end) + lineEndOf(text);
  const inOwner = edits.map(({ start, end, text }) => ({ start: start - owner.start, end: end - owner.start, text }));
  const parsed = parse(before);
  if (parsed.problems.length > 0 || printEdits(parsed, options).length > 0) return edits;
  const after = parse(replaced(before, inOwner));
  if (after.problems.length > 0) return edits;
  return composedEdits(before.length, inOwner, printEdits(after, options)).map((edit) => ({
    path: first.path,
    start: edit.start + owner.start,
    end: edit.end + owner.start,
    text: edit.text,
  }));
}
