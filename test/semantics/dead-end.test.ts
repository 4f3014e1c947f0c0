import { expect, test } from "vitest";
import { expectFindingsOf, fixedBy } from "../support/findings.ts";
import { drawFiles } from "../support/fixture.ts";

const expectFindings = expectFindingsOf("dead-end", "unknown-state");

test("a state that says something and then rests is one, whatever else it does", () => {
  expectFindings(`
    state start { -> onlySays }
    state <|dead-end|>onlySays</> { say "Hi." }
    state <|dead-end|>\`Main menu\`</> { say "Hi." set session.x = 1 wait 5s }
    state <|dead-end|>inOneArm</> { if session.x { say "Hi." } }
    state <|dead-end|>links</> { say "Hi." { button "Site" open "https://example.com" button "Call" dial "+31" image "https://x.nl/a.png" } }
    state <|dead-end|>compares</> { say "Hi." if conversation.state == state start { set session.x = 2 } }
    state <|dead-end|>tellsResult</> { api GET "http://localhost/x" say "You have {temp.response.body.n}." }
    state <|dead-end|>tellsFailure</> { api GET "http://localhost/x" { on failure { say "Sorry." } } }
    state <|dead-end|>tracks</> { say "Hi." track "seen" }
  `);
});

test("a way out, an offer or a wait makes it none", () => {
  expectFindings(`
    state start { say "Hi." -> end }
    state inOneArm { say "Hi." if session.x -> start }
    state inMatch { say "Hi." match session.x { 1 -> start else { -> back } } }
    state asks { say "Hi." ask session.x as text "What?" }
    state replies { say "Hi." { reply "Yes" reply "No" } }
    state button_ { say "Hi." { button "Go" { say "Gone." } } }
    state card_ { say "Hi." { card "One" { button "Go" -> start } } }
    state routes { say "Hi." on text "x" { say "X." } }
    state silence_ { say "Hi." on silence 5m { say "Still there?" } }
    state lists { say "Hi." api GET "http://localhost/x" { nextDialogstate start } say "No?" }
    state hands { say "Hi." api POST "http://localhost/x" { body { next: state start } } say "No?" }
    state sends { say "Hi." { payload { nextDialogstateId: "start" } } }
    state waitsForBackend { say "One moment." api POST "http://localhost/x" }
    state handsOver { say "I will find somebody." handover "agents" }
    state calls { say "Hi." call start }
  `);
});

test("states that are called, the states they lead to, and those of the bot come back by themselves", () => {
  expectFindings(
    `
    bot b { start start fallback what failure sorry }
    state start { call login -> start2 }
    state start2 { say "Hi." on text "x" { call other.help } }
    state login { say "Log in." -> loggedIn }
    state loggedIn { say "Logged in." }
    state what { say "What?" }
    state sorry { say "Sorry." }
    state <|dead-end|>not_called</> { say "Hi." }
    --- other.flow
    state help { say "Help." }
  `.replace("bot b", "--- main.flow\n    bot b"),
  );
});

test("a state that says nothing is none", () => {
  expectFindings("state start { set session.x = 1 } state empty {}");
});

test("a broken or unfinished way out is no second finding", () => {
  expectFindings(`
    state start { say "Hi." -> <|unknown-state|>nowhere</> }
    state half { say "Hi." -> <|syntax|>}</>
  `);
});

test("the way out is written behind the last step", () => {
  expect(
    drawFiles(
      fixedBy('state start {\n    say "Hi." // friendly\n}', "dead-end", "End the conversation here: `-> end`"),
    ),
  ).toBe('state start {\n    say "Hi." // friendly\n    -> end\n}');
  expect(
    drawFiles(fixedBy('state start { say "Hi." }', "dead-end", "Go back to where it last waited: `-> back`")),
  ).toBe('state start { say "Hi." -> back }');
});

test("a way out that no condition ever lets through, or that stands behind a jump, is none", () => {
  expectFindings(`
    state <|dead-end|>never</> { say "Hi." if false -> start }
    state <|dead-end|>otherwise</> { say "Hi." if true { set session.x = 1 } else -> start }
    state <|dead-end|>matched</> { say "Hi." match "a" { "b" -> start "a" { set session.x = 1 } } }
    state always { say "Hi." if true -> start }
    state start { if false { say "Hi." } }
    state behind { -> end say "Hi." }
  `);
});

test("a call of what only says something and comes back is no way on", () => {
  expectFindings(`
    state <|dead-end|>start</> { say "Hi." call tells }
    state tells { say "By the way." -> tellsMore }
    state tellsMore { if session.x -> return call tellsLess }
    state tellsLess { say "That is it." }
    state asks { say "Hi." call question }
    state question { ask session.x as text "What?" -> return }
    state leadsToEnd { say "Hi." call ends }
    state ends { if session.x -> end }
    state broken { say "Hi." call <|unknown-state|>nowhere</> }
    state backend { say "Hi." call asksBackend }
    state asksBackend { api GET "http://localhost/x" }
    state human { say "Hi." call handsOver }
    state handsOver { handover "agents" }
  `);
});
