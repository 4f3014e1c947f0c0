import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExpression } from "../../server/src/debug/expressions.ts";
import { memberExpression, VariableStore } from "../../server/src/debug/variables.ts";
import type { Value } from "../../server/src/expressions/values.ts";
import { runs } from "../support/runs.ts";

function open(value: Value, expression = "session"): { readonly store: VariableStore; readonly reference: number } {
  const store = new VariableStore();
  return { store, reference: store.reference(value, expression) };
}

function draw(value: Value, page: Parameters<VariableStore["rows"]>[1] = {}): readonly string[] | undefined {
  const { store, reference } = open(value);
  return store.rows(reference, page)?.map((row) => `${row.evaluateName}: ${row.type} ${row.name} = ${row.value}`);
}

describe("rows of values", () => {
  it("show the JSON of each member and the expression that reads it", () => {
    const value = { amount: 5, "odd key": "a\nb", list: [1, { deep: true }], nothing: null, pin: "•••", 'q"{}': 1 };
    expect(draw(value)).toEqual([
      "session.amount: number amount = 5",
      'session["odd key"]: text odd key = "a\\nb"',
      'session.list: list list = [1,{"deep":true}]',
      "session.nothing: null nothing = null",
      "session.pin: text pin = •••",
      'session["q\\"\\{\\}"]: number q"{} = 1',
    ]);
  });

  it("open one level after the other", () => {
    const { store, reference } = open({ users: [{ name: "Ada" }] });
    const [users] = store.rows(reference, {}) ?? [];
    const [first] = store.rows(users?.variablesReference ?? 0, {}) ?? [];
    const [name] = store.rows(first?.variablesReference ?? 0, {}) ?? [];
    expect([users?.indexedVariables, first?.namedVariables, name?.variablesReference]).toEqual([1, 1, 0]);
    expect(name?.evaluateName).toBe("session.users[0].name");
  });

  it("come in pages", () => {
    const list = Array.from({ length: 1_000 }, (_, at) => at);
    expect(draw(list, { filter: "indexed", start: 998, count: 100 })).toEqual([
      "session[998]: number 998 = 998",
      "session[999]: number 999 = 999",
    ]);
    expect(draw(list, { filter: "named" })).toEqual([]);
    expect(draw(list)).toHaveLength(1_000);
    expect(draw({ a: 1, b: 2, c: 3 }, { start: 1, count: 1 })).toEqual(["session.b: number b = 2"]);
    expect(draw({ a: 1 }, { filter: "indexed" })).toEqual([]);
  });

  it("are gone when the conversation has gone on", () => {
    const { store, reference } = open({ a: 1 });
    store.clear();
    expect(store.rows(reference, {})).toBeUndefined();
    expect(store.reference({ b: 2 }, undefined)).not.toBe(reference);
  });

  it("do not show more of a huge text than anybody reads", () => {
    const [row] = draw({ text: "x".repeat(1_000_000) }) ?? [];
    expect(row?.length).toBeLessThan(110_000);
    expect(row?.endsWith("…")).toBe(true);
  });

  it("give every member an expression that can be read back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (key) => {
        const read = readExpression(memberExpression("session", key) ?? "");
        expect(read).toMatchObject({ ok: true, expression: { kind: "Path", root: { text: "session" } } });
        const segment = read.ok && read.expression.kind === "Path" ? read.expression.segments[0] : undefined;
        expect(segment?.kind === "Name" ? segment.text : literalText(segment)).toBe(key);
      }),
      { numRuns: runs(1_000) },
    );
  });
});

/** The text of `["…"]`. */
function literalText(segment: unknown): unknown {
  const { index } = segment as { index: { parts: readonly { text: string }[] } };
  return index.parts.map((part) => part.text).join("");
}
