import { describe, expect, test } from "vitest";
import { fromOutside } from "../../server/src/expressions/fromOutside.ts";
import { printPath, valueAt, withoutValueAt, withValueAt } from "../../server/src/expressions/paths.ts";
import { evaluated } from "../support/expression.ts";

const world = {
  scopes: {
    session: { users: [{ name: "Ann" }], "odd key": 1, nothing: null, state: "x", account: { limit: 5 } },
    temp: { i: 0, key: "limit" },
    user: { name: "Bob" },
  },
  locals: { value: 7 },
};

describe("reading", () => {
  test.each([
    ["session.users[0].name", '"Ann"'],
    ["users[temp.i].name", '"Ann"'],
    ["account.limit", "5"],
    ["account[temp.key]", "5"],
    ['session["odd key"]', "1"],
    ["user.name", '"Bob"'],
    ["session.state", '"x"'],
    ["value", "7"],
    ["nothing", "null"],
    ['parseJson("[\\{\\"a\\": 1\\}]")[0].a', "1"],
    ["state done", '"id of done"'],
  ])("%s is %s", (source, wanted) => {
    const { value, problems } = evaluated(source, world);
    expect(JSON.stringify(value)).toBe(wanted);
    expect(problems).toEqual([]);
  });

  test.each([
    ["missing", "unset-variable: `missing` is not set."],
    ["user.age", "unset-variable: `user.age` is not set."],
    ["account.limit.digits", "unset-variable: `account.limit.digits` is not set."],
    ["users[1].name", "bad-argument: `users[1]` is not there: the list has 1 items, counted from 0."],
    ["users[-1]", "bad-argument: `users[-1]` is not there: the list has 1 items, counted from 0."],
    ["users[null]", "bad-argument: What stands in `[…]` must be a number or a text."],
    ["account.__proto__", "bad-argument: `__proto__` is no name that a value may have."],
    ['account["constructor"]', "bad-argument: `constructor` is no name that a value may have."],
    ['r"x"', "bad-argument: A pattern can only stand after `matches`, in `replace` and in `match`."],
  ])("%s is null: %s", (source, problem) => {
    expect(evaluated(source, world)).toEqual({ value: null, problems: [problem] });
  });

  test.each([
    "missing ?? 1",
    "missing == null",
    "null != missing",
    "(missing) ?? 1",
    "a ?? b ?? 1",
    "missing.x == (null)",
  ])("%s takes what is unset without a report", (source) => {
    expect(evaluated(source, world).problems).toEqual([]);
  });

  test.each(["missing + 1 ?? 2", "missing == 1", "1 ?? 2 == missing", "[missing] == null"])(
    "%s reports what is unset",
    (source) => {
      expect(evaluated(source, world).problems[0]).toContain("unset-variable");
    },
  );
});

describe("texts", () => {
  test("print numbers as JSON, lists with commas, objects as JSON and nothing for null", () => {
    const source = '"{1.50} {[1, "b", [2]]} {{ a: null }} <{null}> {true} \\{x\\}"';
    expect(evaluated(source).value).toBe('1.5 1, b, 2 {"a":null} <> true {x}');
  });

  test("print an unset path as nothing, and report it", () => {
    expect(evaluated('"<{missing}>"')).toEqual({ value: "<>", problems: ["unset-variable: `missing` is not set."] });
  });
});

describe("writing", () => {
  const before = fromOutside({ a: { b: 1 }, list: [1, 2] });

  test.each([
    [["a", "b"], 2, { a: { b: 2 }, list: [1, 2] }],
    [["a", "c", "d"], 2, { a: { b: 1, c: { d: 2 } }, list: [1, 2] }],
    [["a", "b", "c"], 2, { a: { b: { c: 2 } }, list: [1, 2] }],
    [["list", 0], 9, { a: { b: 1 }, list: [9, 2] }],
    [["list", 2], 3, { a: { b: 1 }, list: [1, 2, 3] }],
    [["new", 0], 3, { a: { b: 1 }, list: [1, 2], new: [3] }],
  ])("at %j", (keys, value, after) => {
    const written = withValueAt(before, keys, value);
    expect(JSON.parse(JSON.stringify("value" in written ? written.value : null))).toEqual(after);
    expect(valueAt(before, ["a", "b"])).toBe(1);
  });

  test.each([
    [["a", "__proto__"], "refused key"],
    [["constructor", "x"], "refused key"],
    [["list", 5], "bad index"],
    [["list", -1], "bad index"],
    [["list", 0.5], "bad index"],
    [["list", "x"], "bad index"],
  ])("at %j is refused: %s", (keys, refused) => {
    expect(withValueAt(before, keys, 1)).toEqual({ refused });
  });

  test.each([
    [["a", "b"], { a: {}, list: [1, 2] }],
    [["list", 0], { a: { b: 1 }, list: [2] }],
    [["nowhere", "x"], { a: { b: 1 }, list: [1, 2] }],
  ])("without %j", (keys, after) => {
    expect(JSON.parse(JSON.stringify(withoutValueAt(before, keys)))).toEqual(after);
  });

  test("a path prints as a flow writes it", () => {
    expect(printPath(["session", "users", 0, "first name", "été"])).toBe('session.users[0]["first name"].été');
  });
});
