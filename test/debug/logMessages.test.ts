import { describe, expect, it } from "vitest";
import { readExpression } from "../../server/src/debug/expressions.ts";
import { readLogMessage } from "../../server/src/debug/logMessages.ts";

/** The pieces of a message: text as it is, an expression as its kind in angle brackets; or why it cannot be read. */
function draw(text: string): string {
  const read = readLogMessage(text);
  if (!read.ok) return `! ${read.message}`;
  return read.message.map((piece) => (typeof piece === "string" ? piece : `<${piece.kind}>`)).join("");
}

describe("a log message", () => {
  it.each([
    ["no braces at all", "no braces at all"],
    ["amount {session.amount}, {1 + 2}!", "amount <Path>, <Binary>!"],
    ['{ "a } in a text" } after', "<String> after"],
    ["{ { a: 1 } } after", "<Object> after"],
    ["\\{not an expression\\} C:\\\\temp \\n", "{not an expression} C:\\temp \\n"],
    ["}", "}"],
    ["", ""],
  ])("%j", (text, expected) => {
    expect(draw(text)).toBe(expected);
  });

  it.each(["{session.amount", "{", "{}", "{1 +}"])("%j cannot be read", (text) => {
    expect(draw(text)).toMatch(/^! .+\.$/);
  });
});

describe("an expression from outside of a file", () => {
  it.each([
    "session.amount",
    " 1 + 2 ",
    "a ? b : c",
    '"text {a}"',
    "[1, 2]",
    "{ a: 1 }",
    "x // comment",
    "amount == null",
  ])("%j is one", (text) => {
    expect(readExpression(text).ok).toBe(true);
  });

  it.each([
    "",
    "  ",
    "1 +",
    "x = 5",
    "set x = 5",
    "1 }",
    "1 } state t { set y = 2",
    "1 -> end",
    "1 2",
    "1 /* open",
    '"open',
  ])("%j is none, and nothing of it runs", (text) => {
    const read = readExpression(text);
    expect(read.ok ? "" : read.message).toMatch(/\S.*\.$/);
  });

  it.each([
    ["session.n = 5", "`=` does not fit here: two values are compared with `==`."],
    [" 1 2 ", "`1 2` is not an expression: it is complete before `2`."],
    ["name then other", "`name then other` is not an expression: it is complete before `then other`."],
    ["1 +", "After `+` a value is missing."],
    ["(1", "This `(` is never closed: `)` is missing."],
    ["== 5", "a value"],
  ])("%j is refused in words that fit an expression", (text, message) => {
    const read = readExpression(text);
    expect(read.ok ? "" : read.message).toContain(message);
  });
});
