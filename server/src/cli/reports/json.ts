import { count, type Report, type ReportedFinding, type ReportedPlace } from "./report.ts";

/** One JSON object, its shape fixed by `version`. */
export function jsonReport(report: Report): string {
  const content = {
    version: 1,
    files: report.files.length,
    errors: count(report, "error"),
    warnings: count(report, "warning"),
    diagnostics: report.findings.map(diagnostic),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function diagnostic({ file, range, severity, code, message, related }: ReportedFinding): object {
  return { file, range, severity, code, message, related: related.map(place) };
}

function place({ file, range, message }: ReportedPlace): object {
  return { file, range, message };
}
