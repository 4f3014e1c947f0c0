import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sectionOf, withSectionLinks } from "../../client/src/documentation/sectionLinks.ts";
import { hover } from "../../server/src/features/hover.ts";
import { sections } from "../../server/src/features/wordHelp.ts";
import { workspaceOf } from "../support/workspaceFixture.ts";

const docs = "file:///opt/flowstate/docs";

/** The arguments of the command that a text links to. */
function argumentOf(markdown: string): unknown {
  const [, encoded = ""] = /\(command:flowstate\.showSection\?([^)]*)\)/.exec(markdown) ?? [];
  return encoded === "" ? undefined : (JSON.parse(decodeURIComponent(encoded)) as unknown[])[0];
}

test("what a hover says of a keyword leads to a heading that the documentation has", async () => {
  const given = await workspaceOf('state start { s^|ay "Hi." -> end }');
  const { file, offset } = given.atCursor();
  const linked = withSectionLinks(hover(file, offset, docs)?.markdown ?? "", docs);
  expect(linked).toMatch(/\[The language\]\(command:flowstate\.showSection\?[^()\s]+\)$/);
  expect(sectionOf(argumentOf(linked))).toEqual({ page: "language.md", anchor: sections.grammar });
  const headings = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8").match(/^## .*$/gm) ?? [];
  const anchors = headings.map((line) => line.slice(3).toLowerCase().replace(/[.,]/g, "").replaceAll(" ", "-"));
  for (const anchor of Object.values(sections)) expect(anchors).toContain(anchor);
});

test("other links, and what only looks like one of ours, stay as they are", () => {
  for (const text of [
    "[a](file:///opt/other/docs/language.md#4-memory)",
    "[a](https://example.com/docs/language.md#4-memory)",
    `[a](${docs}/language.md)`,
    `[a](${docs}/../secrets.md#x)`,
    "a `](` b",
  ])
    expect(withSectionLinks(text, docs)).toBe(text);
});

test("only a section of the documentation is shown", () => {
  expect(sectionOf({ page: "checks/syntax.md", anchor: "example" })).toEqual({
    page: "checks/syntax.md",
    anchor: "example",
  });
  for (const wrong of [
    undefined,
    null,
    "language.md",
    { page: "language.md" },
    { page: "../README.md", anchor: "x" },
    { page: "checks/../../x.md", anchor: "x" },
    { page: "https://example.com/x.md", anchor: "x" },
    { page: "language.md", anchor: "x y" },
    { page: ["language.md"], anchor: "x" },
  ])
    expect(sectionOf(wrong)).toBeUndefined();
});
