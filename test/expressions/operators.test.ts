import { describe, expect, test } from "vitest";
import { evaluated } from "../support/expression.ts";

/** Expressions and the JSON of their values; `null!` is `null` with a report. */
const table: readonly (readonly [source: string, value: string])[] = [
  ["1 + 2 * 3", "7"],
  ["(1 + 2) * 3", "9"],
  ["7 % 4", "3"],
  ["-7 % 4", "-3"],
  ["10 / 4", "2.5"],
  ["2 - -2", "4"],
  ["a-2", "3"],
  ["-a", "-5"],
  ["0 * -1", "0"],
  ["5s + 500ms", "5500"],
  ["1.5h", "5400000"],
  ['"a" + "b"', '"ab"'],
  ['"a" + 1', '"a1"'],
  ['1 + "a"', '"1a"'],
  ['"x" + null', '"x"'],
  ['"x" + [1, "b"]', '"x1, b"'],
  ['"x" + { a: 1 }', '"x{\\"a\\":1}"'],
  ["1 + true", "null!"],
  ["[1] + [2]", "null!"],
  ["1 - null", "null!"],
  ['"3" * 2', "null!"],
  ["1 / 0", "null!"],
  ["1 % 0", "null!"],
  ["5 == 5", "true"],
  ['5 == "5"', "false"],
  ["null == false", "false"],
  ["[1, { a: 2 }] == [1, { a: 2 }]", "true"],
  ["{ a: 1, b: 2 } == { b: 2, a: 1 }", "true"],
  ["[1, 2] == [2, 1]", "false"],
  ["{ a: 1 } == { a: 1, b: null }", "false"],
  ["5 != 6", "true"],
  ["1 < 2", "true"],
  ["2 <= 2", "true"],
  ["3 > 4", "false"],
  ['"b" >= "a"', "true"],
  ['"2026-03-01" < "2026-03-02"', "true"],
  ['1 < "2"', "null!"],
  ["null < 1", "null!"],
  ["[1] < [2]", "null!"],
  ["2 in [1, 2]", "true"],
  ["{ a: 1 } in [{ a: 1 }]", "true"],
  ['"a" in { a: null }', "true"],
  ['"b" in { a: 1 }', "false"],
  ['"ell" in "hello"', "true"],
  ['1 in "12"', "null!"],
  ["1 in { a: 1 }", "null!"],
  ["1 in null", "null!"],
  ["[1, 2] contains 2", "true"],
  ['"hello" contains "ell"', "true"],
  ['{ a: 1 } contains "a"', "true"],
  ["5 contains 5", "null!"],
  ['"A-12" matches r"[A-Z]-\\d+"', "true"],
  ['"xx A-12 xx" matches r"[A-Z]-\\d+"', "true"],
  ['"a-12" matches r"[A-Z]-\\d+"i', "true"],
  ['"a-12" matches r"^\\d+$"', "false"],
  ['5 matches r"5"', "null!"],
  ['"abc" matches "b"', "true"],
  ['"abc" matches "("', "null!"],
  ["true and 1", "true"],
  ["true and 0", "false"],
  ['"" or []', "false"],
  ['"" or "x"', "true"],
  ["not {}", "true"],
  ["not null", "true"],
  ["not -1", "false"],
  ["not 1 == 2", "true"],
  ["null ?? 1", "1"],
  ["false ?? 1", "false"],
  ["0 ?? 1", "0"],
  ["null ?? null ?? 3", "3"],
  ["1 + 2 == 3 and not false", "true"],
  ["true ? 1 : 2", "1"],
  ['"" ? 1 : 2', "2"],
  ["false ? 1 : true ? 2 : 3", "2"],
  ["false and 1 / 0", "false"],
  ["true or 1 / 0", "true"],
  ["1 ?? 1 / 0", "1"],
  ["true ? 1 : 1 / 0", "1"],
];

describe("operators", () => {
  test.each(table)("%s is %s", (source, wanted) => {
    const { value, problems } = evaluated(source, { scopes: { session: { a: 5 } } });
    expect(`${JSON.stringify(value)}${problems.length > 0 ? "!" : ""}`).toBe(wanted);
  });

  test("a result that no number can hold is null and a report", () => {
    const big = "9".repeat(300);
    const { value, problems } = evaluated(`${big} * ${big}`);
    expect(value).toBeNull();
    expect(problems).toEqual(["bad-argument: The result of `*` is too large for a number."]);
  });

  test("a report names the operator and both kinds", () => {
    expect(evaluated("[1] - true").problems).toEqual(["bad-argument: `-` does not go with a list and a truth value."]);
  });
});
