/** What is wrong in a file beside the flows: the strings in it that name a state that does not exist. */
import { withQuestions } from "../checks/questions.ts";
import { fixesOfUnknown, unknownStates } from "../checks/unknownState.ts";
import type { Finding, Severity } from "../finding.ts";
import type { Fix } from "../fixes/fix.ts";
import { isIgnored } from "../ignores.ts";
import type { ProjectIndex } from "../projectIndex.ts";

const code = "unknown-state";

/** Not an error as in a flow: what a program does with the string cannot be told. */
const usual: Severity = "warning";

/** The findings in a neighbour, ordered by place; none for a path that the project does not have. */
export function checkNeighbour(
  index: ProjectIndex,
  path: string,
  severities: { readonly [code: string]: Severity | "off" },
): readonly Finding[] {
  const severity = severities[code] ?? usual;
  const neighbour = index.neighbours.get(path);
  if (neighbour === undefined || severity === "off") return [];
  const found = unknownStates(index, path, neighbour.references);
  const shown = found.filter(({ start }) => !isIgnored(neighbour.read, { code, start })).toArray();
  return withQuestions(index, shown).map((one) => ({ related: [], ...one, code, severity }));
}

/** The ways to put such a finding right, the likeliest first; none where it no longer holds. */
export function fixesInNeighbour(index: ProjectIndex, finding: Finding): readonly Fix[] {
  return finding.code === code ? fixesOfUnknown(index, index.referencesIn(finding.path), finding) : [];
}
