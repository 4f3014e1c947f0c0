/**
 * What is wrong in a file: what its checks find, and what runs in the editor found out. Computed once for each state
 * of a project, because diagnostics and code actions both ask for it.
 */
import { brokenNext, brokenNextFinding } from "../semantics/checks/brokenNext.ts";
import { checkFile } from "../semantics/checks/index.ts";
import type { Finding } from "../semantics/finding.ts";
import { isIgnored } from "../semantics/ignores.ts";
import { checkNeighbour } from "../semantics/neighbours/checkNeighbour.ts";
import type { Project } from "../workspace/snapshot.ts";

const known = new WeakMap<Project, Map<string, readonly Finding[]>>();

/** The findings of one file of a project, by position. */
export function findingsIn(project: Project, path: string): readonly Finding[] {
  const files = known.get(project) ?? new Map<string, readonly Finding[]>();
  known.set(project, files);
  const findings = files.get(path) ?? find(project, path);
  files.set(path, findings);
  return findings;
}

function find(project: Project, path: string): readonly Finding[] {
  const { index, severities } = project;
  if (index.neighbours.has(path)) return checkNeighbour(index, path, severities);
  const findings = [...checkFile(index, path, severities), ...ofRuns(project, path)];
  return findings.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function ofRuns({ facts, index, severities }: Project, path: string): readonly Finding[] {
  const severity = severities[brokenNext.code] ?? brokenNext.severity;
  const parsed = index.files.get(path)?.parsed;
  if (severity === "off" || parsed === undefined) return [];
  return facts
    .filter((fact) => fact.path === path)
    .map((fact) => ({ ...brokenNextFinding(fact), severity }))
    .filter((finding) => !isIgnored(parsed, finding));
}
