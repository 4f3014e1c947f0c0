import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../server/src/expressions/evaluate.ts";
import { fromOutside } from "../../server/src/expressions/fromOutside.ts";
import { functions } from "../../server/src/expressions/functions.ts";
import { callFunction, printSignature } from "../../server/src/expressions/signature.ts";
import { contextOf, evaluated, expressionOf } from "../support/expression.ts";
import { runs } from "../support/runs.ts";

const table = [...functions.values()];

/** The functions that the language lists. */
const listed = `length upper lower capitalize trim replace split join first last slice startsWith endsWith sort unique
pluck round floor ceil min max abs sum random now today formatDate addTime diffTime dayOfWeek number text boolean json
parseJson formatNumber formatCurrency plural env urlEncode base64 hash uuid`.split(/\s+/);

test("the table has every function of the language, and no other", () => {
  expect(table.map(({ name }) => name).sort()).toEqual(listed.sort());
});

describe.each(table.map((fn) => [fn.name, fn] as const))("%s", (_, fn) => {
  test("its example gives what it says", () => {
    expect(fn.example.call).toContain(`${fn.name}(`);
    const { value, problems } = evaluated(fn.example.call);
    expect(problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(value))).toEqual(fn.example.gives);
  });

  test("gives null and a report for arguments of a wrong number", () => {
    const tooMany = Array.from({ length: fn.parameters.length + 1 }, () => "1").join(", ");
    const { value, problems } = evaluated(`${fn.name}(${fn.parameters.at(-1)?.repeated ? "" : tooMany})`);
    expect(value).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(fn.name);
  });

  test("gives a value and never throws, whatever its arguments", () => {
    const value = fc.jsonValue({ maxDepth: 2 }).map((raw) => fromOutside(raw));
    const args = fc.array(value, { maxLength: fn.parameters.length + 1 });
    fc.assert(
      fc.property(args, (given) => {
        const result = callFunction(fn, given, contextOf({}));
        expect(JSON.stringify(result)).toBeTypeOf("string");
      }),
      { numRuns: runs(1_000) },
    );
  });
});

test.each([
  ["round(-2.5)", -3],
  ["round(1.005, 2)", 1.01],
  ["round(5)", 5],
  ["slice([1, 2, 3], 1)", [2, 3]],
  ['slice("abc", -2)', "bc"],
  ['length("👍🏽a")', 3],
  ["first([])", null],
  ['last("abc")', "c"],
  ['replace("a.b.c", r"[.]", "-")', "a-b-c"],
  ['replace("a1b2", r"\\d", "$0")', "a$0b$0"],
  ['replace("$x", "$", "$&")', "$&x"],
  ['sort([2, "b", 1, "A", null])', [1, 2, "A", "b", null]],
  ["unique([{ a: 1 }, { a: 1 }, 1, 1])", [{ a: 1 }, 1]],
  ["sum([])", 0],
  ["random(3, 3)", 3],
  ['number("1e3")', 1000],
  ['number("x")', null],
  ['number("")', null],
  ["boolean(2)", null],
  ['boolean("no")', false],
  ['parseJson("\\{")', null],
  ['parseJson("\\{\\"__proto__\\": 1, \\"a\\": 2\\}")', { a: 2 }],
  ['addTime("2026-03-01", 90m)', "2026-03-01T01:30:00.000Z"],
  ['diffTime("2026-03-01T10:00:00Z", "2026-03-01T12:00:00+01:00")', 3_600_000],
  ['formatDate("2026-03-01", "medium")', "Mar 1, 2026"],
  ['plural(1, { one: "day", other: "days" })', "day"],
  ['urlEncode("ü/")', "%C3%BC%2F"],
])("%s", (source, wanted) => {
  const { value, problems } = evaluated(source);
  expect(problems).toEqual([]);
  expect(JSON.parse(JSON.stringify(value))).toEqual(wanted);
});

test("formats follow the user's language", () => {
  const dutch = { language: "nl" };
  expect(evaluated("formatNumber(1234.5, 2)", dutch).value).toBe("1.234,50");
  expect(evaluated('formatCurrency(5, "eur")', dutch).value).toBe("€\u00a05,00");
  expect(evaluated('formatDate("2026-03-01", "long")', dutch).value).toBe("1 maart 2026");
  expect(evaluated('boolean("ja")', dutch).value).toBe(true);
  expect(evaluated("formatNumber(1.5)", { language: "no such language" }).value).toBe("1.5");
});

test("env reads the environment, else its second argument, else reports", () => {
  expect(evaluated('env("HOME", "x")', { environment: { HOME: "/h" } }).value).toBe("/h");
  expect(evaluated('env("HOME", "x")').value).toBe("x");
  expect(evaluated('env("HOME")').problems).toEqual([
    "bad-argument: The environment has no `HOME` that `env` may read.",
  ]);
});

test("an unknown function is null and a report", () => {
  expect(evaluated("shout(1)")).toEqual({ value: null, problems: ["bad-argument: There is no function `shout`."] });
});

test("signatures read as in the language's own list", () => {
  const signature = (name: string): string => printSignature(functions.get(name) ?? table[0] ?? raise());
  expect(signature("slice")).toBe("slice(x, from, to?)");
  expect(signature("replace")).toBe("replace(text, search, with)");
  expect(signature("max")).toBe("max(numbers, …)");
});

function raise(): never {
  throw new Error("The table is empty.");
}

test("a text cannot grow without limit", () => {
  const doubled = Array.from({ length: 30 }, () => "replace(").join("");
  const closing = Array.from({ length: 30 }, () => ', "a", "aa")').join("");
  const problems: unknown[] = [];
  const context = { ...contextOf({}), report: (problem: unknown) => problems.push(problem) };
  const value = evaluate(expressionOf(`${doubled}"a"${closing}`), context);
  expect(value === null || (typeof value === "string" && value.length <= 1_000_000)).toBe(true);
  expect(problems.length).toBeGreaterThan(0);
});
