import { printPath } from "../expressions/paths.ts";
import type * as ast from "../language/ast.ts";
import { children } from "../language/traverse.ts";
import { fullKeys, isScopeName } from "../runtime/scopes.ts";

const known = new WeakMap<ast.Step, readonly string[]>();

/**
 * The full paths of memory that a step itself reads: what it says, asks, sends, computes and decides by, without the blocks
 * that it may run next. An index that is computed ends its path: any element may be read.
 */
export function pathsReadBy(step: ast.Step): readonly string[] {
  const before = known.get(step);
  if (before !== undefined) return before;
  const paths = new Set<string>();
  collect(step, paths);
  const found = [...paths];
  known.set(step, found);
  return found;
}

function collect(node: ast.Node, into: Set<string>): void {
  for (const child of children(node)) {
    if (child.kind === "Block" || child.kind === "Route" || isWritten(node, child)) continue;
    const path = child.kind === "Path" ? fullPath(child) : undefined;
    if (path !== undefined) into.add(path);
    collect(child, into);
  }
}

/** What a step only writes to. */
function isWritten(node: ast.Node, child: ast.Node): boolean {
  return (node.kind === "Set" || node.kind === "Clear" || node.kind === "Ask") && node.target === child;
}

function fullPath({ root, segments }: ast.Path): string | undefined {
  const names: string[] = [root.text];
  for (const segment of segments) {
    if (segment.kind !== "Name") break;
    names.push(segment.text);
  }
  const keys = fullKeys(names);
  return isScopeName(keys[0]) ? printPath(keys) : undefined;
}
