import type { Node } from "../language/ast.ts";
import { pushChildren } from "../language/traverse.ts";

/** A node and all below it, in the order of the file; below what `enter` refuses nothing is read. Any depth will do. */
export function* descendants(root: Node, enter: (node: Node) => boolean = () => true): Generator<Node> {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (enter(node)) pushChildren(open, node);
  }
}
