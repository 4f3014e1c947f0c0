import { expect, test } from "vitest";
import { expectFindingsOf } from "../support/findings.ts";

const expectFindings = expectFindingsOf("endless-loop");

test("a state that leads to itself is one", () => {
  const [finding] = expectFindings(`state <|endless-loop|>start</> { say "Hi." -> start }`);
  expect(finding?.message).toBe(
    "State `main.start` leads to itself without ever waiting. Let it wait or lead elsewhere.",
  );
  expect(finding?.related).toEqual([]);
});

test("a cycle over files stands once, at its first state by file and position; the others are related", () => {
  const [finding] = expectFindings(`
    --- b.flow
    state first { -> a.second }
    --- a.flow
    state start { say "Hi." -> second }
    state <|endless-loop|>second</> { if session.x -> third else -> b.first }
    state third { set session.x = 0 -> second }
  `);
  expect(finding?.related.map(({ path, start }) => `${path} ${start}`)).toEqual(["a.flow 97", "b.flow 6"]);
});

test("each pause on the way makes it none", () => {
  const pauses = [
    'ask session.x as text "What?"',
    'say "Hi." { reply "Yes" }',
    'on text "x" { say "X." }',
    "wait 1s",
    'api GET "http://localhost/x"',
    "if session.x { wait 1s }",
  ];
  for (const pause of pauses) {
    expectFindings(`state start { ${pause} -> next } state next { say "Hi." -> start }`);
  }
});

test("each way out makes it none", () => {
  const ways = [
    "if session.x -> other else -> start",
    "if session.x -> start",
    "match session.x { 1 -> start }",
    "match session.x { 1 -> start else -> end }",
    "if session.x -> back else -> start",
    "if session.x -> return else -> start",
    "if session.x -> restart else -> start",
    "-> start2",
  ];
  for (const way of ways) {
    expectFindings(`
      state start { say "Hi." -> next }
      state next { ${way} }
      state other { say "Hi." -> end }
      state start2 { say "Hi." -> end }
    `);
  }
});

test("what stands behind a certain jump is no way out", () => {
  expectFindings(`
    state <|endless-loop|>start</> { match session.x { 1 -> start else { set session.x = 1 -> start } } -> end }
  `);
});

test("a restart leads to the start of the bot", () => {
  expectFindings(`
    bot b { start start failure start }
    state <|endless-loop|>start</> { say "Hi." -> next }
    state next { -> restart }
  `);
});

test("a call comes back: it is a way out only if something can stop there", () => {
  expectFindings(`
    --- quiet.flow
    state <|endless-loop|>start</> { call helper -> start }
    state helper { say "Hi." if session.x -> return -> more }
    state more { set session.x = 1 }
    --- waits.flow
    state start { call helper -> start }
    state helper { -> more }
    state more { ask session.x as text "What?" }
    --- ends.flow
    state start { call helper -> start }
    state helper { if session.x -> end }
    --- recursive.flow
    state <|endless-loop|>start</> { call again -> end }
    state again { call start }
  `);
});

test("two cycles are two findings, one inside the other is one", () => {
  expectFindings(`
    state <|endless-loop|>a</> { if session.x -> b -> a }
    state b { -> a }
    state <|endless-loop|>c</> { -> d }
    state d { -> c }
    state e { -> a }
  `);
});

test("a global route on a change may get out of a cycle that changes memory", () => {
  expectFindings(`
    on change session.n when session.n > 3 -> done
    state start { set session.n = session.n + 1 -> start }
    state done { say "Done." -> end }
  `);
});

test("a broken or unfinished way is no second finding", () => {
  expectFindings(`
    state start { say "Hi." -> next }
    state next { if session.x -> <|unknown-state|>nowhere</> else -> start }
    state half { if session.y -> half else -> <|syntax|>}</>
  `);
});

test("a cycle of 20,000 states is found", () => {
  const states = Array.from({ length: 20_000 }, (_, at) => `state s${at} { -> s${(at + 1) % 20_000} }`);
  states[0] = "state <|endless-loop|>s0</> { -> s1 }";
  const [finding] = expectFindings(states.join("\n"));
  expect(finding?.message).toContain("and 19995 more");
});

test("conditions that are constant are followed on the only side that they take", () => {
  expectFindings(`
    state <|endless-loop|>a</> { if true -> b -> end }
    state b { if false -> end else -> a }
    state <|endless-loop|>c</> { match 1 { 2 -> end 1 -> d } }
    state d { -> c ask session.x as text "Never asked" }
    state e { if true -> end -> e }
    state f { if session.x -> end -> f }
    state g { match session.x { 1 -> g else { } } }
  `);
});

test("a call that comes back is no way out, and one into the cycle never comes back", () => {
  expectFindings(`
    state <|endless-loop|>a</> { call tells -> a }
    state tells { say "Hi." -> return }
    state b { call asks -> b }
    state asks { ask session.x as text "What?" -> return }
    state c { call ends -> c }
    state ends { -> end }
    state <|endless-loop|>d</> { call e }
    state e { call d }
    state f { if session.x { call f } }
  `);
});
