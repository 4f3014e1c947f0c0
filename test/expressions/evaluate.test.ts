import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../server/src/expressions/evaluate.ts";
import type { Expr } from "../../server/src/language/ast.ts";
import { contextOf, evaluated } from "../support/expression.ts";
import { runs } from "../support/runs.ts";

const at = { start: 0, end: 0 };

describe("an expression has a budget", () => {
  test("a chain of 100,000 additions is no deeper than one", () => {
    let chain: Expr = { ...at, kind: "Number", value: 0 };
    const one: Expr = { ...at, kind: "Number", value: 1 };
    for (let i = 0; i < 90_000; i++) chain = { ...at, kind: "Binary", operator: "+", left: chain, right: one };
    expect(evaluate(chain, contextOf({}))).toBe(90_000);
  });

  test("a longer one is given up, with one report", () => {
    let chain: Expr = { ...at, kind: "Number", value: 0 };
    const one: Expr = { ...at, kind: "Number", value: 1 };
    for (let i = 0; i < 300_000; i++) chain = { ...at, kind: "Binary", operator: "+", left: chain, right: one };
    const problems: { code: string }[] = [];
    evaluate(chain, { ...contextOf({}), report: (problem) => problems.push(problem) });
    expect(problems.map(({ code }) => code)).toContain("limit");
    expect(problems.length).toBeLessThan(5);
  });

  test.each(["not", "-"] as const)("%s inside itself 100,000 times does not overflow the stack", (operator) => {
    let deep: Expr = { ...at, kind: "Boolean", value: true };
    for (let i = 0; i < 100_000; i++) deep = { ...at, kind: "Unary", operator, operand: deep };
    expect(() => evaluate(deep, contextOf({}))).not.toThrow();
  });

  test("neither do lists, conditions and members", () => {
    let list: Expr = { ...at, kind: "List", items: [] };
    let condition: Expr = { ...at, kind: "Null" };
    let member: Expr = { ...at, kind: "Object", entries: [] };
    const name = { ...at, kind: "Name", text: "a", quoted: false } as const;
    for (let i = 0; i < 100_000; i++) {
      list = { ...at, kind: "List", items: [list] };
      condition = {
        ...at,
        kind: "Conditional",
        test: { ...at, kind: "Null" },
        whenTrue: undefined,
        whenFalse: condition,
      };
      member = { ...at, kind: "Member", object: member, name };
    }
    for (const deep of [list, condition, member]) expect(() => evaluate(deep, contextOf({}))).not.toThrow();
  });
});

test("half-typed expressions have values", () => {
  const missing: readonly Expr[] = [
    { ...at, kind: "Binary", operator: "+", left: { ...at, kind: "Number", value: 1 }, right: undefined },
    { ...at, kind: "Unary", operator: "not", operand: undefined },
    { ...at, kind: "StateValue", ref: undefined },
    { ...at, kind: "Parenthesized", expr: undefined },
  ];
  for (const expr of missing) expect(() => evaluate(expr, contextOf({}))).not.toThrow();
});

/** Texts of random expressions. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, depthSize: "medium" },
    fc.constantFrom(
      "1",
      "0",
      "2.5",
      '""',
      '"a"',
      "true",
      "false",
      "null",
      "5s",
      "a",
      "a.b",
      "a[0]",
      "l",
      "l[1]",
      "[]",
      "{}",
    ),
    fc
      .tuple(
        tie("expression"),
        fc.constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "in", "contains", "and", "or", "??"),
        tie("expression"),
      )
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    tie("expression").map((operand) => `not (${operand})`),
    fc.tuple(tie("expression"), tie("expression")).map(([key, value]) => `l[(${key})] ?? [${value}]`),
    fc.tuple(tie("expression"), tie("expression")).map(([test, value]) => `(${test}) ? (${value}) : "{${value}}"`),
    fc
      .tuple(fc.constantFrom("length", "text", "json", "upper", "sum", "number"), tie("expression"))
      .map(([f, x]) => `${f}(${x})`),
  ),
}));

test("any expression has a JSON value, the same each time", () => {
  const world = { scopes: { session: { a: { b: 1 }, l: [1, "x", null] } } };
  fc.assert(
    fc.property(expression, (source) => {
      // A text inside a text would end it.
      fc.pre(!/"[^"]*\{[^}]*"[^"]*"/.test(source));
      const first = evaluated(source, world);
      expect(JSON.parse(JSON.stringify(first.value))).toEqual(
        JSON.parse(JSON.stringify(evaluated(source, world).value)),
      );
      expect(first.value === undefined).toBe(false);
    }),
    { numRuns: runs(10_000) },
  );
});
