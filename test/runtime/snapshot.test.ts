import fc from "fast-check";
import { expect, test } from "vitest";
import { SnapshotError } from "../../server/src/runtime/snapshot/codec.ts";
import { restoreSnapshot, type Snapshot, takeSnapshot } from "../../server/src/runtime/snapshot/snapshot.ts";
import { answers, run } from "../support/conversation.ts";
import { backends, inputs, programs } from "../support/programs.ts";
import { runs } from "../support/runs.ts";

/** As it comes back from where it was written to. */
function written(snapshot: Snapshot): Snapshot {
  return JSON.parse(JSON.stringify(snapshot)) as Snapshot;
}

const greeting = `
bot shop { start greet }
state greet {
  say "Hello." { reply "Hi" -> name }
}
state name {
  ask session.name as text "What is your name?"
  -> amount
}
state amount {
  ask session.amount as number "How much, {session.name}?"
  -> greet
}
`;

test("a snapshot gives back the conversation as it was, at any moment of any program", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { states } = run(source, given, { backend: answers(...results) });
      for (const state of states.slice(0, 40)) {
        expect(restoreSnapshot(written(takeSnapshot(state)))).toEqual(state);
      }
    }),
    { numRuns: runs(2_000) },
  );
});

test("a conversation goes on from its snapshot as if nothing had been", () => {
  const { machine, state } = run(greeting, ["Hi", "Ada"]);
  const input = { type: "input", now: state.now, input: { type: "text", text: "250" } } as const;
  const restored = restoreSnapshot(written(takeSnapshot(state)));
  expect(machine.accept(restored, input)).toEqual(machine.accept(state, input));
});

test("what a snapshot gives back to memory has no prototypes", () => {
  const { state } = run(
    `state start { set session.box = { a: { b: [1, { c: 2 }] } } ask session.x as text "?" -> end }`,
  );
  const { session } = restoreSnapshot(written(takeSnapshot(state))).memory;
  expect(JSON.stringify(session)).toBe('{"box":{"a":{"b":[1,{"c":2}]}}}');
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (!Array.isArray(value)) expect(Object.getPrototypeOf(value)).toBe(null);
    Object.values(value).forEach(visit);
  };
  visit(session);
});

test("a snapshot of a short conversation takes less than half a kilobyte", () => {
  const sizes = [[], ["Hi"], ["Hi", "Ada"]].map(
    (given) => JSON.stringify(takeSnapshot(run(greeting, given).state)).length,
  );
  for (const size of sizes) expect(size).toBeLessThan(512);
});

test.each([
  ["another version", (good: Snapshot) => ({ ...good, version: 2 }), "version 1 was expected"],
  ["a table that is too short", (good: Snapshot) => ({ ...good, table: [] }), "a place in the table was expected"],
  ["a state that is none", (good: Snapshot) => ({ ...good, state: "x" }), "a list was expected"],
  ["a row that is too short", (good: Snapshot) => ({ ...good, state: ["c"] }), "a longer row was expected"],
  ["something else altogether", () => ({}) as Snapshot, "a table was expected"],
  ["nothing", () => null as unknown as Snapshot, "a snapshot was expected"],
])("a snapshot with %s is refused", (_, breakIt, message) => {
  const good = written(takeSnapshot(run(greeting, ["Hi"]).state));
  expect(() => restoreSnapshot(breakIt(good))).toThrow(SnapshotError);
  expect(() => restoreSnapshot(breakIt(good))).toThrow(message);
});
