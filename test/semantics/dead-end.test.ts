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
