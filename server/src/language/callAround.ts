/**
 * Finds the call that is being written at a place.
 *
 * A call that is half typed has no tree worth asking, so the tokens before the place are read backwards up to the `(`
 * that is still open. Two operands in a row, a `->` or a `=` show that the place is no longer in that expression.
 */
import { insideComment, isTextAt, lastBefore, tokensInHole } from "./completionContext.ts";
import { nearby } from "./nearby.ts";
import type { ParsedFile } from "./parse.ts";
import { type Token, tokenKind } from "./tokens.ts";

/** A call around a place: the name of its function, and which argument, counted from 0, the place is in. */
export interface CallAround {
  readonly name: string;
  readonly argument: number;
}

/** The innermost call whose parentheses are around an offset, finished or not; also in the `{…}` of texts. */
export function callAround(parsed: ParsedFile, offset: number): CallAround | undefined {
  const { start, file } = nearby(parsed, offset);
  return insideComment(file, offset - start) ? undefined : callIn(file, file.tokens, offset - start);
}

function callIn(parsed: ParsedFile, tokens: readonly Token[], offset: number): CallAround | undefined {
  const at = lastBefore(tokens, offset);
  const current = tokens[at];
  if (current !== undefined && isTextAt(current, offset)) {
    const inside = tokensInHole(parsed, current, offset);
    const found = inside && callIn(parsed, inside, offset);
    if (found !== undefined) return found;
  }
  return callBefore(tokens, at);
}

const opening: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const closing: ReadonlySet<string> = new Set(Object.values(opening));
const operatorWords: ReadonlySet<string> = new Set(["and", "or", "in", "contains", "matches"]);

/** The call that is still open behind the token at `last`. */
function callBefore(tokens: readonly Token[], last: number): CallAround | undefined {
  const closed: string[] = [];
  let argument = 0;
  for (let at = last; at >= 0; at--) {
    const token = tokens[at];
    const before = tokens[at - 1];
    if (token === undefined) return undefined;
    const image = signOf(token);
    if (image !== undefined && closing.has(image)) closed.push(image);
    else if (image !== undefined && image in opening) {
      if (closed.length > 0) dropClosed(closed, opening[image]);
      else {
        if (image === "(" && before !== undefined && isCallee(before)) return { name: before.image, argument };
        argument = 0;
      }
    } else if (closed.length === 0) {
      if (image === "=" || image === "->") return undefined;
      if (image === ",") argument++;
    }
    if (closed.length === 0 && before !== undefined && endsOperand(before) && beginsOperand(token)) return undefined;
  }
  return undefined;
}

/** Takes the pair of an opening sign off; one that was never closed, between others that are, has none. */
function dropClosed(closed: string[], pair: string | undefined): void {
  const at = closed.lastIndexOf(pair ?? "");
  if (at >= 0) closed.length = at;
}

function signOf(token: Token): string | undefined {
  return tokenKind(token) === "sign" ? token.image : undefined;
}

function isCallee(token: Token): boolean {
  const kind = tokenKind(token);
  return (kind === "name" || kind === "keyword") && !operatorWords.has(token.image) && token.image !== "not";
}

function endsOperand(token: Token): boolean {
  if (tokenKind(token) === "sign") return closing.has(token.image);
  return !operatorWords.has(token.image) && token.image !== "not" && token.image !== "state";
}

function beginsOperand(token: Token): boolean {
  return tokenKind(token) === "sign" ? token.image === "{" : !operatorWords.has(token.image);
}
