/** Every check, and how a file or a project is checked. */
import type { Finding, Severity } from "../finding.ts";
import type { Fix } from "../fixes/fix.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { bodyNotAllowed } from "./bodyNotAllowed.ts";
import { brokenNext } from "./brokenNext.ts";
import type { Check, CheckContext } from "./check.ts";
import { deadEnd } from "./deadEnd.ts";
import { duplicateFlow } from "./duplicateFlow.ts";
import { duplicateId } from "./duplicateId.ts";
import { duplicateState } from "./duplicateState.ts";
import { endlessLoop } from "./endlessLoop.ts";
import { invalidDuration } from "./invalidDuration.ts";
import { missingStart } from "./missingStart.ts";
import { syntax } from "./syntax.ts";
import { unhandledFailure } from "./unhandledFailure.ts";
import { unknownState } from "./unknownState.ts";

export const checks: readonly Check[] = [
  syntax,
  invalidDuration,
  unknownState,
  brokenNext,
  duplicateState,
  duplicateId,
  duplicateFlow,
  missingStart,
  deadEnd,
  endlessLoop,
  unhandledFailure,
  bodyNotAllowed,
];

const byCode: ReadonlyMap<string, Check> = new Map(checks.map((check) => [check.code, check]));

/** Severities that replace those of the checks, by code; `off` leaves a check out. */
export type Severities = { readonly [code: string]: Severity | "off" };

/** What is wrong in one file, ordered by place. A path that the project does not have gives nothing. */
export function checkFile(index: ProjectIndex, path: string, severities: Severities = {}): readonly Finding[] {
  const context = contextOf(index, path);
  if (context === undefined) return [];
  const findings = checks.flatMap((check) => findingsOf(check, context, severities));
  return findings.sort((a, b) => a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : 1));
}

/** What is wrong in a project, ordered by path and place. */
export function checkProject(index: ProjectIndex, severities: Severities = {}): readonly Finding[] {
  return [...index.files.keys()].flatMap((path) => checkFile(index, path, severities));
}

/** The ways to put a finding right, the likeliest first; none where the project has changed so that it no longer holds. */
export function fixesFor(index: ProjectIndex, finding: Finding): readonly Fix[] {
  const context = contextOf(index, finding.path);
  const check = byCode.get(finding.code);
  if (context === undefined || check?.fixes === undefined || !stillHolds(check, context, finding)) return [];
  return check.fixes(context, finding);
}

/** The check of that code. */
export function checkOf(code: string): Check | undefined {
  return byCode.get(code);
}

function contextOf(index: ProjectIndex, path: string): CheckContext | undefined {
  const file = index.file(path);
  return file === undefined ? undefined : { index, file, path };
}

function stillHolds(check: Check, context: CheckContext, { start, end }: Finding): boolean {
  if (check.isFromRuns === true) return true;
  for (const found of check.run(context)) if (found.start === start && found.end === end) return true;
  return false;
}

function findingsOf(check: Check, context: CheckContext, severities: Severities): readonly Finding[] {
  const severity = Object.hasOwn(severities, check.code) ? severities[check.code] : check.severity;
  if (severity === undefined || severity === "off") return [];
  return Array.from(check.run(context), (found) => ({ related: [], ...found, code: check.code, severity }));
}
