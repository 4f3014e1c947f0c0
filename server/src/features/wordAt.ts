import type { Node } from "../language/ast.ts";
import { insideComment } from "../language/completionContext.ts";
import { nearby, nodePathIn } from "../language/nearby.ts";
import type { ParsedFile } from "../language/parse.ts";
import type { Span } from "../language/spans.ts";
import { type Keyword, keywords } from "../language/tokens.ts";
import { aboutType } from "./typeHelp.ts";
import { type WordMeaning, wordHelp } from "./wordHelp.ts";

/** A word of the language, where it stands, and what it means there. */
export interface ExplainedWord {
  readonly word: string;
  readonly kind: "keyword" | "type";
  readonly text: string;
  readonly section: WordMeaning["section"];
  readonly span: Span;
}

const isKeyword = (word: string): word is Keyword => (keywords as readonly string[]).includes(word);

/** The keyword, type or system entity at an offset; a name that only looks like one is none. */
export function wordAt(parsed: ParsedFile, offset: number): ExplainedWord | undefined {
  const near = nearby(parsed, offset);
  if (insideComment(near.file, offset - near.start)) return undefined;
  const span = wordAround(parsed.text, offset);
  const word = parsed.text.slice(span.start, span.end);
  const path = nodePathIn(parsed, span.start).toReversed();
  const [innermost, owner] = path;
  if (innermost === undefined || isLiteral(innermost)) return undefined;
  if (innermost.kind === "Name" && innermost.end > span.start) return entityAt(innermost.text, owner, span);
  if (!isKeyword(word)) return undefined;
  for (const node of path) {
    const meant = wordHelp[word].find((one) => one.in.includes(node.kind));
    if (meant === undefined) continue;
    const type = node.kind === "ScalarType" ? aboutType(word) : undefined;
    return {
      word,
      kind: type === undefined ? "keyword" : "type",
      text: type ?? meant.text,
      section: meant.section,
      span,
    };
  }
  return undefined;
}

function entityAt(name: string, owner: Node | undefined, span: Span): ExplainedWord | undefined {
  if (owner?.kind !== "EntityType" && owner?.kind !== "PhraseMark") return undefined;
  const text = aboutType(name);
  return text === undefined ? undefined : { word: name, kind: "type", text, section: "grammar", span };
}

/** The letters around an offset. */
function wordAround(text: string, offset: number): Span {
  let [start, end] = [offset, offset];
  while (start > 0 && isLetter(text.charAt(start - 1))) start--;
  while (end < text.length && isLetter(text.charAt(end))) end++;
  return { start, end };
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character);
}

/** What is said or matched is no language of ours. */
function isLiteral({ kind }: Node): boolean {
  return kind === "Chunk" || kind === "String" || kind === "Pattern" || kind === "Phrase";
}
