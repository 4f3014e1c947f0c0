import { nodePathIn } from "../language/nearby.ts";
import type { Place } from "../semantics/finding.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";

/** True for a place between the quotes of a string, as a whole or in part, but not in its `{…}`; and for any place beside the flows. */
export function isInString(index: ProjectIndex, { path, start, end }: Place): boolean {
  const parsed = index.files.get(path)?.parsed;
  if (parsed === undefined) return true;
  const around = nodePathIn(parsed, start).filter((node) => node.start <= start && end <= node.end);
  return around.findLast(({ kind }) => kind === "String" || kind === "Interpolation")?.kind === "String";
}
