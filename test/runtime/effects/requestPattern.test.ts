import { expect, test } from "vitest";
import { fitsPattern, pathAfterBase } from "../../../server/src/runtime/effects/requestPattern.ts";

test.each([
  ["/a/b", "http://h/a/b", "", true],
  ["/a/b", "http://h/a/b?x=1#y", "", true],
  ["/a/b", "http://h/a/b/c", "", false],
  ["/a/b", "http://h/api/a/b", "http://h/api", true],
  ["/a/b", "http://h/api/a/b", "http://h/api/", true],
  ["/api/a", "http://h/api/a", "http://h/api", false],
  ["/", "http://h", "", true],
  ["/accounts/*", "http://h/accounts/7", "", true],
  ["/accounts/*", "http://h/accounts/7/limits", "", false],
  ["/accounts/*/limits", "http://h/accounts/7/limits", "", true],
  ["/accounts/**", "http://h/accounts/7/limits/8", "", true],
  ["/accounts/**", "http://h/accounts", "", true],
  ["/**/limits", "http://h/accounts/7/limits", "", true],
  ["/**/limits", "http://h/accounts/7", "", false],
  ["/a b", "http://h/a%20b", "", true],
  ["/a%20b", "http://h/a%20b", "", true],
  ["/A", "http://h/a", "", false],
  ["http://h/api/a", "http://h/api/a?x=1", "http://h/api", true],
  ["http://other/a", "http://h/a", "", false],
  ["https://*/a", "https://h/a", "", true],
])("%s against %s (base %s): %s", (pattern, url, base, fits) => {
  expect(fitsPattern(pattern, { url, base })).toBe(fits);
});

test("many `**` take no time", () => {
  const pattern = "/**/a".repeat(30);
  const url = `http://h${"/a".repeat(400)}/b`;
  const before = performance.now();
  expect(fitsPattern(pattern, { url })).toBe(false);
  expect(performance.now() - before).toBeLessThan(500);
});

test("the path comes after the base", () => {
  expect(pathAfterBase({ url: "http://h/api/a?x", base: "http://h/api" })).toBe("/a");
  expect(pathAfterBase({ url: "http://h" })).toBe("/");
});
