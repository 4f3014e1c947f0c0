import type { Severity } from "../../semantics/finding.ts";
import type { Report, ReportedFinding } from "./report.ts";

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** Workflow commands of GitHub Actions: each finding becomes an annotation at its lines. */
export function githubReport(report: Report): string {
  return report.findings.map(annotation).join("");
}

function annotation({ file, range, severity, code, message }: ReportedFinding): string {
  return githubAnnotation(commands[severity], { file, range, title: code, message });
}

/** What an annotation says, and where; `file` is relative to the working directory. */
interface Annotation {
  readonly file: string;
  readonly range: ReportedFinding["range"];
  readonly title: string;
  readonly message: string;
}

/** One annotation as a workflow command: `error`, `warning` or `notice`. */
export function githubAnnotation(command: string, { file, range, title, message }: Annotation): string {
  const { start, end } = range;
  const places = [
    `file=${property(file)}`,
    `line=${start.line + 1}`,
    `endLine=${end.line + 1}`,
    // GitHub wants columns only where both ends are on one line.
    ...(start.line === end.line ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`] : []),
    `title=${property(title)}`,
  ];
  return `::${command} ${places.join(",")}::${data(message)}\n`;
}

/** A workflow command for something that stands in no file, or names its place itself. */
export function githubError(message: string): string {
  return `::error title=Flowstate::${data(message)}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
