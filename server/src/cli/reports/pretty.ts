import type { Severity } from "../../semantics/finding.ts";
import type { Style } from "../terminal.ts";
import { visible } from "../visible.ts";
import { codeFrame } from "./frame.ts";
import { count, type Report, type ReportedFinding, type ReportedPlace } from "./report.ts";

/** For people: each finding with its line, and a sum at the end. */
export function prettyReport(report: Report, style: Style): string {
  return `${report.findings.map((finding) => `${pretty(finding, report, style)}\n`).join("")}${summary(report)}\n`;
}

function pretty(finding: ReportedFinding, report: Report, style: Style): string {
  const { file, range, severity, code, message, related } = finding;
  const head = `${style.bold(place({ file, range }))} ${paint(severity, style)(severity)} ${style.dim(code)}`;
  const notes = related.map((each) => `  ${style.dim(`${place(each)} ${visible(each.message)}`)}\n`);
  return `${head}\n  ${visible(message)}\n${codeFrame(report.textOf(file), range)}${notes.join("")}`;
}

function place({ file, range }: Pick<ReportedPlace, "file" | "range">): string {
  return `${visible(file)}:${range.start.line + 1}:${range.start.character + 1}`;
}

function paint(severity: Severity, style: Style): (text: string) => string {
  if (severity === "error") return style.red;
  return severity === "warning" ? style.yellow : style.cyan;
}

function summary(report: Report): string {
  const files = `${report.files.length} ${report.files.length === 1 ? "file" : "files"}`;
  const sums = (["error", "warning", "information", "hint"] as const)
    .map((severity) => ({ severity, sum: count(report, severity) }))
    .filter(({ sum }) => sum > 0)
    .map(({ severity, sum }) => `${sum} ${plural(severity, sum)}`);
  return sums.length === 0 ? `No problems in ${files}.` : `${sums.join(", ")} in ${files}.`;
}

function plural(severity: Severity, sum: number): string {
  return sum === 1 || severity === "information" ? severity : `${severity}s`;
}
