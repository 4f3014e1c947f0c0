import { type Span, touches } from "../language/spans.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import type { FileView } from "../workspace/snapshot.ts";

/**
 * The texts between the backticks of one name, at its declaration and its references in the file, if the offset is in one
 * of them: what is typed there is typed everywhere.
 */
export function linkedEditingRanges({ path, parsed, project }: FileView, offset: number): readonly Span[] | undefined {
  const { text } = parsed;
  const found = symbolAt(project.index, path, offset);
  const file = project.index.file(path);
  if (found === undefined || file === undefined) return undefined;
  const isQuoted = ({ start, end }: Span) => text[start - 1] === "`" && text[end] === "`";
  const written = text.slice(found.nameAlone.start, found.nameAlone.end);
  const spans = [...file.symbols, ...file.references]
    .filter(({ key, nameAlone }) => key === found.key && isQuoted(nameAlone))
    .map(({ nameAlone: { start, end } }) => ({ start, end }))
    .filter(({ start, end }) => text.slice(start, end) === written);
  const apart = [...new Map(spans.map((span) => [span.start, span])).values()].toSorted((a, b) => a.start - b.start);
  return apart.length > 1 && apart.some((span) => touches(span, offset)) ? apart : undefined;
}
