import { expect, test } from "vitest";
import { withFunctions } from "../../scripts/docs/functionTable.ts";
import { functions } from "../../server/src/expressions/functions.ts";
import { readDocument } from "../support/documentation.ts";

test("the functions are up to date (npm run docs writes them)", () => {
  const page = readDocument("docs/language.md");
  expect(withFunctions(page)).toBe(page);
  for (const name of functions.keys()) expect(page).toContain(`\n| \`${name}(`);
});
