import type { Span } from "../language/spans.ts";
import { fixesFor } from "../semantics/checks/index.ts";
import type { Finding } from "../semantics/finding.ts";
import type { Fix } from "../semantics/fixes/fix.ts";
import { inCode } from "../semantics/inCode.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { findingsIn } from "./findings.ts";
import { countFixable } from "./fixAll.ts";
import { tidiedFix } from "./tidiedFix.ts";

/** A change that the author may choose, and what it puts right. */
export interface FixAction {
  readonly fix: Fix;
  readonly finding: Finding;
}

/** The fixes for what is wrong in a stretch of a file, those of the first finding first. */
export function codeActions(file: FileView, range: Span): readonly FixAction[] {
  const { index } = file.project;
  return findingsAt(file, range).flatMap((finding) =>
    fixesFor(index, finding).map((fix) => ({ fix: tidiedFix(file, fix), finding })),
  );
}

/** One fix for every finding of a code in the file. */
export interface FixKindAction {
  readonly title: string;
  readonly code: string;
  /** The finding of that code that the author looks at. */
  readonly finding: Finding;
}

/** More findings than these are not counted. */
const MOST_COUNTED = 20;

/** For what is wrong in a stretch of a file: what puts all of its kind right at once, where there are several. */
export function fixKindActions(file: FileView, range: Span): readonly FixKindAction[] {
  const byCode = Map.groupBy(findingsAt(file, range), ({ code }) => code);
  return [...byCode].flatMap(([code, [finding]]) => {
    const count = countFixable(file, code, MOST_COUNTED);
    if (finding === undefined || count < 2) return [];
    const all = count < MOST_COUNTED ? `all ${count}` : "all";
    return [{ title: `Fix ${all} of this kind in the file: ${inCode(code)}`, code, finding }];
  });
}

function findingsAt({ project, path }: FileView, range: Span): readonly Finding[] {
  return findingsIn(project, path).filter((finding) => finding.start <= range.end && range.start <= finding.end);
}
