import { nodePathAt } from "../language/traverse.ts";
import type { Place } from "../semantics/finding.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";

/** True for a place between the quotes of a string, as a whole or in part, but not in its `{…}`; and for any place beside the flows. */
export function isInString(index: ProjectIndex, { path, start, end }: Place): boolean {
  const tree = index.files.get(path)?.parsed.tree;
  if (tree === undefined) return true;
  const around = nodePathAt(tree, start).filter((node) => node.start <= start && end <= node.end);
  return around.findLast(({ kind }) => kind === "String" || kind === "Interpolation")?.kind === "String";
}
