import type { Span } from "../language/spans.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import type { FileView, NamingFile } from "../workspace/snapshot.ts";
import { linkToLanguage } from "./languageLinks.ts";
import { codeSpan } from "./markdown.ts";
import { symbolHelp } from "./symbolHelp.ts";
import { wordAt } from "./wordAt.ts";

/** What is told about the thing under the cursor, and where that thing stands. */
export interface HoverText {
  readonly markdown: string;
  /** The whole reference as written. */
  readonly span: Span;
}

/** Tells about the thing at an offset; `docs` is the address of the folder with the documentation, if there is one. */
export function hover(file: FileView, offset: number, docs?: string): HoverText | undefined {
  return hoverOfName(file, offset, docs) ?? aboutWord(file, offset, docs);
}

function aboutWord({ parsed }: FileView, offset: number, docs: string | undefined): HoverText | undefined {
  const found = wordAt(parsed, offset);
  if (found === undefined) return undefined;
  const parts = [`**${found.kind}** ${codeSpan(found.word)}`, found.text];
  return { markdown: [...parts, ...linkToLanguage(docs, found.section)].join("\n\n"), span: found.span };
}

/** Tells about the thing that is named at an offset of a flow or neighbour. */
export function hoverOfName(file: NamingFile, offset: number, docs?: string): HoverText | undefined {
  const found = symbolAt(file.project.index, file.path, offset);
  if (found === undefined) return undefined;
  const parts = symbolHelp(file.project.index, found.key, docs);
  if (parts.length === 0) return undefined;
  return { markdown: parts.join("\n\n"), span: { start: found.start, end: found.end } };
}
