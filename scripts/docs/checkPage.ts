import { createLineMap } from "../../server/src/language/lineMap.ts";
import { parse } from "../../server/src/language/parse.ts";
import { brokenNextFinding } from "../../server/src/semantics/checks/brokenNext.ts";
import type { Check } from "../../server/src/semantics/checks/check.ts";
import { checkProject, fixesFor } from "../../server/src/semantics/checks/index.ts";
import type { Finding } from "../../server/src/semantics/finding.ts";
import { createProjectIndex, type ProjectIndex } from "../../server/src/semantics/projectIndex.ts";
import { type Fixture, type FixtureFile, fixture } from "../../test/support/fixture.ts";

/** The page of a check for the docs: Markdown, made of the check's own words and of what it finds in its example. */
export function checkPage(check: Check): string {
  const example = fixture(check.example);
  const index = indexOf(example.files);
  const findings = exampleFindings(check, index);
  return [
    `# \`${check.code}\``,
    `**${check.severity}** · ${check.summary}`,
    check.documentation.trim(),
    "## Example",
    drawFiles(example.files),
    findings.map((finding) => `- ${placeOf(example, finding)}: ${finding.message}`).join("\n"),
    "## Put right",
    drawFiles(fixture(check.fixed).files),
    ...quickFixes(index, findings),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

/** The list of all checks, as a table that leads to their pages. */
export function checkList(checks: readonly Check[]): string {
  return [
    "# Checks",
    "Every finding has a code. `flowstate check` prints it, the editor shows it beside the message, and settings can change how severe it is or turn it off.",
    "For a whole project that stands in a `flowstate.json` beside the `bot`; the setting `flowstate.checks` of the editor and `--severity CODE=LEVEL` on the command line go before it:",
    '```json\n{ "checks": { "unused-intent": "off", "dead-end": "error" } }\n```',
    "A single finding is hidden by a comment on the line above, with the code (or several, with commas) and a reason:",
    '```flow\n// flowstate-ignore dead-end: the channel itself goes on from here\nstate handedOver {\n  say "One moment, please."\n}\n```',
    [
      "| code | severity | what |",
      "|---|---|---|",
      ...checks.map((check) => `| [\`${check.code}\`](${check.code}.md) | ${check.severity} | ${check.summary} |`),
    ].join("\n"),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

/** What a check finds in its example. That of `broken-next` comes from a run. */
export function exampleFindings(check: Check, index: ProjectIndex): readonly Finding[] {
  if (check.code !== "broken-next") return checkProject(index).filter((finding) => finding.code === check.code);
  const text = index.files.get("main.flow")?.parsed.text ?? "";
  const start = text.indexOf("api");
  const end = text.indexOf(" {", start);
  const response = '{ "action": { "nextDialogstate": "dialogstate-404" } }';
  return [brokenNextFinding({ path: "main.flow", start, end, state: "main.start", name: "dialogstate-404", response })];
}

function indexOf(files: readonly FixtureFile[]): ProjectIndex {
  return createProjectIndex(files.map(({ path, text }) => ({ path, uri: `file:///${path}`, parsed: parse(text) })));
}

function drawFiles(files: readonly FixtureFile[]): string {
  return files
    .map(({ path, text }) => `${files.length > 1 ? `\`${path}\`\n\n` : ""}\`\`\`flow\n${text.trim()}\n\`\`\``)
    .join("\n\n");
}

function placeOf(example: Fixture, { path, start }: Finding): string {
  const text = example.files.find((file) => file.path === path)?.text ?? "";
  const { line } = createLineMap(text).positionAt(start);
  return `${example.files.length > 1 ? `\`${path}\`, line` : "Line"} ${line + 1}`;
}

function quickFixes(index: ProjectIndex, findings: readonly Finding[]): readonly string[] {
  const titles = new Set(findings.flatMap((finding) => fixesFor(index, finding).map((fix) => fix.title)));
  return titles.size === 0 ? [] : ["## Quick fixes", [...titles].map((title) => `- ${title}`).join("\n")];
}
