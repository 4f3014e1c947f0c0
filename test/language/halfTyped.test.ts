import { describe, expect, test } from "vitest";
import { problemsOf, stepsOf } from "../support/readFlow.ts";

/**
 * Half-typed texts with what an author then sees. The texts stand here, the code frames in `halfTyped/*.txt`: run
 * `vitest run test/language/halfTyped.test.ts -u` after a change and read what became of them.
 */
function drawn(texts: readonly string[], surround: (text: string) => string): string {
  return texts.map((text) => `${text}\n${"─".repeat(40)}\n${problemsOf(surround(text))}\n`).join("\n\n");
}

const declarations = [
  "state",
  'state {\n  say "x"\n}',
  "state\nstate b { -> end }",
  "state a",
  "state a id { -> end }",
  'state a "id" { -> end }',
  "state a {",
  'state a {\n  say "x"\n\nstate b { -> end }',
  "flow",
  "flow\nstate a {}",
  "state a {}\nflow b",
  "bot",
  "bot B",
  "bot B {\n  languages\n  start menu\n}",
  "bot B { start }",
  "bot B { language en }",
  "bot B { threshold high }",
  "service s { base }",
  "service s { timeout 5 }",
  "service s { auth }",
  "service s { auth basic a }",
  "service s { auth hmac a }",
  "var",
  "var session.",
  "var x:",
  "var x: \nstate a { -> end }",
  "var x =",
  "var x =\nstate a { -> end }",
  "var x = 1 2",
  "intent",
  "intent a",
  "intent a { hello }",
  "intent a { nl }",
  "entity e",
  'entity e { small: "S" }',
  'entity e { small "S", }',
  "on -> a",
  "on intent -> a",
  "on intent",
  "on text -> a",
  'on text "a", -> b',
  "on event -> a",
  "on silence -> a",
  "on change -> a",
  "on any",
  "on any when -> a",
  "on any in -> a",
  "on hello -> a",
  "mock",
  "mock m",
  "mock m GET",
  'mock m GET "/x"',
  'mock m GET "/x" { fault }',
  'mock m GET "/x" {} then',
  "preset p",
  "preset p { a }",
  "preset p { a = }",
  "preset p { a b = 1 }",
  "test",
  'test t { user "a" }',
  'test "t"',
  'test "t" with { user "a" }',
  'test "t" { usr "a" }',
  'test "t" { bot }',
  'test "t" { expect }',
  'test "t" { expect state }',
  'test "t" { expect no }',
  'test "t" { expect error }',
  'test "t" { expect request }',
  'test "t" { mock }',
  'test "t" { event }',
];

const steps = [
  "->",
  "-> help.",
  "-> a.b.c",
  "say",
  'say "x" |',
  "say {",
  "say { en }",
  "say {}",
  'say "x" {\n    reply\n  }',
  'say "x" {\n    reply "Yes" ->\n    reply "No" -> end\n  }',
  'say "x" { button "b" }',
  'say "x" { card "c" }',
  "say { image }",
  "say { location 1 }",
  "say { payload }",
  "ask",
  "ask session.",
  "ask session.x",
  "ask session.x as",
  'ask session.x text "q"',
  'ask session.x as "q"',
  'ask session.x as { a: text } "q"',
  "ask session.x as text",
  'ask session.x as text "q" { check }',
  'ask session.x as text "q" { check value > 0 }',
  'ask session.x as text "q" { attempts 3 }',
  'ask session.x as text "q" { skip }',
  "ask session.x as one of",
  "api",
  "api bank",
  "api GET",
  'api bank "/x"',
  'api get "/x"',
  'api GET "/x" { body }',
  'api GET "/x" { on }',
  'api GET "/x" { on 404 }',
  'api GET "/x" { on success }',
  'api GET "/x" { session a }',
  'api GET "/x" { nextDialogstate }',
  'api GET "/x" { nextDialogstate a, }',
  'api GET "/x" { nextDialogstate\n    on failure -> b }',
  'api GET "/x" { timeout 5sec }',
  'api GET "/x" { headers }',
  'api GET "/x" { save }',
  'api GET "/x" { on 9xx -> a }',
  "set",
  "set session.",
  "set session.x",
  "set session.x =",
  "set session.x = 1 +",
  "set x 1",
  "set x == 1",
  "clear",
  "if",
  "if a",
  "if a {",
  'if { say "x" }',
  "if a -> b else",
  "match",
  "match x",
  "match x {",
  'match x { "a" }',
  'match x { else -> b "a" -> c }',
  "call",
  "wait",
  "wait 5",
  "wait 5sec",
  "track",
  "handover",
  "language",
  "context",
  "context for 3",
  "on any",
  "on foo -> b",
  'sya "hello" { reply "x" -> y }',
  'reply "x" -> b',
  "state done",
  '} say "x"',
  '{ say "x" }',
  '; say "x"',
  "foo bar",
];

