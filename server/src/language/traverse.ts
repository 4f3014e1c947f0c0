import type { Node } from "./ast.ts";
import { childFields } from "./childFields.ts";
import { touches } from "./spans.ts";

/** The nodes right under a node, in the order of the file. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const field of childFields(node.kind)) {
    const value = heldIn(node, field);
    if (isList(value)) {
      for (const item of value) found.push(item);
    } else if (value !== undefined) found.push(value);
  }
  return found;
}

/** Puts the nodes right under a node on a stack, so that the first of them comes off first. */
export function pushChildren(open: Node[], node: Node): void {
  const fields = childFields(node.kind);
  for (let at = fields.length - 1; at >= 0; at--) {
    const value = heldIn(node, fields[at] ?? "");
    if (isList(value)) {
      for (let item = value.length - 1; item >= 0; item--) {
        const child = value[item];
        if (child !== undefined) open.push(child);
      }
    } else if (value !== undefined) open.push(value);
  }
}

/** Calls `enter` for a node and all below it, parents first; where it returns `false`, what is below is left out. */
export function visit(node: Node, enter: (node: Node) => unknown): void {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (enter(next) !== false) pushChildren(waiting, next);
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

type Held = Node | readonly Node[] | undefined;

/** The value of a field of the table, which holds nothing but nodes. */
function heldIn(node: Node, field: string): Held {
  return (node as unknown as Readonly<Record<string, Held>>)[field];
}

function isList(value: Held): value is readonly Node[] {
  return Array.isArray(value);
}
