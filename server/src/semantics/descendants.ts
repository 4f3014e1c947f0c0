import type { Node, NodeKind } from "../language/ast.ts";
import { children } from "../language/traverse.ts";

/** A node and all below it, in the order of the file; below what `enter` refuses nothing is read. Any depth will do. */
export function* descendants(root: Node, enter: (node: Node) => boolean = () => true): Generator<Node> {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (enter(node)) pushChildren(open, node);
  }
}

/** Puts the nodes right below a node on a stack, so that the first of them comes off first. */
export function pushChildren(open: Node[], node: Node): void {
  if (LEAVES.has(node.kind)) return;
  const below = children(node);
  for (let at = below.length - 1; at >= 0; at--) {
    const child = below[at];
    if (child !== undefined) open.push(child);
  }
}

/** Nodes that never have others below them: most of a tree. */
const LEAVES: ReadonlySet<NodeKind> = new Set<NodeKind>([
  "Name",
  "Chunk",
  "Number",
  "Duration",
  "Boolean",
  "Null",
  "Pattern",
  "TargetWord",
  "ScalarType",
  "Method",
  "Outcome",
]);
