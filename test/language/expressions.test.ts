import { describe, expect, test } from "vitest";
import { longestChain } from "../../server/src/language/parserCore.ts";
import { expressionOf } from "../support/readFlow.ts";

describe("an expression is read as", () => {
  test.each([
    ["a or b and not c == d", "(a or (b and (not (c == d))))"],
    ["not a and b", "((not a) and b)"],
    ["not not a", "(not (not a))"],
    ["a and not b or c", "((a and (not b)) or c)"],
    ["1 + 2 * 3 - 4 / 5 % 6", "((1 + (2 * 3)) - ((4 / 5) % 6))"],
    ["a - b - c", "((a - b) - c)"],
    ["a-2", "(a - 2)"],
    ["-a.b * - -c", "((- a.b) * (- (- c)))"],
    ["a ?? b + 1", "(a ?? (b + 1))"],
    ["a ?? b == c", "((a ?? b) == c)"],
    ["a ?? b ?? c", "((a ?? b) ?? c)"],
    ["a ? b : c ? d : e", "(a ? b : (c ? d : e))"],
    ["a ? b ? 1 : 2 : 3", "(a ? (b ? 1 : 2) : 3)"],
    ["a or b ? c : d", "((a or b) ? c : d)"],
    ["x in list and list contains y", "((x in list) and (list contains y))"],
    ['name matches r"^a\\"{2}b"i', '(name matches /^a\\"{2}b/i)'],
    ["(1 + 2) * 3", "(‹(1 + 2)› * 3)"],
    ["[1, [2, 3], ]", "[1, [2, 3]]"],
    [
      '{ a: 1, "b c": 2 d: x ? y : z e: (f) in: 1 contains: 2, }',
      '{a: 1, "b c": 2, d: (x ? y : z), e: ‹f›, in: 1, contains: 2}',
    ],
    ["{}", "{}"],
    ["{ and: 1 or: 2 }.and", "({and: 1, or: 2}).and"],
    ["f(a, g(), 1).b[0].c", "(((f(a, g(), 1)).b)[0]).c"],
    ["a.b[0][x + 1].c", "a.b[0][(x + 1)].c"],
    ['session["odd key"]', 'session["odd key"]'],
    ["state done == conversation.state", "(state @done == conversation.state)"],
    ["state help.agent", "state @help.agent"],
    ["true and false or null", "((true and false) or null)"],
    ["500ms + 1.5h", "(500ms + 5400000ms)"],
    ["30m", "1800000ms"],
    ["7d", "604800000ms"],
    ["1_000.5", "1000.5"],
    ['"a {b} {c.d[0]} {upper("x {y}")}"', '"a {b} {c.d[0]} {upper("x {y}")}"'],
    ['"{a ? "b" : "}"}"', '"{(a ? "b" : "}")}"'],
    ['"{ { a: 1 }.a }"', '"{({a: 1}).a}"'],
    ['"{x matches r"}"}"', '"{(x matches /}/)}"'],
    ["größe + 名前 + नमस्ते + 𝒳1 + `odd name`", "((((größe + 名前) + नमस्ते) + 𝒳1) + `odd name`)"],
    ["say + ask.if", "(say + ask.if)"],
  ])("%s", (written, drawn) => {
    expect(expressionOf(written)).toBe(drawn);
  });
});

describe("an expression that cannot be read says why", () => {
  test.each([
    ["a == b == c", "Comparisons cannot be chained: join two of them with `and`."],
    ["a == not b", "Put this `not` and what it negates in parentheses: `==` binds more strongly."],
    ["-not a", "Put this `not` and what it negates in parentheses."],
    ["a +", "After `+` a value is missing."],
    ["* a", "After `=` a value is missing."],
    ["a ? b", "After `?` come two values with `:` between them."],
    ["f(a b)", "`,` or `)` is missing before `b`."],
    ["[1 2]", "`,` or `]` is missing before `2`."],
    ["(1 + 2", "This `(` is never closed: `)` is missing."],
    ["[1, 2", "This `[` is never closed: `]` is missing."],
    ["{ a: 1", "This `{` is never closed: `}` is missing."],
    ["a[0", "This `[` is never closed: `]` is missing."],
    ["{ a 1 }", "After the key `a` comes `:` and its value."],
    ["{ a: }", "After `:` a value is missing."],
    ["[1,, 2]", "After `,` a value is missing."],
    ["[, 1]", "Before `,` a value is missing."],
    ["f(, 1)", "Before `,` a value is missing."],
    ["{ , }", "`,` does not fit here: in an object every key has a `:` and a value."],
    ["a.", "After the `.` comes a name."],
    [
      "state",
      "`state` needs the name of a state. A variable called `state` is written with its scope: `session.state`.",
    ],
    ["a && b", "Write `and` instead of `&&`."],
    ["a || b", "Write `or` instead of `||`."],
    ["!a", "Write `not` instead of `!`."],
    ["a === b", "Write `==` instead of `===`."],
    ["'a'", 'Write texts between double quotes: `"…"`.'],
    ["“a”", 'Write texts between double quotes: `"…"`.'],
    ["5sec", "`5sec` is no duration: write one number and `ms`, `s`, `m`, `h` or `d`, such as `5s`."],
    ["1e5", "`1e5` is no duration: write one number and `ms`, `s`, `m`, `h` or `d`, such as `5s`."],
    ["1__0", "`1__0` is no duration: write one number and `ms`, `s`, `m`, `h` or `d`, such as `5s`."],
    ["9".repeat(400), "This number is too large."],
    ['r"a"g', "The only letter behind a pattern is `i`, for any case."],
    ['r"a', 'This pattern is never closed: `"` is missing.'],
    ["`a", "This name is never closed: a backtick is missing."],
    ["``", "A name cannot be empty."],
    [
      `1${" + 1".repeat(longestChain + 1)}`,
      `This expression joins too many values: ${longestChain} are the most. Split it with \`set\`.`,
    ],
  ])("%s", (written, message) => {
    const frames = expressionOf(written).split("\n");
    expect(frames).toHaveLength(2);
    expect(frames[1]?.replace(/^[ |]*(?:\^+…? |\| )/, "")).toBe(message);
  });
});
