import type { Node } from "./ast.ts";
import { touches } from "./spans.ts";

/** The nodes right under a node, in the order of the file. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const value of Object.values(node) as readonly unknown[]) {
    if (Array.isArray(value)) {
      for (const item of value as readonly unknown[]) if (isNode(item)) found.push(item);
    } else if (isNode(value)) found.push(value);
  }
  return found;
}

/** Calls `enter` for a node and all below it, parents first; where it returns `false`, what is below is left out. */
export function visit(node: Node, enter: (node: Node) => unknown): void {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (enter(next) === false) continue;
    const below = children(next);
    for (let i = below.length - 1; i >= 0; i--) {
      const child = below[i];
      if (child !== undefined) waiting.push(child);
    }
  }
}

/**
 * The nodes that an offset touches, outermost first. Where two siblings meet at the offset, the later one is taken, so
 * that the cursor before a word is on that word; behind the last word of a node it is still on that.
 */
export function nodePathAt(tree: Node, offset: number): readonly Node[] {
  const path: Node[] = [];
  let next: Node | undefined = touches(tree, offset) ? tree : undefined;
  while (next !== undefined) {
    path.push(next);
    next = children(next).findLast((child) => touches(child, offset));
  }
  return path;
}

/** True for the nodes of the tree among the values of its fields; a field that is no node is a scalar. */
function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value;
}
