import { expect, test } from "vitest";
import { edgesFrom, edgesTo, entriesTo, entryPoints, wordEdgesFrom } from "../../server/src/semantics/flowGraph.ts";
import { stateSummary } from "../../server/src/semantics/stateSummary.ts";
import type { StateSymbol } from "../../server/src/semantics/symbols.ts";
import { variablesInScope } from "../../server/src/semantics/variablesInScope.ts";
import { fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";

const project = projectOf(
  fixture(`
      --- bank.flow
      bot bank { start transfer.start fallback what on text "menu" -> transfer.start }
      state what { say "What?" }
      on intent help { call transfer.done }
      mock m GET "/x" { body { nextDialogstate: "wire-1" } }
      test "t" at transfer.start { expect state transfer.done }
      --- transfer.flow
      /// Asks how much.
      /// Then sends it.
      state start {
        ask session.amount as number { nl "Hoeveel?" en "How much?" } {
          attempts 2 -> bank.what
          reply "All" { -> done }
        }
        say """
          Sending {session.amount} now.
          Please wait.
        """ | "Sending."
        api POST "/x" { body { ok: state done } nextDialogstate done, start on failure -> nowhere }
        say "Done." { button "Again" -> start payload { nextDialogstateId: "wire-1" } }
        say "More."
        if session.x -> end else -> back
      }
      state done id "wire-1" { say "Done." -> restart }
    `),
);

function stateOf(fullName: string): StateSymbol {
  const state = project.state(fullName);
  if (state === undefined) throw new Error(`There is no state ${fullName}.`);
  return state;
}

test("edges from a state, in the order of the file", () => {
  const start = stateOf("transfer.start");
  expect(edgesFrom(project, start).map(({ cause, to }) => `${cause} ${to?.fullName}`)).toEqual([
    "attempts bank.what",
    "reply transfer.done",
    "handed transfer.done",
    "next transfer.done",
    "next transfer.start",
    "outcome undefined",
    "button transfer.start",
    "value transfer.done",
  ]);
  expect(wordEdgesFrom(start).map(({ word }) => word)).toEqual(["end", "back"]);
});

test("edges to a state, and what leads there from outside", () => {
  const index = project;
  const done = stateOf("transfer.done");
  expect(edgesTo(index, done).map(({ cause, from }) => `${cause} ${from.fullName}`)).toEqual([
    "reply transfer.start",
    "handed transfer.start",
    "next transfer.start",
    "value transfer.start",
  ]);
  expect(entriesTo(index, done).map(({ cause, path }) => `${cause} ${path}`)).toEqual([
    "route bank.flow",
    "value bank.flow",
  ]);
  expect(entriesTo(index, stateOf("transfer.start")).map(({ cause }) => cause)).toEqual(["start", "route", "test"]);
});

test("entry points are those of the bot, of routes, tests and mocks; without a bot the first of each flow", () => {
  expect([...entryPoints(project)].map(({ fullName }) => fullName)).toEqual([
    "transfer.start",
    "bank.what",
    "transfer.done",
  ]);
  const index = projectOf(
    fixture(`
      --- a.flow
      state first {}
      state start {}
      --- b.flow
      state one {}
      state two {}
    `),
  );
  expect([...entryPoints(index)].map(({ fullName }) => fullName)).toEqual(["a.start", "b.one"]);
});

test("a summary has the documentation, the first lines, and the ways in and out", () => {
  const summary = stateSummary(project, stateOf("transfer.start"));
  expect(summary.documentation).toBe("Asks how much.\nThen sends it.");
  expect(summary.said).toEqual(["Hoeveel?", "Sending {session.amount} now.", "Done."]);
  expect(summary.edgesIn.map(({ from }) => from.fullName)).toEqual(["transfer.start", "transfer.start"]);
  expect(summary.entries).toHaveLength(3);
  expect(summary.edgesOut).toHaveLength(8);
  expect(summary.wordsOut).toHaveLength(2);
});

test("variables are those that are declared, written or given, with what is known of them", () => {
  const index = projectOf(
    fixture(`
      /// What the user wants to send.
      var session.amount: number = 1
      state start {
        ask session.name as text "Name?"
        set amount = 2
        set user.seen = true
        api GET "/x" { session account { limit: { max: number } } save user.answer }
        say "{session.never}"
        clear temp
      }
    `),
  );
  const drawn = variablesInScope(index)
    .filter(({ writers }) => writers.length > 0)
    .map(({ scope, names, type, documentation, writers }) =>
      [[scope, ...names].join("."), type, documentation, writers.map(({ writer }) => writer).join("+")].join(" | "),
    );
  expect(drawn).toEqual([
    "session.account | { limit: { max: number } } |  | contract",
    "session.account.limit | { max: number } |  | contract",
    "session.account.limit.max | number |  | contract",
    "session.amount | number | What the user wants to send. | var+set",
    "session.name | text |  | ask",
    "user.answer |  |  | save",
    "user.seen |  |  | set",
  ]);
  const given = variablesInScope(index).filter(({ writers }) => writers.length === 0);
  expect(given.map(({ key }) => key)).toContain("variable:event.intent.name");
  expect(given.map(({ key }) => key)).toContain("variable:temp.response.status");
});
