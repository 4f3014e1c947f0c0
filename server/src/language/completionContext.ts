/** What may be written at a place of a file: the words that fit, and what a name may stand for there. */

import type { IToken } from "chevrotain";
import type { Declaration, Node } from "./ast.ts";
import { lex, payloadOf, T } from "./lexer.ts";
import { nearby } from "./nearby.ts";
import type { ParsedFile } from "./parse.ts";
import type { NameRole } from "./parserCore.ts";
import { shiftedNode, shiftedSpan } from "./shifted.ts";
import type { Span } from "./spans.ts";
import { splitText } from "./textParts.ts";
import { type Keyword, type Token, tokenEnd, tokenKind } from "./tokens.ts";
import { nodePathAt } from "./traverse.ts";
import { type Stretch, whatFits } from "./whatFits.ts";

export type { NameRole } from "./parserCore.ts";

/** What fits at an offset. */
export interface CompletionContext {
  /**
   * What a completion replaces: the whole reference that is half typed (`help.ag`, `session.us`, `` `Main me ``), empty
   * where nothing is typed yet.
   */
  readonly replace: Span;
  /** The last part of the reference alone: `ag`, `us`. */
  readonly segment: Span;
  /** The words of the grammar that fit, in its order. */
  readonly keywords: readonly Keyword[];
  /**
   * What a name may stand for: a `state`; a `variable` that is written, or a `value` that is read (a variable or a
   * function); a `member` of `path`; a `key` of an object; or one of the kinds of declarations.
   */
  readonly names: readonly NameRole[];
  /** True where a status (`404`) or a class of them (`4xx`) fits. */
  readonly status: boolean;
  /** The flow that is typed before the name of a state: `help` in `help.ag`. */
  readonly flow: string | undefined;
  /** The names before a `member`: `session`, `users` in `session.users.na`; after `[…]` it is `undefined`. */
  readonly path: readonly string[] | undefined;
  /** The declaration around the offset. */
  readonly declaration: Declaration | undefined;
  /** True in the `{…}` of a text. */
  readonly inText: boolean;
}

/** What fits at an offset; `undefined` in comments, numbers and the literal parts of texts. */
export function completionContext(parsed: ParsedFile, offset: number): CompletionContext | undefined {
  const { start, file } = nearby(parsed, offset);
  const at = offset - start;
  if (insideComment(file, at)) return undefined;
  const declaration = file.tree.declarations.findLast((found) => found.start < at && at <= found.end);
  const context = contextIn(file, file.tokens, "file", at, declaration);
  if (context === undefined || start === 0) return context;
  return {
    ...context,
    replace: shiftedSpan(context.replace, start),
    segment: shiftedSpan(context.segment, start),
    declaration: declaration && shiftedNode(declaration, start),
  };
}

/** True where the offset is in a comment; behind the last character of a line comment it still is. */
export function insideComment({ comments }: ParsedFile, offset: number): boolean {
  return comments.some(({ form, start, end }) => start < offset && (form === "block" ? offset < end : offset <= end));
}

function contextIn(
  parsed: ParsedFile,
  tokens: readonly Token[],
  stretch: Stretch,
  offset: number,
  declaration: Declaration | undefined,
): CompletionContext | undefined {
  const at = lastBefore(tokens, offset);
  const current = tokens[at];
  if (current !== undefined && isTextAt(current, offset)) return contextInText(parsed, current, offset, declaration);
  const touched = current !== undefined && offset <= tokenEnd(current);
  const kind = touched ? tokenKind(current) : undefined;
  if (
    kind === "number" ||
    kind === "duration" ||
    (kind === "pattern" && current !== undefined && offset < tokenEnd(current))
  ) {
    return undefined;
  }
  const word = kind === "name" || kind === "keyword" || isInBackticks(current, offset) ? current : undefined;
  const before = word === undefined ? at + 1 : at;
  const start = word?.startOffset ?? offset;
  const from = stretch === "file" ? firstToken(parsed, tokens, start) : 0;
  const fits = whatFits(parsed.text, tokens.slice(from, before) as readonly IToken[], start, stretch);
  const names = fits.names.filter((role) => role !== "new");
  const keywords = kind === "quotedName" ? [] : fits.keywords;
  if (names.length === 0 && keywords.length === 0 && !fits.status) return undefined;
  const segment = { start, end: word === undefined ? offset : tokenEnd(word) };
  const reference = referenceAround(tokens, before, segment, names);
  const inText = stretch !== "file";
  return { ...reference, keywords, names, status: fits.status, segment, declaration, inText };
}

/** The index of the last token that begins before the offset, or -1. */
export function lastBefore(tokens: readonly Token[], offset: number): number {
  let low = -1;
  let high = tokens.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tokens[middle]?.startOffset ?? 0) < offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The first token of the declaration before `start`; what is before it cannot matter. */
function firstToken({ tree }: ParsedFile, tokens: readonly Token[], start: number): number {
  const declaration = tree.declarations.findLast((found) => found.start < start);
  return declaration === undefined ? 0 : lastBefore(tokens, declaration.start + 1);
}

function isInBackticks(token: Token | undefined, offset: number): boolean {
  if (token === undefined || tokenKind(token) !== "quotedName") return false;
  return offset < tokenEnd(token) || !/^`.*`$/.test(token.image) || offset === tokenEnd(token);
}

