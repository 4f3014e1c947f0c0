import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { withFunctions } from "../../scripts/docs/functionTable.ts";
import { functions } from "../../server/src/expressions/functions.ts";
import { checkProject } from "../../server/src/semantics/checks/index.ts";
import { projectOf } from "../support/project.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** An example of the documentation, and what is said to be found in it: `code text`. */
interface Example {
  readonly page: string;
  readonly line: number;
  readonly text: string;
  readonly finds: readonly string[];
}

/** The examples of a page. `<!-- finds: code text, … -->` on the line before says what is to be found; else nothing is. */
function examplesOf(page: string): readonly Example[] {
  const source = read(page);
  return [...source.matchAll(/(?:^<!-- finds: (.*) -->\n)?^```flow\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    line: source.slice(0, match.index).split("\n").length,
    text: match[2] ?? "",
    finds: match[1]?.split(", ") ?? [],
  }));
}

const examples = ["README.md", "docs/language.md"].flatMap(examplesOf);

describe.each(examples)("$page, line $line", ({ text, finds }) => {
  test("is as it says", () => {
    const found = checkProject(projectOf({ files: [{ path: "main.flow", text }] }));
    const serious = found.filter(({ severity }) => severity === "error" || severity === "warning");
    expect(serious.map(({ code, start, end }) => `${code} ${text.slice(start, end)}`).sort()).toEqual(
      [...finds].sort(),
    );
  });
});

test("every example was looked at", () => {
  const fences = ["README.md", "docs/language.md"].map((page) => read(page).match(/^\s*```flow/gm)?.length ?? 0);
  expect(examples).toHaveLength(fences.reduce((sum, count) => sum + count, 0));
  expect(examples.length).toBeGreaterThan(4);
});

test("the functions are up to date (npm run docs writes them)", () => {
  const page = read("docs/language.md");
  expect(withFunctions(page)).toBe(page);
  for (const name of functions.keys()) expect(page).toContain(`\n| \`${name}(`);
});
