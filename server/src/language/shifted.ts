/** Copies of what stands in a stretch of a file, with their positions counted from another place. */
import type { Node } from "./ast.ts";
import { childFields } from "./childFields.ts";
import type { Span } from "./spans.ts";
import type { Token } from "./tokens.ts";

/** A token `by` characters later. */
export function shiftedToken(token: Token, by: number): Token {
  return { ...token, startOffset: token.startOffset + by };
}

/** Something with a span, `by` characters later. */
export function shiftedSpan<S extends Span>(spanned: S, by: number): S {
  return { ...spanned, start: spanned.start + by, end: spanned.end + by };
}

type Held = Node | readonly Node[] | undefined;

/** A node with all below it, `by` characters later. */
export function shiftedNode<N extends Node>(node: N, by: number): N {
  const root = shiftedSpan<N>(node, by);
  const waiting: Node[] = [root];
  const take = (child: Node): Node => {
    const copy = shiftedSpan(child, by);
    waiting.push(copy);
    return copy;
  };
  for (let copy = waiting.pop(); copy !== undefined; copy = waiting.pop()) {
    const fields = copy as unknown as Record<string, Held>;
    for (const field of childFields(copy.kind)) {
      const held = fields[field];
      if (held !== undefined) fields[field] = isList(held) ? held.map(take) : take(held);
    }
  }
  return root;
}

function isList(value: Held): value is readonly Node[] {
  return Array.isArray(value);
}
