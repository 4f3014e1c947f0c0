import { expect } from "vitest";
import { checkProject, fixesFor } from "../../server/src/semantics/checks/index.ts";
import type { Finding } from "../../server/src/semantics/finding.ts";
import type { Fix } from "../../server/src/semantics/fixes/fix.ts";
import { drawFiles, type FixtureFile, fixture } from "./fixture.ts";
import { edited, projectOf } from "./project.ts";

/**
 * Expects exactly the findings that the marks of a text name, `<|code|>…</>`; answers them. Findings of checks that are
 * neither among the codes nor named by a mark do not count: a fixture has what it is about, and no more.
 */
export function expectFindingsOf(...codes: readonly string[]): (source: string) => readonly Finding[] {
  return (source) => {
    const about = new Set([...codes, "syntax", ...fixture(source).ranges.map(({ name }) => name)]);
    return expectAmong(source, (finding) => about.has(finding.code));
  };
}

/** Expects the findings that the marks name, and of all other checks none that is a warning or an error. */
export function expectFindings(source: string): readonly Finding[] {
  const marked = new Set(fixture(source).ranges.map(({ name }) => name));
  return expectAmong(
    source,
    ({ code, severity }) => marked.has(code) || severity === "warning" || severity === "error",
  );
}

function expectAmong(source: string, counts: (finding: Finding) => boolean): readonly Finding[] {
  const marked = fixture(source);
  const findings = checkProject(projectOf(marked)).filter(counts);
  const texts = new Map(marked.files.map((file) => [file.path, file.text]));
  const found = findings.map((finding) => ({
    ...finding,
    name: finding.code,
    text: (texts.get(finding.path) ?? "").slice(finding.start, finding.end),
  }));
  expect(found.map(drawPlace).sort()).toEqual(marked.ranges.map(drawPlace).sort());
  return findings;
}

/** The only finding of that code; throws if there is none or a second one. */
export function findingOf(source: string, code: string): Finding {
  const [finding, second] = checkProject(projectOf(fixture(source))).filter((one) => one.code === code);
  if (finding === undefined || second !== undefined) throw new Error(`The files need exactly one \`${code}\`.`);
  return finding;
}

/** The fixes for the only finding of a code, each with the files that it leaves: without the finding, with nothing new. */
export function fixed(
  source: string,
  code: string,
): readonly { readonly fix: Fix; readonly files: readonly FixtureFile[] }[] {
  const { files } = fixture(source);
  const before = projectOf({ files });
  const finding = findingOf(source, code);
  const allowed = drawSerious(checkProject(before).filter((one) => !isSame(one, finding)));
  return fixesFor(before, finding).map((fix) => {
    const after = edited(files, fix.edits);
    const left = checkProject(projectOf({ files: after }));
    expect(left.map(draw)).not.toContain(draw(finding));
    expect(allowed, fix.title).toEqual(expect.arrayContaining(drawSerious(left)));
    return { fix, files: after };
  });
}

/** The files after the fix of that title. */
export function fixedBy(source: string, code: string, title: string): readonly FixtureFile[] {
  const fixes = fixed(source, code);
  const found = fixes.find(({ fix }) => fix.title === title);
  expect(fixes.map(({ fix }) => fix.title)).toContain(title);
  return found?.files ?? [];
}

/** What the fixes for the finding at that place in the list (from 0) of a code make of the files, by their titles. */
export function fixedAt(source: string, code: string, at: number): ReadonlyMap<string, string> {
  const { files } = fixture(source);
  const index = projectOf({ files });
  const finding = checkProject(index).filter((one) => one.code === code)[at];
  if (finding === undefined) throw new Error(`The files have no \`${code}\` at ${at}.`);
  return new Map(fixesFor(index, finding).map(({ title, edits }) => [title, drawFiles(edited(files, edits))]));
}

function draw({ code, message }: Finding): string {
  return `${code}: ${message}`;
}

/** What counts as new: a state that a fix creates may well be a hint's business at first. */
function drawSerious(findings: readonly Finding[]): string[] {
  return findings.filter(({ severity }) => severity === "warning" || severity === "error").map(draw);
}

function isSame(a: Finding, b: Finding): boolean {
  return a.code === b.code && a.path === b.path && a.start === b.start;
}

function drawPlace({ path, start, end, name, text }: FixturePlace): string {
  return `${path} ${String(start).padStart(5)}-${end} ${name} ${JSON.stringify(text)}`;
}

interface FixturePlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly text: string;
}
