import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkList, checkPage, exampleFindings } from "../../scripts/docs/checkPage.ts";
import { settingsSchema } from "../../scripts/docs/settingsSchema.ts";
import { checkFile, checkProject, checks, fixesFor } from "../../server/src/semantics/checks/index.ts";
import type { Finding } from "../../server/src/semantics/finding.ts";
import { expectFindings } from "../support/findings.ts";
import { fixture } from "../support/fixture.ts";
import { edited, projectOf } from "../support/project.ts";

const docs = new URL("../../docs/checks/", import.meta.url);

describe.each(checks)("$code", (check) => {
  test("the example shows the finding where it is marked, and no other", () => {
    expectFindings(check.example);
    expect(exampleFindings(check, projectOf(fixture(check.example)))).not.toEqual([]);
  });

  test("the corrected example has no finding", () => {
    expectFindings(check.fixed);
    expect(exampleFindings(check, projectOf(fixture(check.fixed))).filter(() => check.isFromRuns !== true)).toEqual([]);
  });

  test("each fix for the example makes the finding go and brings no other", () => {
    const { files } = fixture(check.example);
    const index = projectOf({ files });
    const findings = exampleFindings(check, index);
    const draw = ({ code, message }: Finding): string => `${code}: ${message}`;
    const isSerious = ({ severity }: Finding): boolean => severity === "error" || severity === "warning";
    const before = checkProject(index).map(draw);
    for (const finding of findings) {
      for (const fix of fixesFor(index, finding)) {
        const after = projectOf({ files: edited(files, fix.edits) });
        const left = checkProject(after);
        expect(before).toEqual(expect.arrayContaining(left.filter(isSerious).map(draw)));
        expect(left.map(draw)).not.toContain(draw(finding));
        expect(fixesFor(after, finding)).toEqual([]);
      }
    }
  });

  test("its page is up to date (npm run docs writes it)", () => {
    expect(readFileSync(new URL(`${check.code}.md`, docs), "utf8")).toBe(checkPage(check));
  });
});

test("the docs have a list of all checks, and pages for nothing else", () => {
  expect(readFileSync(new URL("README.md", docs), "utf8")).toBe(checkList(checks));
  expect(readdirSync(docs).sort()).toEqual([...checks.map(({ code }) => `${code}.md`), "README.md"].sort());
});

test("the schema of flowstate.json knows all checks (npm run docs writes it)", () => {
  const schema = new URL("../../syntaxes/flowstate.schema.json", import.meta.url);
  expect(readFileSync(schema, "utf8")).toBe(settingsSchema(checks));
});

test("every check has a code of its own and speaks in whole sentences", () => {
  expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length);
  for (const { code, summary, documentation } of checks) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(documentation.trim()).toMatch(/\.$/);
  }
});

test("severities can be changed by code, or turned off", () => {
  const index = projectOf(fixture('state start { say "Hi." } test "a" at a { user "x" } state a { -> nowhere }'));
  const codesWith = (severities: Parameters<typeof checkFile>[2]) =>
    checkFile(index, "main.flow", severities).map(({ code, severity }) => `${code}: ${severity}`);
  expect(codesWith({})).toEqual(["dead-end: warning", "unknown-state: error"]);
  expect(codesWith({ "dead-end": "hint", "unknown-state": "off" })).toEqual(["dead-end: hint"]);
});

test("findings come by path and place; a path that is not there gives none", () => {
  const index = projectOf(
    fixture(`
      --- b.flow
      state start { -> b1 }
      --- a.flow
      state start { if event.text -> a1 -> a2 }
    `),
  );
  expect(checkProject(index).map(({ path, start }) => `${path} ${start}`)).toEqual([
    "a.flow 31",
    "a.flow 37",
    "b.flow 17",
  ]);
  expect(checkFile(index, "c.flow")).toEqual([]);
});

test("fixes of a finding that no longer holds are none", () => {
  const index = projectOf(fixture("state start { -> next }"));
  const [finding] = checkProject(index);
  const later = projectOf(fixture('state start { -> next } state next { say "Hi." -> end }'));
  expect(finding && fixesFor(later, finding)).toEqual([]);
});
