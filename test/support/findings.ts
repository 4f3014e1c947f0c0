import { expect } from "vitest";
import { checkProject, fixesFor } from "../../server/src/semantics/checks/index.ts";
import type { Finding } from "../../server/src/semantics/finding.ts";
import type { Fix } from "../../server/src/semantics/fixes/fix.ts";
import { type FixtureFile, fixture } from "./fixture.ts";
import { edited, projectOf } from "./project.ts";

/** Checks a project and expects exactly the findings that its marks name, `<|code|>…</>`; answers them. */
export function expectFindings(source: string): readonly Finding[] {
  const marked = fixture(source);
  const findings = checkProject(projectOf(marked));
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

/** The fixes for the only finding of a code, each with the files that it leaves; a fix must leave nothing new. */
export function fixed(
  source: string,
  code: string,
): readonly { readonly fix: Fix; readonly files: readonly FixtureFile[] }[] {
  const { files } = fixture(source);
  const before = projectOf({ files });
  const finding = findingOf(source, code);
  const left = checkProject(before).filter((one) => one !== finding && !isSame(one, finding));
  return fixesFor(before, finding).map((fix) => {
    const after = edited(files, fix.edits);
    expect(checkProject(projectOf({ files: after })).map(({ code, message }) => `${code}: ${message}`)).toEqual(
      left.map(({ code, message }) => `${code}: ${message}`),
    );
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
