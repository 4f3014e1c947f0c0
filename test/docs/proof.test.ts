import { readdirSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOptions, bundles } from "../../scripts/build/bundles.mjs";
import { checks } from "../../server/src/semantics/checks/index.ts";
import { printedReport, runProgram, temporaryFolder } from "../support/commandLine.ts";
import { documentationPages, examplesOf, isCheckPage, readDocument, repository } from "../support/documentation.ts";

type Diagnostic = ReturnType<typeof printedReport>["diagnostics"][number];

/** The rows of section 7 of the language: code, severity, and whether a quick fix is promised. */
const rows: readonly (readonly [code: string, severity: string, fix?: "✚"])[] = [
  ["syntax", "error"],
  ["unknown-state", "error", "✚"],
  ["duplicate-state", "error", "✚"],
  ["duplicate-id", "error", "✚"],
  ["duplicate-flow", "error", "✚"],
  ["duplicate-name", "error", "✚"],
  ["duplicate-key", "error", "✚"],
  ["broken-next", "error", "✚"],
  ["unknown-intent", "error", "✚"],
  ["unknown-entity", "error"],
  ["unknown-service", "error"],
  ["unknown-mock", "error"],
  ["unknown-preset", "error"],
  ["unknown-function", "error"],
  ["unknown-language", "error"],
  ["missing-start", "error", "✚"],
  ["missing-fallback", "hint", "✚"],
  ["unreachable-state", "hint"],
  ["unreachable-step", "hint", "✚"],
  ["dead-end", "warning", "✚"],
  ["lost-reply", "warning"],
  ["endless-loop", "error"],
  ["return-outside-call", "warning"],
  ["unknown-variable", "warning", "✚"],
  ["unused-variable", "hint"],
  ["read-before-write", "hint"],
  ["type-mismatch", "error"],
  ["wrong-arguments", "error"],
  ["read-only", "error"],
  ["unhandled-failure", "warning", "✚"],
  ["unhandled-next", "warning", "✚"],
  ["secret-exposed", "error"],
  ["language-not-sent", "hint", "✚"],
  ["body-not-allowed", "error", "✚"],
  ["insecure-url", "warning", "✚"],
  ["secret-in-source", "warning", "✚"],
  ["invalid-url", "error"],
  ["invalid-pattern", "error"],
  ["invalid-duration", "error"],
  ["missing-translation", "warning", "✚"],
  ["ambiguous-phrase", "warning"],
  ["unused-intent", "hint", "✚"],
  ["empty-intent", "hint"],
  ["empty-state", "hint"],
  ["unused-ignore", "hint", "✚"],
  ["channel-limit", "warning"],
  ["invalid-message", "error"],
];

const tests = ["semantics", "language"].flatMap((folder) =>
  readdirSync(`${repository}test/${folder}`)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => readDocument(`test/${folder}/${name}`)),
);

describe.each([...rows])("%s", (code = "", severity = "", fix) => {
  const check = checks.find((one) => one.code === code);

  test("is a check of that severity, in the table of the language", () => {
    expect(check?.severity).toBe(severity);
    const row = readDocument("docs/language.md")
      .split("\n")
      .find((line) => line.startsWith("| ") && line.split("|")[1]?.includes(`\`${code}\``));
    expect(row?.split("|")[2]).toMatch(severity);
    if (fix === "✚") expect(row?.split("|")[1]).toContain("✚");
  });

  test("has a page, with a quick fix where one is promised", () => {
    const page = readDocument(`docs/checks/${code}.md`);
    expect(page).toContain(`# \`${code}\`\n\n**${severity}** · `);
    if (fix === "✚") expect(page).toContain("\n## Quick fixes\n\n- ");
    expect(readDocument("docs/checks/README.md")).toContain(`| [\`${code}\`](${code}.md) | ${severity} |`);
  });

  test("has tests beside its example", () => {
    expect(tests.filter((text) => text.includes(code))).not.toEqual([]);
  });
});

