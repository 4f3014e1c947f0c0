import type { ParsedFile } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";
import { visit } from "../language/traverse.ts";

/** An address in a file that can be opened as it is. */
export interface DocumentLink extends Span {
  readonly target: string;
}

const address = /https?:\/\/[^\s"'`{}<>\\|]+/g;

/** The web addresses in the texts and comments of a file; one that goes on with a `{…}` is known only when it runs. */
export function documentLinks({ tree, comments, text }: ParsedFile): readonly DocumentLink[] {
  const links: DocumentLink[] = comments.flatMap((comment) => linksIn(text, comment));
  visit(tree, (node) => {
    if (node.kind !== "String") return;
    node.parts.forEach((part, at) => {
      if (part.kind !== "Chunk") return;
      const goesOn = node.parts[at + 1] !== undefined;
      links.push(...linksIn(text, part).filter(({ end }) => !goesOn || end < part.end));
    });
  });
  return links.toSorted((a, b) => a.start - b.start);
}

function linksIn(text: string, { start, end }: Span): readonly DocumentLink[] {
  return [...text.slice(start, end).matchAll(address)].flatMap((match) => {
    // What ends a sentence ends no address.
    const target = match[0].replace(/[.,;:!?)\]]+$/, "");
    const from = start + match.index;
    return URL.canParse(target) ? [{ target, start: from, end: from + target.length }] : [];
  });
}