const braces = [
  'state a {\n  if x {\n    say "y"\n  -> b\n}\nstate b { -> end }',
  'state a {\n  say "x" {\n    reply "y"\n  -> b\n}\nstate b { -> end }',
  'state a {\n  say "x" }\n}\nstate b { -> end }',
  'state a {{\n  say "x"\n}\nstate b { -> end }',
  'state a\n  say "x"\n}\nstate b { -> end }',
  'state a {\n  api GET "/x" {\n    body { a: 1\n    on failure -> b\n  }\n}\nstate b { -> end }',
  'state a {\n  api GET "/x" {\n    body { a: 1 } }\n    on failure -> b\n  }\n}\nstate b { -> end }',
  'state a {\n  api GET "/x"\n    on failure -> b\n  }\n}\nstate b { -> end }',
  'state a {\n  ask x as text "q"\n    attempts 3 -> b\n  }\n}\nstate b { -> end }',
  'state a { say "x"\n// the end',
  'state a { say "x" /* never closed',
  "}\nstate a { -> end }",
];

describe("an author sees", () => {
  test("what a half-typed declaration lacks", async () => {
    await expect(drawn(declarations, (text) => text)).toMatchFileSnapshot("halfTyped/declarations.txt");
  });

  test("what a half-typed step before another lacks", async () => {
    const inState = (text: string): string => `state s {\n  ${text}\n  say "next"\n}`;
    await expect(drawn(steps, inState)).toMatchFileSnapshot("halfTyped/steps.txt");
  });

  test("where a brace is missing or one too many", async () => {
    await expect(drawn(braces, (text) => text)).toMatchFileSnapshot("halfTyped/braces.txt");
  });
});

test("what surrounds a half-typed step is read", () => {
  expect(
    stepsOf(`say "before"
set session.x =
ask session.y as
-> help.
api bank
if
-> after`),
  ).toMatchInlineSnapshot(`
  "Say "before"
  Set session.x
  Ask session.y
  Go @help.□
  Api bank
  If
    IfBranch
      Block
        Go @after"
`);
});

test("merge conflict markers give a message each, and both versions are read", () => {
  const steps = `<<<<<<< HEAD
  say "x"
||||||| base
  say "w"
=======
  say "y"
>>>>>>> branch
  -> b`;
  expect(problemsOf(`state s {\n${steps}\n}`)).toMatchInlineSnapshot(`
    "2 | <<<<<<< HEAD
      | ^^^^^^^^^^^^ A merge conflict is unresolved here: choose one of the versions and delete the lines of \`<<<<<<<\`, \`=======\` and \`>>>>>>>\`.
    4 | ||||||| base
      | ^^^^^^^^^^^^ A merge conflict is unresolved here: choose one of the versions and delete the lines of \`<<<<<<<\`, \`=======\` and \`>>>>>>>\`.
    6 | =======
      | ^^^^^^^ A merge conflict is unresolved here: choose one of the versions and delete the lines of \`<<<<<<<\`, \`=======\` and \`>>>>>>>\`.
    8 | >>>>>>> branch
      | ^^^^^^^^^^^^^^ A merge conflict is unresolved here: choose one of the versions and delete the lines of \`<<<<<<<\`, \`=======\` and \`>>>>>>>\`."
  `);
  expect(stepsOf(steps)).toMatchInlineSnapshot(`
    "Say "x"
    Say "w"
    Say "y"
    Go @b"
  `);
});
