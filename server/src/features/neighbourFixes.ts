import type { Span } from "../language/spans.ts";
import type { Finding } from "../semantics/finding.ts";
import type { Fix } from "../semantics/fixes/fix.ts";
import { fixesInNeighbour } from "../semantics/neighbours/checkNeighbour.ts";
import type { NeighbourView } from "../workspace/snapshot.ts";
import { findingsIn } from "./findings.ts";

/** The fixes for what is wrong in a stretch of a file beside the flows, those of the first finding first. */
export function neighbourFixes(
  { project, path }: NeighbourView,
  range: Span,
): readonly { readonly fix: Fix; readonly finding: Finding }[] {
  return findingsIn(project, path)
    .filter((finding) => finding.start <= range.end && range.start <= finding.end)
    .flatMap((finding) => fixesInNeighbour(project.index, finding).map((fix) => ({ fix, finding })));
}
