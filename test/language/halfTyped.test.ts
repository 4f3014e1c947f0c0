import { describe, expect, test } from "vitest";
import { problemsOf, stepsOf } from "../support/readFlow.ts";

/** The problems of half-typed steps that stand before another step. */
function inState(steps: string): string {
  return problemsOf(`state s {\n  ${steps}\n  say "next"\n}`);
}

describe("a half-typed declaration", () => {
  test("state", () => {
    expect(problemsOf(`state`)).toMatchInlineSnapshot(`
      "1 | state
        | ^^^^^ A state needs a name."
    `);
  });
  test('state { ⏎   say "x" ⏎ }', () => {
    expect(
      problemsOf(`state {
  say "x"
}`),
    ).toMatchInlineSnapshot(`
  "1 | state {
    |       ^ A state needs a name."
`);
  });
  test("state ⏎ state b { -> end }", () => {
    expect(
      problemsOf(`state
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "2 | state b { -> end }
    | ^^^^^ A state needs a name."
`);
  });
  test("state a", () => {
    expect(problemsOf(`state a`)).toMatchInlineSnapshot(`
      "1 | state a
        |       ^ A state needs its steps between \`{\` and \`}\`."
    `);
  });
  test("state a id { -> end }", () => {
    expect(problemsOf(`state a id { -> end }`)).toMatchInlineSnapshot(`
      "1 | state a id { -> end }
        |            ^ \`id\` needs the wire id of the state between quotes."
    `);
  });
  test('state a "id" { -> end }', () => {
    expect(problemsOf(`state a "id" { -> end }`)).toMatchInlineSnapshot(`
      "1 | state a "id" { -> end }
        |         ^^^^ A state needs its steps between \`{\` and \`}\`."
    `);
  });
  test("state a {", () => {
    expect(problemsOf(`state a {`)).toMatchInlineSnapshot(`
      "1 | state a {
        |         ^ This \`{\` is never closed: \`}\` is missing."
    `);
  });
  test('state a { ⏎   say "x" ⏎  ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  say "x"

state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "4 | state b { -> end }
    | ^^^^^ \`}\` is missing before this: the state \`a\` is never closed."
`);
  });
  test("flow", () => {
    expect(problemsOf(`flow`)).toMatchInlineSnapshot(`
      "1 | flow
        | ^^^^ \`flow\` needs a name."
    `);
  });
  test("flow ⏎ state a {}", () => {
    expect(
      problemsOf(`flow
state a {}`),
    ).toMatchInlineSnapshot(`
  "2 | state a {}
    | ^^^^^ \`flow\` needs a name."
`);
  });
  test("state a {} ⏎ flow b", () => {
    expect(
      problemsOf(`state a {}
flow b`),
    ).toMatchInlineSnapshot(`
  "2 | flow b
    | ^^^^ \`flow\` and the name of the flow stand at the top of the file."
`);
  });
  test("bot", () => {
    expect(problemsOf(`bot`)).toMatchInlineSnapshot(`
      "1 | bot
        | ^^^ A bot needs a name."
    `);
  });
  test("bot B", () => {
    expect(problemsOf(`bot B`)).toMatchInlineSnapshot(`
      "1 | bot B
        |     ^ A bot needs a \`{\` and \`}\`."
    `);
  });
  test("bot B { ⏎   languages ⏎   start menu ⏎ }", () => {
    expect(
      problemsOf(`bot B {
  languages
  start menu
}`),
    ).toMatchInlineSnapshot(`
  "3 |   start menu
    |   ^^^^^ \`languages\` needs the languages of the bot, such as \`en, nl\`."
`);
  });
  test("bot B { start }", () => {
    expect(problemsOf(`bot B { start }`)).toMatchInlineSnapshot(`
      "1 | bot B { start }
        |               ^ \`start\` needs the name of a state."
    `);
  });
  test("bot B { language en }", () => {
    expect(problemsOf(`bot B { language en }`)).toMatchInlineSnapshot(`
      "1 | bot B { language en }
        |         ^^^^^^^^ \`language\` does not fit here: \`languages\`, \`start\`, \`fallback\`, \`failure\`, \`profile\`, \`threshold\` or \`on\` is expected."
    `);
  });
  test("bot B { threshold high }", () => {
    expect(problemsOf(`bot B { threshold high }`)).toMatchInlineSnapshot(`
      "1 | bot B { threshold high }
        |                   ^^^^ \`threshold\` needs a number between 0 and 1."
    `);
  });
  test("service s { base }", () => {
    expect(problemsOf(`service s { base }`)).toMatchInlineSnapshot(`
      "1 | service s { base }
        |                  ^ After \`base\` a value is missing."
    `);
  });
  test("service s { timeout 5 }", () => {
    expect(problemsOf(`service s { timeout 5 }`)).toMatchInlineSnapshot(`
      "1 | service s { timeout 5 }
        |                     ^ invalid-duration: \`5\` is no duration: write one number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, such as \`5s\`."
    `);
  });
  test("service s { auth }", () => {
    expect(problemsOf(`service s { auth }`)).toMatchInlineSnapshot(`
      "1 | service s { auth }
        |                  ^ \`auth\` needs its kind: \`bearer\`, \`basic\` or \`hmac\`."
    `);
  });
  test("service s { auth basic a }", () => {
    expect(problemsOf(`service s { auth basic a }`)).toMatchInlineSnapshot(`
      "1 | service s { auth basic a }
        |                          ^ \`auth basic\` needs two values: the user, then \`,\` and the password."
    `);
  });
  test("service s { auth hmac a }", () => {
    expect(problemsOf(`service s { auth hmac a }`)).toMatchInlineSnapshot(`
      "1 | service s { auth hmac a }
        |                         ^ \`auth hmac\` needs \`header\` and the name of the header behind the key."
    `);
  });
  test("var", () => {
    expect(problemsOf(`var`)).toMatchInlineSnapshot(`
      "1 | var
        | ^^^ \`var\` needs a variable, such as \`var session.name = "Ann"\`."
    `);
  });
  test("var session.", () => {
    expect(problemsOf(`var session.`)).toMatchInlineSnapshot(`
      "1 | var session.
        |            ^ After the \`.\` comes a name."
    `);
  });
  test("var x:", () => {
    expect(problemsOf(`var x:`)).toMatchInlineSnapshot(`
      "1 | var x:
        |      ^ After the \`:\` comes the type of the variable, such as \`text\`."
    `);
  });
  test("var x:  ⏎ state a { -> end }", () => {
    expect(
      problemsOf(`var x: 
state a { -> end }`),
    ).toMatchInlineSnapshot(`
  "2 | state a { -> end }
    | ^^^^^ After the \`:\` comes the type of the variable, such as \`text\`."
`);
  });
  test("var x =", () => {
    expect(problemsOf(`var x =`)).toMatchInlineSnapshot(`
      "1 | var x =
        |       ^ After \`=\` a value is missing."
    `);
  });
  test("var x = ⏎ state a { -> end }", () => {
    expect(
      problemsOf(`var x =
state a { -> end }`),
    ).toMatchInlineSnapshot(`
  "2 | state a { -> end }
    | ^^^^^ After \`=\` a value is missing."
`);
  });
  test("var x = 1 2", () => {
    expect(problemsOf(`var x = 1 2`)).toMatchInlineSnapshot(`
      "1 | var x = 1 2
        |           ^ \`2\` does not fit here: a declaration is expected, such as \`state\`, \`var\`, \`on\` or \`intent\`."
    `);
  });
  test("intent", () => {
    expect(problemsOf(`intent`)).toMatchInlineSnapshot(`
      "1 | intent
        | ^^^^^^ An intent needs a name."
    `);
  });
  test("intent a", () => {
    expect(problemsOf(`intent a`)).toMatchInlineSnapshot(`
      "1 | intent a
        |        ^ An intent needs its phrases between \`{\` and \`}\`."
    `);
  });
  test("intent a { hello }", () => {
    expect(problemsOf(`intent a { hello }`)).toMatchInlineSnapshot(`
      "1 | intent a { hello }
        |                  ^ After the language \`hello\` come its phrases between quotes."
    `);
  });
  test("intent a { nl }", () => {
    expect(problemsOf(`intent a { nl }`)).toMatchInlineSnapshot(`
      "1 | intent a { nl }
        |               ^ After the language \`nl\` come its phrases between quotes."
    `);
  });
  test("entity e", () => {
    expect(problemsOf(`entity e`)).toMatchInlineSnapshot(`
      "1 | entity e
        |        ^ An entity needs its members between \`{\` and \`}\`, or a pattern such as \`r"…"\`."
    `);
  });
  test('entity e { small: "S" }', () => {
    expect(problemsOf(`entity e { small: "S" }`)).toMatchInlineSnapshot(`
      "1 | entity e { small: "S" }
        |                 ^ \`:\` does not fit here: the name of a member is expected."
    `);
  });
  test('entity e { small "S", }', () => {
    expect(problemsOf(`entity e { small "S", }`)).toMatchInlineSnapshot(`
      "1 | entity e { small "S", }
        |                       ^ After the \`,\` comes another text."
    `);
  });
  test("on -> a", () => {
    expect(problemsOf(`on -> a`)).toMatchInlineSnapshot(`
      "1 | on -> a
        |    ^^ Between \`on\` and what to do comes what it waits for, such as \`intent help\` or \`any\`."
    `);
  });
  test("on intent -> a", () => {
    expect(problemsOf(`on intent -> a`)).toMatchInlineSnapshot(`
      "1 | on intent -> a
        |           ^^ \`on intent\` needs the name of an intent."
    `);
  });
  test("on intent", () => {
    expect(problemsOf(`on intent`)).toMatchInlineSnapshot(`
      "1 | on intent
        |    ^^^^^^ \`on intent\` needs the name of an intent."
    `);
  });
  test("on text -> a", () => {
    expect(problemsOf(`on text -> a`)).toMatchInlineSnapshot(`
      "1 | on text -> a
        |         ^^ \`on text\` needs a text between quotes, or a pattern such as \`r"…"\`."
    `);
  });
  test('on text "a", -> b', () => {
    expect(problemsOf(`on text "a", -> b`)).toMatchInlineSnapshot(`
      "1 | on text "a", -> b
        |              ^^ After the \`,\` comes another text."
    `);
  });
  test("on event -> a", () => {
    expect(problemsOf(`on event -> a`)).toMatchInlineSnapshot(`
      "1 | on event -> a
        |          ^^ \`on event\` needs the name of an event between quotes."
    `);
  });
  test("on silence -> a", () => {
    expect(problemsOf(`on silence -> a`)).toMatchInlineSnapshot(`
      "1 | on silence -> a
        |            ^^ \`on silence\` needs a duration, such as \`on silence 5m\`."
    `);
  });
  test("on change -> a", () => {
    expect(problemsOf(`on change -> a`)).toMatchInlineSnapshot(`
      "1 | on change -> a
        |           ^^ \`on change\` needs a variable, such as \`session.amount\`."
    `);
  });
  test("on any", () => {
    expect(problemsOf(`on any`)).toMatchInlineSnapshot(`
      "1 | on any
        |    ^^^ A route needs what to do: \`-> state\` or \`{ … }\`."
    `);
  });
  test("on any when -> a", () => {
    expect(problemsOf(`on any when -> a`)).toMatchInlineSnapshot(`
      "1 | on any when -> a
        |             ^^ After \`when\` a value is missing."
    `);
  });
  test("on any in -> a", () => {
    expect(problemsOf(`on any in -> a`)).toMatchInlineSnapshot(`
      "1 | on any in -> a
        |           ^^ \`in\` needs the name of a context."
    `);
  });
  test("on hello -> a", () => {
    expect(problemsOf(`on hello -> a`)).toMatchInlineSnapshot(`
      "1 | on hello -> a
        |    ^^^^^ \`on\` needs what it waits for: intent, text, event, attachment, silence, change or any."
    `);
  });
  test("mock", () => {
    expect(problemsOf(`mock`)).toMatchInlineSnapshot(`
      "1 | mock
        | ^^^^ A mock needs a name."
    `);
  });
  test("mock m", () => {
    expect(problemsOf(`mock m`)).toMatchInlineSnapshot(`
      "1 | mock m
        |      ^ A mock needs the request that it answers, such as \`GET "/accounts"\`."
    `);
  });
  test("mock m GET", () => {
    expect(problemsOf(`mock m GET`)).toMatchInlineSnapshot(`
      "1 | mock m GET
        |        ^^^ After the method comes the path of the request between quotes, such as \`"/accounts/*"\`."
    `);
  });
  test('mock m GET "/x"', () => {
    expect(problemsOf(`mock m GET "/x"`)).toMatchInlineSnapshot(`
      "1 | mock m GET "/x"
        |            ^^^^ A mock needs its answer between \`{\` and \`}\`."
    `);
  });
  test('mock m GET "/x" { fault }', () => {
    expect(problemsOf(`mock m GET "/x" { fault }`)).toMatchInlineSnapshot(`
      "1 | mock m GET "/x" { fault }
        |                         ^ \`fault\` needs what goes wrong: timeout, reset, malformed or empty."
    `);
  });
  test('mock m GET "/x" {} then', () => {
    expect(problemsOf(`mock m GET "/x" {} then`)).toMatchInlineSnapshot(`
      "1 | mock m GET "/x" {} then
        |                    ^^^^ A mock needs its answer between \`{\` and \`}\`."
    `);
  });
  test("preset p", () => {
    expect(problemsOf(`preset p`)).toMatchInlineSnapshot(`
      "1 | preset p
        |        ^ A preset needs its variables between \`{\` and \`}\`."
    `);
  });
  test("preset p { a }", () => {
    expect(problemsOf(`preset p { a }`)).toMatchInlineSnapshot(`
      "1 | preset p { a }
        |              ^ After the variable comes \`=\` and its value."
    `);
  });
  test("preset p { a = }", () => {
    expect(problemsOf(`preset p { a = }`)).toMatchInlineSnapshot(`
      "1 | preset p { a = }
        |                ^ After \`=\` a value is missing."
    `);
  });
  test("preset p { a b = 1 }", () => {
    expect(problemsOf(`preset p { a b = 1 }`)).toMatchInlineSnapshot(`
      "1 | preset p { a b = 1 }
        |              ^ After the variable comes \`=\` and its value."
    `);
  });
  test("test", () => {
    expect(problemsOf(`test`)).toMatchInlineSnapshot(`
      "1 | test
        | ^^^^ A test needs a name between quotes."
    `);
  });
  test('test t { user "a" }', () => {
    expect(problemsOf(`test t { user "a" }`)).toMatchInlineSnapshot(`
      "1 | test t { user "a" }
        |      ^ A test needs a name between quotes."
    `);
  });
  test('test "t"', () => {
    expect(problemsOf(`test "t"`)).toMatchInlineSnapshot(`
      "1 | test "t"
        |      ^^^ A test needs its steps between \`{\` and \`}\`."
    `);
  });
  test('test "t" with { user "a" }', () => {
    expect(problemsOf(`test "t" with { user "a" }`)).toMatchInlineSnapshot(`
      "1 | test "t" with { user "a" }
        |               ^ \`with\` needs the name of a preset."
    `);
  });
  test('test "t" { usr "a" }', () => {
    expect(problemsOf(`test "t" { usr "a" }`)).toMatchInlineSnapshot(`
      "1 | test "t" { usr "a" }
        |            ^^^ \`usr\` does not fit here. Did you mean \`user\`?"
    `);
  });
  test('test "t" { bot }', () => {
    expect(problemsOf(`test "t" { bot }`)).toMatchInlineSnapshot(`
      "1 | test "t" { bot }
        |                ^ \`bot\` needs what the bot says: a text, a pattern, \`contains\` with a text, or \`nothing\`."
    `);
  });
  test('test "t" { expect }', () => {
    expect(problemsOf(`test "t" { expect }`)).toMatchInlineSnapshot(`
      "1 | test "t" { expect }
        |                   ^ \`expect\` needs what is expected: state, ended, request, no request, error or a condition."
    `);
  });
  test('test "t" { expect state }', () => {
    expect(problemsOf(`test "t" { expect state }`)).toMatchInlineSnapshot(`
      "1 | test "t" { expect state }
        |                         ^ \`expect state\` needs the name of a state."
    `);
  });
  test('test "t" { expect no }', () => {
    expect(problemsOf(`test "t" { expect no }`)).toMatchInlineSnapshot(`
      "1 | test "t" { expect no }
        |                      ^ After \`expect no\` comes \`request\`."
    `);
  });
  test('test "t" { expect error }', () => {
    expect(problemsOf(`test "t" { expect error }`)).toMatchInlineSnapshot(`
      "1 | test "t" { expect error }
        |                         ^ \`expect error\` needs the code of an error between quotes."
    `);
  });
  test('test "t" { expect request }', () => {
    expect(problemsOf(`test "t" { expect request }`)).toMatchInlineSnapshot(`
      "1 | test "t" { expect request }
        |                           ^ The method is missing: GET, POST, PUT, PATCH, DELETE or HEAD, in capitals."
    `);
  });
  test('test "t" { mock }', () => {
    expect(problemsOf(`test "t" { mock }`)).toMatchInlineSnapshot(`
      "1 | test "t" { mock }
        |                 ^ \`mock\` needs a request, such as \`GET "/accounts"\`, or the name of a mock."
    `);
  });
  test('test "t" { event }', () => {
    expect(problemsOf(`test "t" { event }`)).toMatchInlineSnapshot(`
      "1 | test "t" { event }
        |                  ^ \`event\` needs the name of an event between quotes."
    `);
  });
});