test("there is no check beside the rows", () => {
  expect(checks.map((check) => check.code).sort()).toEqual(rows.map(([code]) => code).sort());
});

describe("`flowstate check` over all examples of the documentation", () => {
  const examples = documentationPages().flatMap(examplesOf);
  const folderOf = (at: number): string => `example${at}`;
  let built: string;
  let diagnostics: readonly Diagnostic[];

  beforeAll(async () => {
    built = await mkdtemp(join(tmpdir(), "flowstate-proof-"));
    const bundle = bundles.find(({ name }) => name === "cli");
    if (bundle === undefined) throw new Error("There is no bundle of the command line.");
    await build(buildOptions(bundle, built));
    const files = examples.flatMap((example, at) =>
      example.files.map(({ path, text }) => [`${folderOf(at)}/${path}`, text] as const),
    );
    await using folder = await temporaryFolder(Object.fromEntries(files));
    const args = ["check", "--format", "json", ...examples.map((_, at) => folderOf(at))];
    const { out } = await runProgram(join(built, bundle.outfile), args, { cwd: folder.path });
    diagnostics = printedReport(out).diagnostics;
  }, 60_000);

  afterAll(() => rmSync(built, { recursive: true, force: true }));

  /** What was found in an example, with files as its page calls them. */
  function foundIn(at: number): readonly Diagnostic[] {
    const folder = `${folderOf(at)}/`;
    return diagnostics.flatMap((one) =>
      one.file.startsWith(folder) ? { ...one, file: one.file.slice(folder.length) } : [],
    );
  }

  test.each(examples.map((example, at) => ({ ...example, at })))(
    "$page, line $line",
    ({ page, files, messages, finds, at }) => {
      const code = isCheckPage(page) ? page.slice("docs/checks/".length, -".md".length) : undefined;
      // What a page is not about may be hinted at, but nothing in it is wrong.
      const found = foundIn(at).filter(
        (one) => one.code === code || one.severity === "error" || one.severity === "warning",
      );
      if (messages !== undefined) {
        const drawn = found.map(({ file, range, message }) => `${file}:${range.start.line + 1}: ${message}`);
        // That a backend names a state which is not there is seen in a run only.
        expect(drawn.sort()).toEqual(code === "broken-next" ? [] : messages.toSorted());
      } else {
        const textOf = ({ file, range: { start, end } }: Diagnostic): string => {
          const line = files.find(({ path }) => path === file)?.text.split("\n")[start.line] ?? "";
          return line.slice(start.character, end.line === start.line ? end.character : undefined);
        };
        expect(found.map((one) => `${one.code} ${textOf(one)}`).sort()).toEqual(finds?.toSorted());
      }
    },
  );

  test("looks at every block that there is, and finds what each check is about", () => {
    const blocks = documentationPages().map((page) => readDocument(page).match(/^\s*```flow$/gm)?.length ?? 0);
    const files = examples.flatMap((example) => example.files);
    expect(files).toHaveLength(blocks.reduce((sum, count) => sum + count, 0));
    expect(files.length).toBeGreaterThan(100);
    const shown = new Set(diagnostics.map(({ code }) => code));
    expect(rows.map(([code]) => code).filter((code) => !shown.has(code))).toEqual(["broken-next"]);
  });

  test("finds nothing at all in the projects of `examples`", async () => {
    const projects = readdirSync(`${repository}examples`, { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(projects.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["bank", "helpdesk", "restaurant", "shop"]),
    );
    const program = join(built, bundles.find(({ name }) => name === "cli")?.outfile ?? "");
    const { out, code } = await runProgram(program, ["check", "--format", "json", "examples"], { cwd: repository });
    const report = printedReport(out);
    expect({ code, diagnostics: report.diagnostics }).toEqual({ code: 0, diagnostics: [] });
    expect(report.files).toBeGreaterThan(15);
  }, 30_000);
});