// References

type Reference = Pick<CompletionContext, "replace" | "flow" | "path">;

function referenceAround(
  tokens: readonly Token[],
  before: number,
  segment: Span,
  names: readonly NameRole[],
): Reference {
  const prefix = partsBefore(tokens, before);
  const first = prefix.parts[0];
  const end = names.some(isPath) ? endOfReference(tokens, segment.end) : segment.end;
  const nothing = { replace: { start: segment.start, end }, flow: undefined, path: undefined };
  if (!prefix.dotted) return names.includes("variable") || names.includes("value") ? { ...nothing, path: [] } : nothing;
  if (names.includes("state")) {
    const flow = prefix.parts.at(-1);
    if (flow === undefined) return nothing;
    return { replace: { start: flow.startOffset, end: segment.end }, flow: textOf(flow), path: undefined };
  }
  if (!prefix.whole || first === undefined) return nothing;
  return { replace: { start: first.startOffset, end }, flow: undefined, path: prefix.parts.map(textOf) };
}

const isPath = (role: NameRole): boolean =>
  role === "state" || role === "variable" || role === "value" || role === "member";

/** The names with their dots right before the token at `before`; `whole` where nothing but names is before them. */
function partsBefore(tokens: readonly Token[], before: number) {
  const parts: Token[] = [];
  const isName = (token: Token | undefined): token is Token =>
    token !== undefined && ["name", "keyword", "quotedName"].includes(tokenKind(token));
  const dotted = tokens[before - 1]?.tokenType === T.Dot;
  let at = before - 1;
  while (tokens[at]?.tokenType === T.Dot) {
    const name = tokens[at - 1];
    if (!isName(name)) return { parts, dotted, whole: false };
    parts.unshift(name);
    at -= 2;
  }
  return { parts, dotted, whole: true };
}

/** The end of the names and dots that go on right behind an offset. */
function endOfReference(tokens: readonly Token[], end: number): number {
  let at = lastBefore(tokens, end) + 1;
  let reached = end;
  for (;;) {
    const dot = tokens[at];
    const name = tokens[at + 1];
    if (dot?.tokenType !== T.Dot || dot.startOffset !== reached || name?.startOffset !== reached + 1) return reached;
    if (!["name", "keyword", "quotedName"].includes(tokenKind(name))) return reached;
    reached = tokenEnd(name);
    at += 2;
  }
}

function textOf(token: Token): string {
  return token.image.startsWith("`")
    ? token.image.slice(1, token.image.length > 1 && token.image.endsWith("`") ? -1 : undefined)
    : token.image;
}

// Texts

/** True where the offset is inside the quotes of a text. */
export function isTextAt(token: Token, offset: number): boolean {
  if (tokenKind(token) !== "string" || offset > tokenEnd(token)) return false;
  return offset < tokenEnd(token) || payloadOf(token as IToken)?.closed === false;
}

function contextInText(
  parsed: ParsedFile,
  token: Token,
  offset: number,
  declaration: Declaration | undefined,
): CompletionContext | undefined {
  const tokens = tokensInHole(parsed, token, offset);
  if (tokens === undefined) return undefined;
  const stretch = useOf(parsed, token);
  return stretch && contextIn(parsed, tokens, stretch, offset, declaration);
}

/** The tokens in the `{…}` of a text that the offset is in; `undefined` in its literal parts. */
export function tokensInHole({ text }: ParsedFile, token: Token, offset: number): readonly Token[] | undefined {
  const { closed } = payloadOf(token as IToken) ?? { closed: true };
  const hole = splitText(token.image, token.startOffset, closed).parts.find(
    (part) =>
      part.kind === "hole" && part.start < offset && (offset < part.end || (!part.closed && offset === part.end)),
  );
  if (hole?.kind !== "hole") return undefined;
  return lex(text.slice(hole.start + 1, hole.closed ? hole.end - 1 : hole.end), hole.start + 1).tokens;
}

/** What the `{…}` of a text hold, or nothing where the text is taken as it is. */
function useOf({ tree }: ParsedFile, token: Token): Stretch | undefined {
  const path = nodePathAt(tree, token.startOffset + 1);
  const at = path.findLastIndex(
    (node) => node.start === token.startOffset && (node.kind === "String" || node.kind === "Phrase"),
  );
  const node = path[at];
  const owner = path[at - 1];
  if (node?.kind === "Phrase") return "phraseMark";
  return node !== undefined && owner !== undefined && isTakenAsItIs(node, owner) ? undefined : "interpolation";
}

/** True for the texts of the grammar that are no Text and no value. */
function isTakenAsItIs(node: Node, owner: Node): boolean {
  switch (owner.kind) {
    case "EventTrigger":
    case "TextTrigger":
    case "ServiceOpenApi":
    case "State":
    case "TestBotPart":
    case "ExpectError":
      return true;
    case "MockRequest":
    case "ExpectRequest":
      return owner.url === node;
    case "TestEvent":
    case "Track":
      return owner.event === node;
    case "Handover":
      return owner.to === node;
    case "Auth":
      return owner.header === node;
    case "Test":
      return owner.name === node;
    case "ObjectEntry":
      return owner.key === node;
    default:
      return false;
  }
}
