import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(`${root}docs/safety.md`, "utf8");

/** The tests that the page names, each with its file. */
const named = [...page.matchAll(/`(test\/[\w/.-]+\.test\.ts)`: (.*?) \|$/gm)].map(([, file = "", name = ""]) => ({
  file,
  name,
}));

test.each(named)("$file has the test that the page names: $name", ({ file, name }) => {
  expect(existsSync(root + file)).toBe(true);
  const titles = [...readFileSync(root + file, "utf8").matchAll(/(["'`])((?:(?!\1).)+)\1,\s*(?:async )?\(/g)].map(
    ([, , title]) => title,
  );
  expect(titles).toContain(name);
});

test("every rule is there, and each but that of the channels names a test in every row", () => {
  const sections = page.split(/^## /m).slice(1);
  expect(sections.map((section) => section.slice(0, 2))).toEqual(["1.", "2.", "3.", "4.", "5.", "6.", "7."]);
  const rows = sections.flatMap((section) => section.split("\n").filter((line) => /^\| (?!what \||-)/.test(line)));
  expect(rows.length).toBeGreaterThan(40);
  const silent = rows.filter((row) => !row.includes("`test/") && !row.startsWith("| `serve`"));
  expect(silent).toEqual([]);
  expect(named.length).toBe(rows.filter((row) => row.includes("`test/")).length);
});

test("every file of the safety tests is named", () => {
  const files = readdirSync(`${root}test/safety`).map((file) => `test/safety/${file}`);
  expect(files.filter((file) => !named.some((each) => each.file === file))).toEqual([]);
});
