import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunEvent, SourcePosition } from "../../server/src/runtime/events.ts";
import {
  maximumCalls,
  maximumFrames,
  maximumHistory,
  maximumOffers,
  maximumQueue,
  maximumRequests,
  maximumTransitions,
  maximumTurnCharacters,
} from "../../server/src/runtime/limits.ts";
import { answers, run } from "../support/conversation.ts";
import { backends, inputs, programs } from "../support/programs.ts";
import { runs } from "../support/runs.ts";

const environment = { TOKEN: "sesame-open" };

/** Compares event by event: three turns of a runaway tell more than one string can hold. */
function isSame(a: readonly RunEvent[], b: readonly RunEvent[]): boolean {
  return a.length === b.length && a.every((event, at) => JSON.stringify(event) === JSON.stringify(b[at]));
}

/** Kinds of events, of what is in them, and of reports: each has to come about in the mixture that the properties are tried on. */
const everything = [
  ...["start", "end", "input", "match", "state", "step", "message", "request", "response", "memory", "wait", "report"],
  ...["go", "reply", "route", "call", "return", "back", "response", "failure", "start"].map((cause) => `by ${cause}`),
  ...["say", "ask", "api", "set", "clear", "if", "match", "call", "wait", "go"].map((kind) => `step ${kind}`),
  ...["context", "handover", "language", "track"].map((kind) => `step ${kind}`),
  ...["GET", "POST", "PUT", "PATCH", "DELETE"],
  ...["success", "failure", "timeout", "invalid"],
  ...["reply", "route", "ask", "global", "fallback"].map((kind) => `match ${kind}`),
  ...["text", "tap", "event", "attachment", "silence"].map((type) => `input ${type}`),
  ...["text", "media", "payload"].map((type) => `message ${type}`),
  ...["end end", "end restart", "action"],
  ...["api-failure", "bad-argument", "bad-message", "broken-next", "dropped-event", "endless-loop", "not-understood"],
  "unset-variable",
];

test("the programs, inputs and answers are a mixture of all that there is", () => {
  const mixture = fc.sample(fc.tuple(programs, inputs, backends), { seed: 7, numRuns: 200 });
  const seen = new Set<string>();
  for (const [source, given, results] of mixture) {
    for (const event of run(source, given, { backend: answers(...results), environment }).events) {
      seen.add(event.type);
      if (event.type === "state") seen.add(`by ${event.cause}`);
      if (event.type === "step") seen.add(`step ${event.kind}`);
      if (event.type === "request") seen.add(event.method);
      if (event.type === "response") seen.add(event.outcome);
      if (event.type === "match") seen.add(`match ${event.kind}`);
      if (event.type === "end") seen.add(`end ${event.reason}`);
      if (event.type === "message") seen.add(`message ${event.message.type}`);
      if (event.type === "input") seen.add(`input ${event.input.type}`);
      if (event.type === "report") seen.add(event.code);
    }
  }
  expect(everything.filter((each) => !seen.has(each))).toEqual([]);
});

test("any program comes to rest after any inputs and answers, and shows no secret", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { state, events } = run(source, given, { backend: answers(...results), environment });
      expect(["waiting", "ended", "delayed"]).toContain(state.status);
      expect(events.find((event) => JSON.stringify(event).includes("sesame-open"))).toBeUndefined();
    }),
    { numRuns: runs(5_000) },
  );
});

test("the same inputs, answers, clock and seed give the same events and states, byte for byte", () => {
  fc.assert(
    fc.property(programs, inputs, backends, fc.nat(), (source, given, results, seed) => {
      const once = run(source, given, { backend: answers(...results), environment, begin: { seed } });
      const again = run(source, given, { backend: answers(...results), environment, begin: { seed } });
      expect(isSame(again.events, once.events)).toBe(true);
      expect(again.states.length).toBe(once.states.length);
      for (const [index, state] of once.states.entries()) {
        // A loop makes a thousand states that may hold a megabyte each: a part of them says enough.
        if (index > 50 && index % 50 !== 0) continue;
        expect(JSON.stringify(again.states[index]) === JSON.stringify(state)).toBe(true);
      }
    }),
    { numRuns: runs(2_000) },
  );
});

test("a state survives its way through JSON between any two transitions", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const kept = run(source, given, { backend: answers(...results), environment });
      const sent = run(source, given, { backend: answers(...results), environment, roundTrips: true });
      expect(isSame(sent.events, kept.events)).toBe(true);
      expect(JSON.stringify(sent.state) === JSON.stringify(kept.state)).toBe(true);
    }),
    { numRuns: runs(2_000) },
  );
});

