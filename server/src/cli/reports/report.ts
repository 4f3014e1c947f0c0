import type { Severity } from "../../semantics/finding.ts";

/** Zero-based, UTF-16. */
export interface ReportedRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** A further place of a finding. */
export interface ReportedPlace {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly range: ReportedRange;
  readonly message: string;
}

/** A finding as it is printed. */
export interface ReportedFinding extends ReportedPlace {
  readonly severity: Severity;
  readonly code: string;
  readonly related: readonly ReportedPlace[];
}

/** What `check` found in all of its projects, sorted by file and position. */
export interface Report {
  /** Paths of the files that were checked, sorted. */
  readonly files: readonly string[];
  readonly findings: readonly ReportedFinding[];
  /** The text of a checked file, for code frames. */
  textOf(file: string): string;
}

/** How many findings of a severity there are. */
export function count(report: Report, severity: Severity): number {
  return report.findings.filter((finding) => finding.severity === severity).length;
}

/** By file, place, code and message: two runs over the same files print the same. */
export function compareFindings(a: ReportedFinding, b: ReportedFinding): number {
  return (
    compareTexts(a.file, b.file) ||
    comparePositions(a.range.start, b.range.start) ||
    comparePositions(a.range.end, b.range.end) ||
    compareTexts(a.code, b.code) ||
    compareTexts(a.message, b.message)
  );
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function comparePositions(a: ReportedRange["start"], b: ReportedRange["start"]): number {
  return a.line - b.line || a.character - b.character;
}
