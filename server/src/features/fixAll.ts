/** Many fixes as one change of a file. */
import { parse } from "../language/parse.ts";
import { checkFile, checks, fixesFor } from "../semantics/checks/index.ts";
import type { Finding } from "../semantics/finding.ts";
import type { Fix, FixEdit } from "../semantics/fixes/fix.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { composedEdits, type Replacement, replaced } from "./composedEdits.ts";
import { findingsIn } from "./findings.ts";

/** The checks whose preferred fixes may be made without a look: they change nothing that a bot does. */
export const safeCodes: ReadonlySet<string> = new Set(
  checks.filter(({ fixesAreSafe }) => fixesAreSafe === true).map(({ code }) => code),
);

/** Fixes beget findings that can be fixed; this many times is enough for all that meet in one place. */
const MOST_ROUNDS = 20;

/** True where some finding of these codes has a fix that needs no choice and stays in the file. */
export function canFixAll({ project, path }: FileView, codes: ReadonlySet<string>): boolean {
  return findingsIn(project, path).some((finding) => codes.has(finding.code) && clearFix(project.index, finding));
}

/** How many findings of a code `fixAllEdits` puts right at once; looks no further than `most`, and not at one alone. */
export function countFixable({ project, path }: FileView, code: string, most: number): number {
  const findings = findingsIn(project, path).filter((finding) => finding.code === code);
  if (findings.length < 2) return findings.length;
  return findings.slice(0, most).filter((finding) => clearFix(project.index, finding) !== undefined).length;
}

/** Makes the preferred fixes of all findings of these codes, as far as they change this file alone. */
export function fixAllEdits({ project, path }: FileView, codes: ReadonlySet<string>): readonly FixEdit[] {
  const source = project.index.files.get(path);
  if (source === undefined) return [];
  const { length } = source.parsed.text;
  let { index } = project;
  let { text } = source.parsed;
  let all: readonly Replacement[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // All checks run: whether a comment hides something depends on the others.
    const findings = checkFile(index, path, project.severities).filter(({ code }) => codes.has(code));
    const edits = editsOfRound(index, findings);
    if (edits.length === 0) break;
    all = composedEdits(length, all, edits);
    text = replaced(text, edits);
    index = index.update({ changed: [{ ...source, parsed: parse(text) }], removed: [] });
  }
  return all.map((edit) => ({ path, ...edit }));
}

/** Of fixes that touch each other the first is made; the next round sees what is left. */
function editsOfRound(index: ProjectIndex, findings: readonly Finding[]): readonly FixEdit[] {
  const edits: FixEdit[] = [];
  for (const finding of findings) {
    const fix = clearFix(index, finding);
    if (fix === undefined) continue;
    const isApart = fix.edits.every((one) => edits.every((other) => one.end < other.start || other.end < one.start));
    if (isApart) edits.push(...fix.edits);
  }
  return edits;
}

function clearFix(index: ProjectIndex, finding: Finding): Fix | undefined {
  const fix = fixesFor(index, finding).find(({ preferred }) => preferred);
  return fix?.edits.every(({ path }) => path === finding.path) === true ? fix : undefined;
}
