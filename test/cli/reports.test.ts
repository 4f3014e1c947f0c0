import { describe, expect, test } from "vitest";
import { githubReport } from "../../server/src/cli/reports/github.ts";
import { jsonReport } from "../../server/src/cli/reports/json.ts";
import { junitReport } from "../../server/src/cli/reports/junit.ts";
import { prettyReport } from "../../server/src/cli/reports/pretty.ts";
import type { Report, ReportedFinding } from "../../server/src/cli/reports/report.ts";
import { sarifReport } from "../../server/src/cli/reports/sarif.ts";
import { createStyle } from "../../server/src/cli/terminal.ts";
import { printedReport } from "../support/commandLine.ts";

function range(line: number, from: number, to: number, endLine = line) {
  return { start: { line, character: from }, end: { line: endLine, character: to } };
}

const wrong: ReportedFinding = {
  file: "my bot/a&b.flow",
  range: range(1, 5, 9),
  severity: "error",
  code: "unknown-state",
  message: 'There is no state `x<y`: 100%, "really",\nno.',
  related: [{ file: "other.flow", range: range(0, 0, 4), message: "Another one." }],
};
const weak: ReportedFinding = {
  ...wrong,
  file: "z.flow",
  severity: "warning",
  code: "dead-end",
  related: [],
  range: range(0, 2, 1, 1),
};
const faded: ReportedFinding = { ...weak, severity: "hint", code: "unused-variable" };

const report: Report = {
  files: ["my bot/a&b.flow", "other.flow", "z.flow"],
  findings: [wrong, weak, faded],
  textOf: () => "state a {\n\t-> b  xxxx\n}",
};
const clean: Report = { files: ["a.flow"], findings: [], textOf: () => "" };

test("json: one object, counted, as in the contract", () => {
  const parsed: unknown = JSON.parse(jsonReport(report));
  expect(parsed).toMatchObject({ version: 1, files: 3, errors: 1, warnings: 1 });
  expect(jsonReport(clean)).toBe(
    '{\n  "version": 1,\n  "files": 1,\n  "errors": 0,\n  "warnings": 0,\n  "diagnostics": []\n}\n',
  );
  expect(printedReport(jsonReport({ ...report, findings: [wrong] })).diagnostics).toEqual([
    {
      file: "my bot/a&b.flow",
      range: { start: { line: 1, character: 5 }, end: { line: 1, character: 9 } },
      severity: "error",
      code: "unknown-state",
      message: wrong.message,
      related: [{ file: "other.flow", range: range(0, 0, 4), message: "Another one." }],
    },
  ]);
});

test("pretty: the place, the message, the line with carets, and a sum", () => {
  expect(
    prettyReport({ ...report, findings: [{ ...wrong, message: "There is no state `b`." }, faded] }, createStyle(false)),
  ).toBe(
    [
      "my bot/a&b.flow:2:6 error unknown-state",
      "  There is no state `b`.",
      "  2 |  -> b  xxxx",
      "    |      ^^^^",
      "  other.flow:1:1 Another one.",
      "",
      "z.flow:1:3 hint unused-variable",
      '  There is no state `x<y`: 100%, "really",',
      "no.",
      "  1 | state a {",
      "    |   ^^^^^^^",
      "",
      "1 error, 1 hint in 3 files.",
      "",
    ].join("\n"),
  );
  expect(prettyReport(clean, createStyle(false))).toBe("No problems in 1 file.\n");
  expect(prettyReport(report, createStyle(true))).toContain("\u001b[31merror\u001b[39m");
});

test("github: workflow commands with their own escapes", () => {
  const [first, second, third] = githubReport({
    ...report,
    findings: [{ ...wrong, file: "a,b:c.flow" }, weak, faded],
  }).split("\n");
  expect(first).toBe(
    '::error file=a%2Cb%3Ac.flow,line=2,endLine=2,col=6,endColumn=10,title=unknown-state::There is no state `x<y`: 100%25, "really",%0Ano.',
  );
  expect(second).toMatch(/^::warning file=z.flow,line=1,endLine=2,title=dead-end::/);
  expect(third).toMatch(/^::notice /);
});

test("junit: well-formed, errors and warnings fail, clean files pass", () => {
  const xml = junitReport(report);
  expect(xml).toContain('<testsuites name="flowstate check" tests="4" failures="2" errors="0">');
  expect(xml).toContain('<testcase name="check" classname="other.flow"/>');
  expect(xml).toContain("x&lt;y`: 100%, &quot;really&quot;,&#10;no.");
  expect(xml).toContain('classname="my bot/a&amp;b.flow"');
  expect(junitReport({ ...report, findings: [{ ...wrong, message: "\u0000\uD800\u{1F600}" }] })).toContain(
    'message="\uFFFD\uFFFD\u{1F600}"',
  );
});

describe("sarif", () => {
  const log: unknown = JSON.parse(sarifReport(report, "1.2.3", (code) => `about ${code}`));

  test("has the members that its schema requires", () => {
    expect(log).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "flowstate", version: "1.2.3" } },
          columnKind: "utf16CodeUnits",
          results: [
            { ruleId: "unknown-state", level: "error", message: { text: wrong.message } },
            { level: "warning" },
            { level: "note" },
          ],
        },
      ],
    });
  });

  test("counts from one, refers to rules by index and encodes paths", () => {
    expect(log).toMatchObject({
      runs: [
        {
          tool: {
            driver: {
              rules: [
                { id: "dead-end" },
                { id: "unknown-state", shortDescription: { text: "about unknown-state" } },
                { id: "unused-variable" },
              ],
            },
          },
          results: [
            {
              ruleIndex: 1,
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "my%20bot/a%26b.flow" },
                    region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 10 },
                  },
                },
              ],
              relatedLocations: [{ id: 0, message: { text: "Another one." } }],
            },
            { ruleIndex: 0 },
            { ruleIndex: 2 },
          ],
        },
      ],
    });
  });
});
