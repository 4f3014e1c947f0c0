import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatted } from "../support/formatting.ts";

const docs = new URL("../../docs/", import.meta.url);
const pages = [
  "language.md",
  "refactorings.md",
  ...readdirSync(new URL("checks/", docs))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `checks/${name}`),
];
const examples = pages.flatMap((page) =>
  [...readFileSync(new URL(page, docs), "utf8").matchAll(/^```flow\n(.*?)^```$/gms)].map((match) => ({
    page,
    text: match[1] ?? "",
  })),
);

test("examples are written as the formatter writes them", () => {
  expect(examples.length).toBeGreaterThan(80);
  for (const { page, text } of examples) expect(formatted(text), page).toBe(text);
});
