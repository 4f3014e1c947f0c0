/** The strings of a file that an expression or a Text could be written in place of, or beside. */
import type * as ast from "../../language/ast.ts";
import { contains, type Span } from "../../language/spans.ts";
import { nodePathAt } from "../../language/traverse.ts";
import type { FileIndex } from "../../semantics/fileIndex.ts";

/** A node with those around it, the nearest first. */
export interface NodeAt<N extends ast.Node> {
  readonly node: N;
  readonly around: readonly ast.Node[];
}

/** The innermost node that holds the selection and is of one of the kinds. */
export function nodeAt<K extends ast.NodeKind>(
  file: FileIndex,
  selection: Span,
  kinds: readonly K[],
): NodeAt<Extract<ast.Node, { readonly kind: K }>> | undefined {
  const path = nodePathAt(file.source.parsed.tree, selection.start).filter((node) => contains(node, selection));
  const isOfKind = (node: ast.Node): node is Extract<ast.Node, { readonly kind: K }> =>
    kinds.some((kind) => kind === node.kind);
  const at = path.findLastIndex(isOfKind);
  const node = path[at];
  return node === undefined || !isOfKind(node) ? undefined : { node, around: path.slice(0, at).toReversed() };
}

/** True where the value of a node stands in an expression: anything that has the same value could stand there. */
export function isValue(node: ast.Node, parent: ast.Node | undefined): boolean {
  switch (parent?.kind) {
    case "Binary":
    case "Conditional":
    case "List":
    case "Parenthesized":
    case "CallExpr":
    case "Interpolation":
    case "Reply":
    case "Body":
    case "Set":
    case "IfBranch":
    case "Match":
    case "MatchArm":
    case "PresetEntry":
    case "SkipWhen":
    case "Check":
    case "Language":
      return true;
    case "ObjectEntry":
      return parent.value === node;
    case "Media":
      return parent.url === node;
    case "Button":
      return parent.open === node || parent.dial === node;
    default:
      return false;
  }
}
