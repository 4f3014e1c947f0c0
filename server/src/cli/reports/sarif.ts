import type { Severity } from "../../semantics/finding.ts";
import { compareTexts, type Report, type ReportedFinding, type ReportedPlace, type ReportedRange } from "./report.ts";

const levels: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** SARIF 2.1.0 with one run; `summaryOf` describes a check in a sentence. */
export function sarifReport(report: Report, version: string, summaryOf: (code: string) => string): string {
  const codes = [...new Set(report.findings.map(({ code }) => code))].sort(compareTexts);
  const rules = codes.map((id) => ({ id, shortDescription: { text: summaryOf(id) } }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "flowstate", version, rules } },
        columnKind: "utf16CodeUnits",
        artifacts: report.files.map((file) => ({ location: { uri: uriReference(file) } })),
        results: report.findings.map((finding) => resultOf(finding, codes)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: ReportedFinding, codes: readonly string[]): object {
  const related = finding.related.map((place, id) => ({ id, ...location(place), message: { text: place.message } }));
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [location(finding)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
  };
}

function location({ file, range }: ReportedPlace): object {
  return { physicalLocation: { artifactLocation: { uri: uriReference(file) }, region: region(range) } };
}

function region({ start, end }: ReportedRange): object {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function uriReference(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
