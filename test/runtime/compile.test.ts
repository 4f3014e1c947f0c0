import { describe, expect, test } from "vitest";
import { compile } from "../../server/src/runtime/compile.ts";
import { fixture, rangesOf } from "../support/fixture.ts";
import { programOf } from "../support/program.ts";
import { projectOf } from "../support/project.ts";

/** The problems of a project, as `code text-of-the-place: message`. */
function problemsOf(source: string): readonly string[] {
  const files = fixture(source);
  const compiled = compile(projectOf(files));
  if (compiled.ok) return [];
  return compiled.problems.map(({ code, path, start, end, message }) => {
    const text = files.files.find((file) => file.path === path)?.text.slice(start, end);
    return `${code} ${text}: ${message}`;
  });
}

describe("a program is refused", () => {
  test.each([
    ["state s { -> nowhere }", "unknown-state nowhere: There is no state `nowhere` in flow `main`."],
    ["state s { -> help.agent }", "unknown-state help.agent: There is no state `agent` in flow `help`."],
    ["state s { call nowhere }", "unknown-state nowhere: There is no state `nowhere` in flow `main`."],
    ["bot b { start nowhere }", "unknown-state nowhere: There is no state `nowhere` in flow `main`."],
    ["on intent greet { }", "unknown-intent greet: There is no intent `greet` in this project."],
    ['state s { ask a as size "?" }', "unknown-entity size: There is no type and no entity `size` in this project."],
    ['state s { api bank GET "/" }', "unknown-service bank: There is no service `bank` in this project."],
    ["state s { set a = shout(1) }", "unknown-function shout: There is no function `shout`."],
    [
      'state s { ask a as list of { b: text } "?" }',
      "syntax {: An object cannot be asked for: ask for its members one by one.",
    ],
  ])("%s", (source, problem) => {
    expect(problemsOf(source)).toEqual([problem]);
  });

  test("for a syntax error", () => {
    expect(problemsOf("state { }")).toEqual([expect.stringMatching(/^syntax /)]);
    expect(problemsOf("state s { wait 5sec }")).toEqual([expect.stringMatching(/^invalid-duration 5sec/)]);
  });
});

test.each([
  'state s { if event.intent.name == "nobody" { } }',
  'test "t" at nowhere { user "x" }',
  'mock m POST "/" { body { nextDialogstate: "nowhere" } }',
  "state s { }\nstate s { }",
  "intent a { }",
  'state s { say "{missing}" -> end say "never" }',
])("other findings do not stop a run: %s", (source) => {
  expect(problemsOf(source)).toEqual([]);
});

describe("a compiled program", () => {
  const program = programOf(
    `
    --- a.flow
    bot b { languages en, nl start s threshold 0.7 on text "x" -> s }
    on any { say "any" }
    state s { if true { say "in" } else { say "else" } ask a as text "?" { reply "R" { say "r" } on text "y" -> s } }
    --- \`x.y\`.flow
    state \`odd state\` id "wire" { say "odd" }
  `.replaceAll("`x.y`", "x.y"),
  );

  test("has stable ids for all its steps", () => {
    expect([...program.steps.keys()]).toEqual([
      "a.s#0",
      "a.s#1",
      "a.s#0/if0#0",
      "a.s#0/else#0",
      "a.s#1/reply0#0",
      "a.s#1/route0#0",
      "`x.y`.`odd state`#0",
      "a.flow/route0#0",
      "a.flow/bot/route0#0",
    ]);
  });

  test("knows states by wire id, full name and plain name of a flow", () => {
    expect(program.wire("wire", null)).toBe("x.y.odd state");
    expect(program.wire("a.s", null)).toBe("a.s");
    expect(program.wire("s", "a")).toBe("a.s");
    expect(program.wire("s", "x.y")).toBeUndefined();
  });

  test("knows its bot", () => {
    expect(program.bot).toMatchObject({
      name: "b",
      languages: ["en", "nl"],
      start: "a.s",
      fallback: null,
      threshold: 0.7,
    });
  });
});

test("a run can stop at states, steps, replies, buttons, routes and outcomes, each before its first step", () => {
  const source = fixture(`
    state <|state|>s</> {
      <|step|>say "Hi" {
        <|reply|>reply "Yes" -> t</>
        reply "No"
        <|button|>button "B" { <|step|>say "b"</> }</>
      }</>
      <|step|>api GET "http://x" {
        <|outcome|>on failure { <|step|>-> t</> }</>
      }</>
      <|route|>on text "x" { <|step|>-> t</> }</>
    }
    state <|state|>t</> { <|step|>say "T"</> }
    state empty { }
  `);
  const compiled = compile(projectOf(source));
  const places = compiled.ok ? (compiled.program.places.get("main.flow") ?? []) : [];
  for (const kind of ["state", "reply", "button", "outcome", "route"]) {
    expect([kind, places.filter((place) => place.kind === kind).length]).toEqual([kind, rangesOf(source, kind).length]);
  }
  expect(places.map(({ id, kind, label }) => `${kind} ${label} ${id}`)).toEqual([
    "state s main.s#0",
    "step say main.s#0",
    "reply Yes main.s#0/reply0#0",
    "step go main.s#0/reply0#0",
    "button B main.s#0/button2#0",
    "step say main.s#0/button2#0",
    "step api main.s#1",
    "outcome on failure main.s#1/on0#0",
    "step go main.s#1/on0#0",
    "route on main.s/route0#0",
    "step go main.s/route0#0",
    "state t main.t#0",
    "step say main.t#0",
  ]);
});
