/** Every check, and how a file or a project is checked. */
import type { SourceFile } from "../fileIndex.ts";
import type { Finding, FoundPlace, Severity } from "../finding.ts";
import type { Fix } from "../fixes/fix.ts";
import { actsOn, type Ignore, ignoresOf, isIgnored } from "../ignores.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { ambiguousPhrase } from "./ambiguousPhrase.ts";
import { bodyNotAllowed } from "./bodyNotAllowed.ts";
import { brokenNext } from "./brokenNext.ts";
import { channelLimit } from "./channelLimit.ts";
import type { Check, UnusedIgnore } from "./check.ts";
import { deadEnd } from "./deadEnd.ts";
import { duplicateFlow } from "./duplicateFlow.ts";
import { duplicateId } from "./duplicateId.ts";
import { duplicateKey } from "./duplicateKey.ts";
import { duplicateName } from "./duplicateName.ts";
import { duplicateState } from "./duplicateState.ts";
import { emptyIntent } from "./emptyIntent.ts";
import { emptyState } from "./emptyState.ts";
import { endlessLoop } from "./endlessLoop.ts";
import { findInParts } from "./findInParts.ts";
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
import { withQuestions } from "./questions.ts";
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
import { unusedIgnore, unusedIgnoreAt } from "./unusedIgnore.ts";
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
  const source = index.files.get(path);
  if (source === undefined) return [];
  const all = foundInFile(index, source, severities);
  const shown = all.filter((finding) => !isIgnored(source.parsed, finding));
  return withQuestions(index, shown).map((found): Finding => ({ related: [], ...found }));
}

/** What is wrong in a project, ordered by path and place. */
export function checkProject(index: ProjectIndex, severities: Severities = {}): readonly Finding[] {
  return [...index.files.keys()].flatMap((path) => checkFile(index, path, severities));
}

/** The ways to put a finding right, the likeliest first; none where the project has changed so that it no longer holds. */
export function fixesFor(index: ProjectIndex, finding: Finding): readonly Fix[] {
  const { path, code, start, end } = finding;
  const source = index.files.get(path);
  const file = index.file(path);
  const check = byCode.get(code);
  if (source === undefined || file === undefined || check?.fixes === undefined) return [];
  const found = foundInFile(index, source, {});
  const stillHolds = found.some((one) => one.code === code && one.start === start && one.end === end);
  if (!stillHolds && check.isFromRuns !== true) return [];
  const unusedIgnores = (): readonly UnusedIgnore[] => findUnusedIgnores(source, found, {});
  return check.fixes({ index, file, path, unusedIgnores }, finding);
}

/** The check of that code. */
export function checkOf(code: string): Check | undefined {
  return byCode.get(code);
}

type Found = FoundPlace & Pick<Finding, "code" | "severity">;

/** All that checks find in a file, also what comments hide, ordered by place. */
function foundInFile(index: ProjectIndex, source: SourceFile, severities: Severities): readonly Found[] {
  const { path } = source;
  const running = runningChecks(severities);
  const found: Found[] = [];
  const { parts } = source.parsed;
  const inParts = findInParts(index.parts, path, running);
  for (let at = 0; at < inParts.length; at++) {
    const inPart = inParts[at];
    if (inPart === undefined || inPart.length === 0) continue;
    const from = parts[at]?.start ?? 0;
    for (const { code, place } of inPart) {
      const severity = severityOf(code, severities);
      if (severity === "off") continue;
      const related = place.related?.map((other) => index.inFile(other)) ?? [];
      found.push({ ...place, path, start: place.start + from, end: place.end + from, related, code, severity });
    }
  }
  const severity = severityOf(unusedIgnore.code, severities);
  if (severity !== "off") {
    for (const unused of findUnusedIgnores(source, found, severities)) {
      found.push({ ...unusedIgnoreAt(path, unused), code: unusedIgnore.code, severity });
    }
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : 1));
}

const usual = checks.filter((check) => check.isFromRuns !== true && check.isOfIgnores !== true);
const running = new WeakMap<Severities, readonly Check[]>();

function runningChecks(severities: Severities): readonly Check[] {
  const known = running.get(severities);
  if (known !== undefined) return known;
  const left = usual.filter(({ code }) => severityOf(code, severities) !== "off");
  const same = left.length === usual.length ? usual : left;
  running.set(severities, same);
  return same;
}

function severityOf(code: string, severities: Severities): Severity | "off" {
  const own = Object.hasOwn(severities, code) ? severities[code] : undefined;
  return own ?? byCode.get(code)?.severity ?? "off";
}

/**
 * The comments that hide nothing. Of a file that does not read nothing can be said, and a check that is turned off might
 * have found something.
 */
function findUnusedIgnores(
  { parsed }: SourceFile,
  found: readonly Found[],
  severities: Severities,
): readonly UnusedIgnore[] {
  const ignores = ignoresOf(parsed);
  if (ignores.length === 0 || parsed.parts.some((part) => part.parsed.problems.length > 0)) return [];
  const starts = Map.groupBy(found, ({ code }) => code);
  const unused: UnusedIgnore[] = [];
  const hidesAny = (ignore: Ignore, code: string): boolean => {
    const check = byCode.get(code);
    if (check === undefined) return false;
    if (check.isFromRuns === true || severities[code] === "off") return true;
    if (check === unusedIgnore) return unused.some((other) => actsOn(ignore, other.ignore.start));
    return starts.get(code)?.some(({ start }) => actsOn(ignore, start)) === true;
  };
  // From the last to the first, because one may hide what is found at the next.
  for (const ignore of ignores.toReversed()) {
    const codes = ignore.codes.filter(({ code }) => !hidesAny(ignore, code));
    if (codes.length === 0 && ignore.codes.length > 0) continue;
    unused.push({ ignore, codes: codes.map(({ code }) => ({ code, isKnown: byCode.has(code) })) });
  }
  return unused.reverse();
}