test("each handled input ends with a wait or an end, or is dropped with a report", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { events, state } = run(source, given, { backend: answers(...results), environment });
      for (let turn = 1; turn <= state.turn; turn++) {
        const last = events.findLast((each) => each.turn === turn);
        const isDropped = last?.type === "report" && last.code === "dropped-event";
        const isDelayed = state.status === "delayed" && turn === state.turn;
        expect(isDropped || isDelayed || last?.type === "wait" || last?.type === "end").toBe(true);
      }
    }),
    { numRuns: runs(2_000) },
  );
});

test("every event has its place in the source, and the place is there", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { events } = run(source, given, { backend: answers(...results), environment });
      const lines = source.split("\n");
      const isIn = ({ line, character }: SourcePosition): boolean => character <= (lines[line]?.length ?? -1);
      for (const event of events) {
        const needsPlace = ["step", "state", "request", "response", "action"].includes(event.type);
        if (needsPlace) expect(event.source, JSON.stringify(event)).toBeDefined();
        if (event.source === undefined) continue;
        const { file, range } = event.source;
        expect(file).toBe("main.flow");
        expect(isIn(range.start) && isIn(range.end), JSON.stringify(event)).toBe(true);
        const isForward =
          range.start.line < range.end.line ||
          (range.start.line === range.end.line && range.start.character < range.end.character);
        expect(isForward, JSON.stringify(event)).toBe(true);
      }
    }),
    { numRuns: runs(2_000) },
  );
});

test("what ends a turn because of a limit has a place in the source", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { events } = run(source, given, { backend: answers(...results), environment });
      const ends = events.filter((event) => event.type === "report" && ["endless-loop", "limit"].includes(event.code));
      for (const event of ends) expect(event.source, JSON.stringify(event)).toBeDefined();
    }),
    { numRuns: runs(1_000) },
  );
});

test("no conversation goes beyond its limits", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { states, events, requests } = run(source, given, { backend: answers(...results), environment });
      for (const state of states) {
        expect(state.transitions).toBeLessThanOrEqual(maximumTransitions + 1);
        expect(state.calls.length).toBeLessThanOrEqual(maximumCalls);
        expect(state.activation.frames.length).toBeLessThanOrEqual(maximumFrames);
        expect(state.offers.length).toBeLessThanOrEqual(maximumOffers);
        expect(state.history.length).toBeLessThanOrEqual(maximumHistory);
        expect(state.queue.length).toBeLessThanOrEqual(maximumQueue);
      }
      const turns = Map.groupBy(events, ({ turn }) => turn);
      // A request that is one too many is told, and not sent.
      expect(requests.length).toBeLessThanOrEqual(turns.size * maximumRequests);
      for (const [, of] of turns) {
        // A failure begins another thousand, once a turn, and every step may be told by several events.
        expect(of.filter(({ type }) => type === "step").length).toBeLessThanOrEqual(3 * maximumTransitions);
      }
    }),
    { numRuns: runs(1_000) },
  );
});

test("no transition changes the state it was given", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { machine, states } = run(source, given, { backend: answers(...results), environment });
      for (const state of states.slice(0, 100)) {
        const before = JSON.stringify(state);
        machine.advance(state);
        machine.accept(state, { type: "input", now: state.now + 1, input: { type: "text", text: "help" } });
        machine.accept(state, { type: "tick", now: state.now + 100_000 });
        const result = results[0];
        if (result !== undefined)
          machine.accept(state, { type: "response", now: state.now, id: state.pending?.id ?? "", result });
        expect(JSON.stringify(state) === before).toBe(true);
      }
    }),
    { numRuns: runs(300) },
  );
});

test("a text that doubles in each of a hundred nested calls tells no more in a turn than may be written in it", () => {
  const { events } = run('state start { if true { set b.c = "{a}{b}" call start } }', []);
  const texts = events.flatMap((event) => (event.type === "memory" ? [event.value, event.previous] : []));
  const told = texts.reduce((sum: number, text) => sum + (typeof text === "string" ? text.length : 0), 0);
  expect(told).toBeGreaterThan(1_000_000);
  expect(told).toBeLessThan(2 * maximumTurnCharacters + 2_000_000);
  expect(events.at(-1)).toMatchObject({ type: "wait" });
});
