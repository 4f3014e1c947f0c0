import type { Report, ReportedFinding } from "./report.ts";

/** JUnit XML: a suite for each file, a failure for each error and warning; other findings do not fail. */
export function junitReport(report: Report): string {
  const suites = report.files.map((file) => ({
    file,
    findings: report.findings.filter((finding) => finding.file === file),
  }));
  const tests = suites.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0);
  const failures = report.findings.filter(fails).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="flowstate check" tests="${tests}" failures="${failures}" errors="0">`,
    ...suites.map(({ file, findings }) => suite(file, findings)),
    "</testsuites>",
    "",
  ].join("\n");
}

function fails({ severity }: ReportedFinding): boolean {
  return severity === "error" || severity === "warning";
}

function suite(file: string, findings: readonly ReportedFinding[]): string {
  const cases =
    findings.length === 0 ? [`    <testcase name="check" classname="${xml(file)}"/>`] : findings.map(testCase);
  const counts = `tests="${cases.length}" failures="${findings.filter(fails).length}" errors="0"`;
  return [`  <testsuite name="${xml(file)}" ${counts}>`, ...cases, "  </testsuite>"].join("\n");
}

function testCase(finding: ReportedFinding): string {
  const { file, range, code, message, severity } = finding;
  const place = `${file}:${range.start.line + 1}:${range.start.character + 1}`;
  const content = fails(finding)
    ? `<failure type="${severity}" message="${xml(message)}">${xml(`${place} ${message}`)}</failure>`
    : `<system-out>${xml(`${place} ${severity}: ${message}`)}</system-out>`;
  return `    <testcase name="${xml(`${code} ${place}`)}" classname="${xml(file)}">${content}</testcase>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** A text as it stands in XML; characters that it cannot hold in any form are replaced. */
export function xml(text: string): string {
  const holdable = text.toWellFormed().replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
  return holdable.replace(/[&<>"\n]/g, (character) => entities[character] ?? character);
}
