import { expect, test } from "vitest";
import { indentBefore, indented } from "../../client/src/testing/indentation.ts";

const mock = 'mock GET "/a" {\n  status 200\n  body {}\n}';

test("a mock that goes into a test is laid out as the test is", () => {
  expect(indented(mock, indentBefore("    "))).toBe('mock GET "/a" {\n        status 200\n        body {}\n    }');
  expect(indented(mock, indentBefore("\t"))).toBe('mock GET "/a" {\n\t\tstatus 200\n\t\tbody {}\n\t}');
});

test("a test whose first step does not begin a line, or that is not known, gets two blanks", () => {
  for (const before of ['test "a" { ', "", undefined]) expect(indentBefore(before)).toBe("  ");
});
