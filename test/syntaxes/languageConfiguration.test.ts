import { expect, test } from "vitest";
import configuration from "../../syntaxes/language-configuration.json" with { type: "json" };

const { indentationRules, onEnterRules, wordPattern } = configuration;
const increases = new RegExp(indentationRules.increaseIndentPattern);
const decreases = new RegExp(indentationRules.decreaseIndentPattern);

test.each([
  ["state start {", true],
  ['  ask amount as number "How much?" {', true],
  ["  body { // what is sent", true],
  ["  set list = [", true],
  ['  api GET "/a{id}" {', true],
  ["state `a { b` {", true],
  ['  say "a {"', false],
  ['  say { en "a" }', false],
  ["  // say {", false],
  ["  /* say {", false],
  ["/// shows {", false],
  ["  -> end", false],
  ["", false],
  [`  say "${"\\".repeat(40)}`, false],
])("the line after %j is further in: %s", (line, expected) => {
  expect(increases.test(line)).toBe(expected);
});

test.each([
  ["}", true],
  ["  } else {", true],
  ["    ]", true],
  ['  say "}"', false],
])("%j itself is further out: %s", (line, expected) => {
  expect(decreases.test(line)).toBe(expected);
});

/** What Enter between two texts appends, by the first rule that fits, as the editor does it. */
function enter(before: string, after = "", previous = ""): string | undefined {
  const rule = onEnterRules.find(
    (each) =>
      new RegExp(each.beforeText).test(before) &&
      (each.afterText === undefined || new RegExp(each.afterText).test(after)) &&
      (each.previousLineText === undefined || new RegExp(each.previousLineText).test(previous)),
  );
  return rule?.action.appendText;
}

test.each([
  ["/// Moves money.", "", "", "/// "],
  ["  ///", "", "", "/// "],
  ["  // one comment", "that is split", "", "// "],
  ["  // one comment", "", "", undefined],
  ['  say "// no comment"', "", "", undefined],
  ["/*", " */", "", " * "],
  ["/* text", "", "", " * "],
  [" * text", "", "/* first", "* "],
  [" * text", "", " * before", "* "],
  ["  * 5", "", "set x = 5", undefined],
  ["/* closed */", "", "", undefined],
  ["state start {", "}", "", undefined],
])("Enter between %j and %j", (before, after, previous, appended) => {
  expect(enter(before, after, previous)).toBe(appended);
});

test.each([
  ["state größe_2 {", ["state", "größe_2"]],
  ["-> help.agent", ["help", "agent"]],
  ["state `Main menu` {", ["state", "`Main menu`"]],
  ["wait 1.5h", ["wait", "1.5h"]],
  ["ask 名前 as text", ["ask", "名前", "as", "text"]],
])("the words of %j", (line, words) => {
  expect(line.match(new RegExp(wordPattern.pattern, `g${wordPattern.flags}`))).toEqual(words);
});

test("no pattern takes long on a long line", () => {
  const started = performance.now();
  for (const line of [
    '"'.repeat(5000),
    `${'"a" '.repeat(3000)}x`,
    "`".repeat(5001),
    "{ ".repeat(3000),
    "/".repeat(5000),
    `${" ".repeat(5000)}*`,
  ]) {
    increases.test(line);
    decreases.test(line);
    enter(line, line, line);
  }
  expect(performance.now() - started).toBeLessThan(500);
});
