import type { ParsedFile } from "../../language/parse.ts";
import type { Span } from "../../language/spans.ts";
import { tokenEnd } from "../../language/tokens.ts";

/** The reference that is being typed after `->`; `undefined` elsewhere. */
export function tokenContext({ tokens }: ParsedFile, offset: number): { readonly replace: Span } | undefined {
  let at = tokens.findLastIndex((token) => token.startOffset < offset);
  let start = offset;
  let end = offset;
  while (at >= 0) {
    const token = tokens[at];
    if (token === undefined) return undefined;
    if (token.image === "->") return { replace: { start, end } };
    if (tokenEnd(token) !== start && !(tokenEnd(token) > start && start === offset)) return undefined;
    end = Math.max(end, tokenEnd(token));
    start = token.startOffset;
    at--;
  }
  return undefined;
}
