/** Every check, and how a file or a project is checked. */
import type { Finding, Severity } from "../finding.ts";
import type { Fix } from "../fixes/fix.ts";
import { actsOn, type Ignore, ignoresOf, isIgnored } from "../ignores.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { ambiguousPhrase } from "./ambiguousPhrase.ts";
import { bodyNotAllowed } from "./bodyNotAllowed.ts";
import { brokenNext } from "./brokenNext.ts";
import { channelLimit } from "./channelLimit.ts";
import type { Check, CheckContext, UnusedIgnore } from "./check.ts";
import { deadEnd } from "./deadEnd.ts";
import { duplicateFlow } from "./duplicateFlow.ts";
import { duplicateId } from "./duplicateId.ts";
import { duplicateKey } from "./duplicateKey.ts";
import { duplicateName } from "./duplicateName.ts";
import { duplicateState } from "./duplicateState.ts";
import { emptyIntent } from "./emptyIntent.ts";
import { emptyState } from "./emptyState.ts";
import { endlessLoop } from "./endlessLoop.ts";
import { insecureUrl } from "./insecureUrl.ts";
import { invalidDuration } from "./invalidDuration.ts";
import { invalidMessage } from "./invalidMessage.ts";
import { invalidPattern } from "./invalidPattern.ts";
import { invalidUrl } from "./invalidUrl.ts";
import { languageNotSent } from "./languageNotSent.ts";
import { lostReply } from "./lostReply.ts";
import { missingFallback } from "./missingFallback.ts";
import { missingStart } from "./missingStart.ts";
import { missingTranslation } from "./missingTranslation.ts";
import { readBeforeWrite } from "./readBeforeWrite.ts";
import { readOnly } from "./readOnly.ts";
import { returnOutsideCall } from "./returnOutsideCall.ts";
import { secretExposed } from "./secretExposed.ts";
import { secretInSource } from "./secretInSource.ts";
import { syntax } from "./syntax.ts";
import { typeMismatch } from "./typeMismatch.ts";
import { unhandledFailure } from "./unhandledFailure.ts";
import { unhandledNext } from "./unhandledNext.ts";
import { unknownEntity } from "./unknownEntity.ts";
import { unknownFunction } from "./unknownFunction.ts";
import { unknownIntent } from "./unknownIntent.ts";
import { unknownLanguage } from "./unknownLanguage.ts";
import { unknownMock } from "./unknownMock.ts";
import { unknownPreset } from "./unknownPreset.ts";
import { unknownService } from "./unknownService.ts";
import { unknownState } from "./unknownState.ts";
import { unknownVariable } from "./unknownVariable.ts";
import { unreachableState } from "./unreachableState.ts";
import { unreachableStep } from "./unreachableStep.ts";
import { unusedIgnore } from "./unusedIgnore.ts";
import { unusedIntent } from "./unusedIntent.ts";
import { unusedVariable } from "./unusedVariable.ts";
import { wrongArguments } from "./wrongArguments.ts";

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
  unknownVariable,
  unusedVariable,
  readOnly,
  readBeforeWrite,
  typeMismatch,
  wrongArguments,
  secretExposed,
  languageNotSent,
  unhandledNext,
  insecureUrl,
  invalidUrl,
  secretInSource,
  invalidPattern,
  missingTranslation,
  channelLimit,
  invalidMessage,
  unknownIntent,
  unknownEntity,
  unknownService,
  unknownMock,
  unknownPreset,
  unknownFunction,
  unknownLanguage,
  duplicateName,
  duplicateKey,
  missingFallback,
  unreachableState,
  unreachableStep,
  lostReply,
  returnOutsideCall,
  unusedIntent,
  emptyIntent,
  emptyState,
  ambiguousPhrase,
  unusedIgnore,
];

const byCode: ReadonlyMap<string, Check> = new Map(checks.map((check) => [check.code, check]));

/** Severities that replace those of the checks, by code; `off` leaves a check out. */
export type Severities = { readonly [code: string]: Severity | "off" };

/** What is wrong in one file, ordered by place. A path that the project does not have gives nothing. */
export function checkFile(index: ProjectIndex, path: string, severities: Severities = {}): readonly Finding[] {
  const context = contextOf(index, path, severities);
  if (context === undefined) return [];
  const { parsed } = context.file.source;
  const findings = checks
    .flatMap((check) => findingsOf(check, context, severities))
    .filter((finding) => !isIgnored(parsed, finding));
  return findings.sort((a, b) => a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : 1));
}

/** What is wrong in a project, ordered by path and place. */
export function checkProject(index: ProjectIndex, severities: Severities = {}): readonly Finding[] {
  return [...index.files.keys()].flatMap((path) => checkFile(index, path, severities));
}

/** The ways to put a finding right, the likeliest first; none where the project has changed so that it no longer holds. */
export function fixesFor(index: ProjectIndex, finding: Finding): readonly Fix[] {
  const context = contextOf(index, finding.path, {});
  const check = byCode.get(finding.code);
  if (context === undefined || check?.fixes === undefined || !stillHolds(check, context, finding)) return [];
  return check.fixes(context, finding);
}

/** The check of that code. */
export function checkOf(code: string): Check | undefined {
  return byCode.get(code);
}

function contextOf(index: ProjectIndex, path: string, severities: Severities): CheckContext | undefined {
  const file = index.file(path);
  if (file === undefined) return undefined;
  const context = { index, file, path, unusedIgnores: () => findUnusedIgnores(context, severities) };
  return context;
}

function stillHolds(check: Check, context: CheckContext, { start, end }: Finding): boolean {
  if (check.isFromRuns === true) return true;
  for (const found of check.run(context)) if (found.start === start && found.end === end) return true;
  return false;
}

/**
 * The comments that hide nothing. Of a file that does not read nothing can be said, and a check that is turned off might
 * have found something.
 */
function findUnusedIgnores(context: CheckContext, severities: Severities): readonly UnusedIgnore[] {
  const { parsed } = context.file.source;
  if (parsed.problems.length > 0) return [];
  const starts = new Map<string, readonly number[]>();
  const unused: UnusedIgnore[] = [];
  const hidesAny = (ignore: Ignore, code: string): boolean => {
    const check = byCode.get(code);
    if (check === undefined) return false;
    if (check.isFromRuns === true || severities[code] === "off") return true;
    if (check === unusedIgnore) return unused.some((other) => actsOn(ignore, other.ignore.start));
    const found = starts.get(code) ?? Array.from(check.run(context), ({ start }) => start);
    starts.set(code, found);
    return found.some((start) => actsOn(ignore, start));
  };
  // From the last to the first, because one may hide what is found at the next.
  for (const ignore of ignoresOf(parsed).toReversed()) {
    const codes = ignore.codes.filter(({ code }) => !hidesAny(ignore, code));
    if (codes.length === 0) continue;
    unused.push({ ignore, codes: codes.map(({ code }) => ({ code, isKnown: byCode.has(code) })) });
  }
  return unused.reverse();
}

function findingsOf(check: Check, context: CheckContext, severities: Severities): readonly Finding[] {
  const severity = Object.hasOwn(severities, check.code) ? severities[check.code] : check.severity;
  if (severity === undefined || severity === "off") return [];
  return Array.from(check.run(context), (found) => ({ related: [], ...found, code: check.code, severity }));
}
