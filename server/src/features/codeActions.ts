import type { Span } from "../language/spans.ts";
import { fixesFor } from "../semantics/checks/index.ts";
import type { Finding } from "../semantics/finding.ts";
import type { Fix } from "../semantics/fixes/fix.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { findingsIn } from "./findings.ts";

/** A change that the author may choose, and what it puts right. */
export interface FixAction {
  readonly fix: Fix;
  readonly finding: Finding;
}

/** The fixes for what is wrong in a stretch of a file, those of the first finding first. */
export function codeActions({ project, path }: FileView, range: Span): readonly FixAction[] {
  return findingsIn(project, path)
    .filter((finding) => finding.start <= range.end && range.start <= finding.end)
    .flatMap((finding) => fixesFor(project.index, finding).map((fix) => ({ fix, finding })));
}
