import { nodePathIn } from "../language/nearby.ts";
import type { ParsedFile } from "../language/parse.ts";
import { contains, type Span } from "../language/spans.ts";

/** What a selection grows to from an offset, smallest first: the node there, what it stands in, … the whole file. */
export function selectionRanges(parsed: ParsedFile, offset: number): readonly Span[] {
  const { text } = parsed;
  const nodes = nodePathIn(parsed, offset).filter(({ kind }) => kind !== "File");
  const grown: Span[] = [];
  for (const node of nodes.toReversed()) {
    if (node.kind === "String" || node.kind === "Phrase") grow(grown, insideQuotes(text, node), offset);
    grow(grown, node, offset);
  }
  grow(grown, { start: 0, end: text.length }, offset);
  return grown;
}

/** Adds a span that holds the offset and more than those before it. */
function grow(grown: Span[], { start, end }: Span, offset: number): void {
  const last = grown.at(-1) ?? { start: offset, end: offset };
  if (!contains({ start, end }, last) || end - start <= last.end - last.start) return;
  grown.push({ start, end });
}

function insideQuotes(text: string, { start, end }: Span): Span {
  const quotes = text.startsWith('"""', start) ? 3 : 1;
  return { start: start + quotes, end: Math.max(start + quotes, end - quotes) };
}
