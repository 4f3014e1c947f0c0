import type { Name, Path } from "../../language/ast.ts";

/** True for a path such as `session.users[0]`, which means less than the whole of a variable. */
export function isPlaceInList(node: Path | Name): boolean {
  return node.kind === "Path" && node.segments.some(({ kind }) => kind === "PathIndex");
}