describe("a half-typed step before another", () => {
  test("->", () => {
    expect(inState(`->`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`->\` needs a target: a state, or end, back, return, restart."
    `);
  });
  test("-> help.", () => {
    expect(inState(`-> help.`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After the \`.\` comes the name of a state."
    `);
  });
  test("-> a.b.c", () => {
    expect(inState(`-> a.b.c`)).toMatchInlineSnapshot(`
      "2 |   -> a.b.c
        |         ^ \`.\` does not fit here: a step or a route is expected, such as \`say\`, \`ask\`, \`api\`, \`set\`, \`if\`, \`->\` or \`on\`."
    `);
  });
  test("say", () => {
    expect(inState(`say`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`say\` needs a text between quotes, or parts such as \`reply\` between \`{\` and \`}\`."
    `);
  });
  test('say "x" |', () => {
    expect(inState(`say "x" |`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After \`|\` comes another text."
    `);
  });
  test("say {", () => {
    expect(inState(`say {`)).toMatchInlineSnapshot(`
      "2 |   say {
        |       ^ \`say\` needs a text between quotes, or parts such as \`reply\` between \`{\` and \`}\`."
    `);
  });
  test("say { en }", () => {
    expect(inState(`say { en }`)).toMatchInlineSnapshot(`
      "2 |   say { en }
        |            ^ After the language \`en\` comes its text between quotes."
    `);
  });
  test("say {}", () => {
    expect(inState(`say {}`)).toMatchInlineSnapshot(`
      "2 |   say {}
        |        ^ A block of languages needs a language and its text, such as \`en "…"\`."
    `);
  });
  test('say "x" { ⏎     reply ⏎   }', () => {
    expect(
      inState(`say "x" {
    reply
  }`),
    ).toMatchInlineSnapshot(`
    "4 |   }
      |   ^ \`reply\` needs its title between quotes."
  `);
  });
  test('say "x" { ⏎     reply "Yes" -> ⏎     reply "No" -> end ⏎   }', () => {
    expect(
      inState(`say "x" {
    reply "Yes" ->
    reply "No" -> end
  }`),
    ).toMatchInlineSnapshot(`
    "4 |     reply "No" -> end
      |     ^^^^^ \`->\` needs a target: a state, or end, back, return, restart."
  `);
  });
  test('say "x" { button "b" }', () => {
    expect(inState(`say "x" { button "b" }`)).toMatchInlineSnapshot(`
      "2 |   say "x" { button "b" }
        |                        ^ \`button\` needs what it does: \`-> state\`, \`{ … }\`, \`open\` with an address or \`dial\` with a number."
    `);
  });
  test('say "x" { card "c" }', () => {
    expect(inState(`say "x" { card "c" }`)).toMatchInlineSnapshot(`
      "2 |   say "x" { card "c" }
        |                      ^ \`card\` needs a \`{\` and \`}\` with what it shows."
    `);
  });
  test("say { image }", () => {
    expect(inState(`say { image }`)).toMatchInlineSnapshot(`
      "2 |   say { image }
        |               ^ After \`image\` a value is missing."
    `);
  });
  test("say { location 1 }", () => {
    expect(inState(`say { location 1 }`)).toMatchInlineSnapshot(`
      "2 |   say { location 1 }
        |                    ^ \`location\` needs two values: latitude, then \`,\` and longitude."
    `);
  });
  test("say { payload }", () => {
    expect(inState(`say { payload }`)).toMatchInlineSnapshot(`
      "2 |   say { payload }
        |                 ^ \`payload\` needs an object: \`{ key: value }\`."
    `);
  });
  test("ask", () => {
    expect(inState(`ask`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`ask\` needs a variable for the answer, such as \`ask session.name as text "…"\`."
    `);
  });
  test("ask session.", () => {
    expect(inState(`ask session.`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After the \`.\` comes a name."
    `);
  });
  test("ask session.x", () => {
    expect(inState(`ask session.x`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After the variable comes \`as\` and the type of the answer."
    `);
  });
  test("ask session.x as", () => {
    expect(inState(`ask session.x as`)).toMatchInlineSnapshot(`""`);
  });
  test('ask session.x text "q"', () => {
    expect(inState(`ask session.x text "q"`)).toMatchInlineSnapshot(`
      "2 |   ask session.x text "q"
        |                 ^^^^ After the variable comes \`as\` and the type of the answer."
    `);
  });
  test('ask session.x as "q"', () => {
    expect(inState(`ask session.x as "q"`)).toMatchInlineSnapshot(`
      "2 |   ask session.x as "q"
        |                    ^^^ After \`as\` comes the type of the answer, such as \`text\` or \`number\`."
    `);
  });
  test('ask session.x as { a: text } "q"', () => {
    expect(inState(`ask session.x as { a: text } "q"`)).toMatchInlineSnapshot(`
      "2 |   ask session.x as { a: text } "q"
        |                    ^ An object cannot be asked for: ask for its members one by one."
    `);
  });
  test("ask session.x as text", () => {
    expect(inState(`ask session.x as text`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`ask\` needs its question between quotes."
    `);
  });
  test('ask session.x as text "q" { check }', () => {
    expect(inState(`ask session.x as text "q" { check }`)).toMatchInlineSnapshot(`
      "2 |   ask session.x as text "q" { check }
        |                                     ^ After \`check\` a value is missing."
    `);
  });
  test('ask session.x as text "q" { check value > 0 }', () => {
    expect(inState(`ask session.x as text "q" { check value > 0 }`)).toMatchInlineSnapshot(`
      "2 |   ask session.x as text "q" { check value > 0 }
        |                                               ^ After the condition of \`check\` comes \`else\` and what the bot says then."
    `);
  });
  test('ask session.x as text "q" { attempts 3 }', () => {
    expect(inState(`ask session.x as text "q" { attempts 3 }`)).toMatchInlineSnapshot(`
      "2 |   ask session.x as text "q" { attempts 3 }
        |                                          ^ After the number of attempts comes where to go: \`-> state\`."
    `);
  });
  test('ask session.x as text "q" { skip }', () => {
    expect(inState(`ask session.x as text "q" { skip }`)).toMatchInlineSnapshot(`
      "2 |   ask session.x as text "q" { skip }
        |                                    ^ \`skip\` is followed by \`when\` and a condition."
    `);
  });
  test("ask session.x as one of", () => {
    expect(inState(`ask session.x as one of`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`one of\` needs the texts to choose from."
    `);
  });
  test("api", () => {
    expect(inState(`api`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ The method is missing: GET, POST, PUT, PATCH, DELETE or HEAD, in capitals."
    `);
  });
  test("api bank", () => {
    expect(inState(`api bank`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ The method is missing: GET, POST, PUT, PATCH, DELETE or HEAD, in capitals."
    `);
  });
  test("api GET", () => {
    expect(inState(`api GET`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After \`GET\` a value is missing."
    `);
  });
  test('api bank "/x"', () => {
    expect(inState(`api bank "/x"`)).toMatchInlineSnapshot(`
      "2 |   api bank "/x"
        |            ^^^^ The method is missing: GET, POST, PUT, PATCH, DELETE or HEAD, in capitals."
    `);
  });
  test('api get "/x"', () => {
    expect(inState(`api get "/x"`)).toMatchInlineSnapshot(`
      "2 |   api get "/x"
        |           ^^^^ The method is missing: GET, POST, PUT, PATCH, DELETE or HEAD, in capitals."
    `);
  });
  test('api GET "/x" { body }', () => {
    expect(inState(`api GET "/x" { body }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { body }
        |                       ^ After \`body\` a value is missing."
    `);
  });
  test('api GET "/x" { on }', () => {
    expect(inState(`api GET "/x" { on }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { on }
        |                     ^ \`on\` needs an outcome: success, failure, timeout, invalid, a status such as 404, or a class such as 4xx."
    `);
  });
  test('api GET "/x" { on 404 }', () => {
    expect(inState(`api GET "/x" { on 404 }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { on 404 }
        |                         ^ After the outcome comes what to do: \`-> state\` or \`{ … }\`."
    `);
  });
  test('api GET "/x" { on success }', () => {
    expect(inState(`api GET "/x" { on success }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { on success }
        |                             ^ After the outcome comes what to do: \`-> state\` or \`{ … }\`."
    `);
  });
  test('api GET "/x" { session a }', () => {
    expect(inState(`api GET "/x" { session a }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { session a }
        |                            ^ After the name comes what the response may store, such as \`{ limit: number }\`."
    `);
  });
  test('api GET "/x" { nextDialogstate }', () => {
    expect(inState(`api GET "/x" { nextDialogstate }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { nextDialogstate }
        |                                  ^ \`nextDialogstate\` needs the states where the response may lead."
    `);
  });
  test('api GET "/x" { nextDialogstate a, }', () => {
    expect(inState(`api GET "/x" { nextDialogstate a, }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { nextDialogstate a, }
        |                                     ^ After the \`,\` comes another state."
    `);
  });
  test('api GET "/x" { nextDialogstate ⏎     on failure -> b }', () => {
    expect(
      inState(`api GET "/x" { nextDialogstate
    on failure -> b }`),
    ).toMatchInlineSnapshot(`
      "3 |     on failure -> b }
        |     ^^ \`nextDialogstate\` needs the states where the response may lead."
    `);
  });
  test('api GET "/x" { timeout 5sec }', () => {
    expect(inState(`api GET "/x" { timeout 5sec }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { timeout 5sec }
        |                          ^^^^ invalid-duration: \`5sec\` is no duration: write one number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, such as \`5s\`."
    `);
  });
  test('api GET "/x" { headers }', () => {
    expect(inState(`api GET "/x" { headers }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { headers }
        |                          ^ \`headers\` needs an object: \`{ Name: value }\`."
    `);
  });
  test('api GET "/x" { save }', () => {
    expect(inState(`api GET "/x" { save }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { save }
        |                       ^ \`save\` needs a variable, such as \`save temp.answer\`."
    `);
  });
  test('api GET "/x" { on 9xx -> a }', () => {
    expect(inState(`api GET "/x" { on 9xx -> a }`)).toMatchInlineSnapshot(`
      "2 |   api GET "/x" { on 9xx -> a }
        |                     ^^^ An outcome is a status such as 404, or a class: 2xx, 3xx, 4xx or 5xx."
    `);
  });
  test("set", () => {
    expect(inState(`set`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`set\` needs a variable, such as \`set session.name = "Ann"\`."
    `);
  });
  test("set session.", () => {
    expect(inState(`set session.`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After the \`.\` comes a name."
    `);
  });
  test("set session.x", () => {
    expect(inState(`set session.x`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After the variable comes \`=\` and its value."
    `);
  });
  test("set session.x =", () => {
    expect(inState(`set session.x =`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After \`=\` a value is missing."
    `);
  });
  test("set session.x = 1 +", () => {
    expect(inState(`set session.x = 1 +`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After \`+\` a value is missing."
    `);
  });
  test("set x 1", () => {
    expect(inState(`set x 1`)).toMatchInlineSnapshot(`
      "2 |   set x 1
        |         ^ After the variable comes \`=\` and its value."
    `);
  });
  test("set x == 1", () => {
    expect(inState(`set x == 1`)).toMatchInlineSnapshot(`
      "2 |   set x == 1
        |         ^^ After the variable comes \`=\` and its value."
    `);
  });
  test("clear", () => {
    expect(inState(`clear`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`clear\` needs a variable or a scope, such as \`clear session\`."
    `);
  });
  test("if", () => {
    expect(inState(`if`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After \`if\` a value is missing."
    `);
  });
  test("if a", () => {
    expect(inState(`if a`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`if\` needs a block behind its condition: \`{ … }\` or \`-> state\`."
    `);
  });
  test("if a {", () => {
    expect(inState(`if a {`)).toMatchInlineSnapshot(`
      "1 | state s {
        |         ^ This \`{\` is never closed: \`}\` is missing."
    `);
  });
  test('if { say "x" }', () => {
    expect(inState(`if { say "x" }`)).toMatchInlineSnapshot(`
      "2 |   if { say "x" }
        |      ^ After \`if\` a value is missing."
    `);
  });
  test("if a -> b else", () => {
    expect(inState(`if a -> b else`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`else\` needs a block: \`{ … }\` or \`-> state\`."
    `);
  });
  test("match", () => {
    expect(inState(`match`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After \`match\` a value is missing."
    `);
  });
  test("match x", () => {
    expect(inState(`match x`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`match\` needs its cases between \`{\` and \`}\`."
    `);
  });
  test("match x {", () => {
    expect(inState(`match x {`)).toMatchInlineSnapshot(`
      "1 | state s {
        |         ^ This \`{\` is never closed: \`}\` is missing.
      3 |   say "next"
        |       ^^^^^^ After the value comes what to do: \`-> state\` or \`{ … }\`."
    `);
  });
  test('match x { "a" }', () => {
    expect(inState(`match x { "a" }`)).toMatchInlineSnapshot(`
      "2 |   match x { "a" }
        |                 ^ After the value comes what to do: \`-> state\` or \`{ … }\`."
    `);
  });
  test('match x { else -> b "a" -> c }', () => {
    expect(inState(`match x { else -> b "a" -> c }`)).toMatchInlineSnapshot(`
      "2 |   match x { else -> b "a" -> c }
        |                       ^^^ \`"a"\` does not fit here: a value and what to do are expected, or \`else\`."
    `);
  });
  test("call", () => {
    expect(inState(`call`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`call\` needs the name of a state."
    `);
  });
  test("wait", () => {
    expect(inState(`wait`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`wait\` needs a duration, such as \`wait 2s\`."
    `);
  });
  test("wait 5", () => {
    expect(inState(`wait 5`)).toMatchInlineSnapshot(`
      "2 |   wait 5
        |        ^ invalid-duration: \`5\` is no duration: write one number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, such as \`5s\`."
    `);
  });
  test("wait 5sec", () => {
    expect(inState(`wait 5sec`)).toMatchInlineSnapshot(`
      "2 |   wait 5sec
        |        ^^^^ invalid-duration: \`5sec\` is no duration: write one number and \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, such as \`5s\`."
    `);
  });
  test("track", () => {
    expect(inState(`track`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`track\` needs the name of an event between quotes."
    `);
  });
  test("handover", () => {
    expect(inState(`handover`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`handover\` needs the name of who takes over, between quotes."
    `);
  });
  test("language", () => {
    expect(inState(`language`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ After \`language\` a value is missing."
    `);
  });
  test("context", () => {
    expect(inState(`context`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ \`context\` needs a name."
    `);
  });
  test("context for 3", () => {
    expect(inState(`context for 3`)).toMatchInlineSnapshot(`
      "2 |   context for 3
        |               ^ \`3\` does not fit here: a step or a route is expected, such as \`say\`, \`ask\`, \`api\`, \`set\`, \`if\`, \`->\` or \`on\`."
    `);
  });
  test("on any", () => {
    expect(inState(`on any`)).toMatchInlineSnapshot(`
      "3 |   say "next"
        |   ^^^ A route needs what to do: \`-> state\` or \`{ … }\`."
    `);
  });
  test("on foo -> b", () => {
    expect(inState(`on foo -> b`)).toMatchInlineSnapshot(`
      "2 |   on foo -> b
        |      ^^^ \`on\` needs what it waits for: intent, text, event, attachment, silence, change or any."
    `);
  });
  test('sya "hello" { reply "x" -> y }', () => {
    expect(inState(`sya "hello" { reply "x" -> y }`)).toMatchInlineSnapshot(`
      "2 |   sya "hello" { reply "x" -> y }
        |   ^^^ \`sya\` does not fit here. Did you mean \`say\`?"
    `);
  });
  test('reply "x" -> b', () => {
    expect(inState(`reply "x" -> b`)).toMatchInlineSnapshot(`
      "2 |   reply "x" -> b
        |   ^^^^^ \`reply\` does not fit here: it stands between the \`{\` and \`}\` of a \`say\` or an \`ask\`."
    `);
  });
  test("state done", () => {
    expect(inState(`state done`)).toMatchInlineSnapshot(`
      "2 |   state done
        |   ^^^^^ \`state\` does not fit here: a step or a route is expected, such as \`say\`, \`ask\`, \`api\`, \`set\`, \`if\`, \`->\` or \`on\`."
    `);
  });
  test('} say "x"', () => {
    expect(inState(`} say "x"`)).toMatchInlineSnapshot(`
      "2 |   } say "x"
        |     ^^^ \`say\` does not fit here: it stands in a \`state\` or a block of it."
    `);
  });
  test('{ say "x" }', () => {
    expect(inState(`{ say "x" }`)).toMatchInlineSnapshot(`
      "2 |   { say "x" }
        |   ^ \`{\` does not fit here: a step or a route is expected, such as \`say\`, \`ask\`, \`api\`, \`set\`, \`if\`, \`->\` or \`on\`."
    `);
  });
  test('; say "x"', () => {
    expect(inState(`; say "x"`)).toMatchInlineSnapshot(`
      "2 |   ; say "x"
        |   ^ Leave out the \`;\`: nothing needs one here."
    `);
  });
  test("foo bar", () => {
    expect(inState(`foo bar`)).toMatchInlineSnapshot(`
      "2 |   foo bar
        |   ^^^ \`foo\` does not fit here: a step or a route is expected, such as \`say\`, \`ask\`, \`api\`, \`set\`, \`if\`, \`->\` or \`on\`."
    `);
  });
});

describe("a brace too few or too many", () => {
  test('state a { ⏎   if x { ⏎     say "y" ⏎   -> b ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  if x {
    say "y"
  -> b
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "6 | state b { -> end }
    | ^^^^^ \`}\` is missing before this: the state \`a\` is never closed."
`);
  });
  test('state a { ⏎   say "x" { ⏎     reply "y" ⏎   -> b ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  say "x" {
    reply "y"
  -> b
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "6 | state b { -> end }
    | ^^^^^ \`}\` is missing before this: the state \`a\` is never closed."
`);
  });
  test('state a { ⏎   say "x" } ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  say "x" }
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "3 | }
    | ^ This \`}\` closes nothing: a \`{\` is missing, or it is one too many."
`);
  });
  test('state a {{ ⏎   say "x" ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {{
  say "x"
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "1 | state a {{
    |          ^ \`{\` does not fit here: a step or a route is expected, such as \`say\`, \`ask\`, \`api\`, \`set\`, \`if\`, \`->\` or \`on\`."
`);
  });
  test('state a ⏎   say "x" ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a
  say "x"
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "2 |   say "x"
    |   ^^^ A state needs its steps between \`{\` and \`}\`."
`);
  });
  test('state a { ⏎   api GET "/x" { ⏎     body { a: 1 ⏎     on failure -> b ⏎   } ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  api GET "/x" {
    body { a: 1
    on failure -> b
  }
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "3 |     body { a: 1
    |          ^ This \`{\` is never closed: \`}\` is missing."
`);
  });
  test('state a { ⏎   api GET "/x" { ⏎     body { a: 1 } } ⏎     on failure -> b ⏎   } ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  api GET "/x" {
    body { a: 1 } }
    on failure -> b
  }
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "3 |     body { a: 1 } }
    |                   ^ This \`}\` is one too many."
`);
  });
  test('state a { ⏎   api GET "/x" ⏎     on failure -> b ⏎   } ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  api GET "/x"
    on failure -> b
  }
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "3 |     on failure -> b
    |        ^^^^^^^ \`on\` needs what it waits for: intent, text, event, attachment, silence, change or any.
  5 | }
    | ^ This \`}\` closes nothing: a \`{\` is missing, or it is one too many."
`);
  });
  test('state a { ⏎   ask x as text "q" ⏎     attempts 3 -> b ⏎   } ⏎ } ⏎ state b { -> end }', () => {
    expect(
      problemsOf(`state a {
  ask x as text "q"
    attempts 3 -> b
  }
}
state b { -> end }`),
    ).toMatchInlineSnapshot(`
  "3 |     attempts 3 -> b
    |     ^^^^^^^^ \`{\` is missing before what belongs to the \`ask\`."
`);
  });
  test('state a { say "x" ⏎ // the end', () => {
    expect(
      problemsOf(`state a { say "x"
// the end`),
    ).toMatchInlineSnapshot(`
  "1 | state a { say "x"
    |         ^ This \`{\` is never closed: \`}\` is missing."
`);
  });
  test('state a { say "x" /* never closed', () => {
    expect(problemsOf(`state a { say "x" /* never closed`)).toMatchInlineSnapshot(`
      "1 | state a { say "x" /* never closed
        |                   ^^ This comment is never closed: \`*/\` is missing."
    `);
  });
  test("} ⏎ state a { -> end }", () => {
    expect(
      problemsOf(`}
state a { -> end }`),
    ).toMatchInlineSnapshot(`
  "1 | }
    | ^ This \`}\` closes nothing: a \`{\` is missing, or it is one too many."
`);
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
