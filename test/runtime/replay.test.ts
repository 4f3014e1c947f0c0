import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../server/src/runtime/events.ts";
import { createMachine } from "../../server/src/runtime/machine.ts";
import { recordingOf } from "../../server/src/runtime/replay/recording.ts";
import { replay } from "../../server/src/runtime/replay/replay.ts";
import { answers, clock, draw, type Given, noAnswer, run, type Talk, text } from "../support/conversation.ts";
import { programOf } from "../support/program.ts";
import { backends, inputs, programs } from "../support/programs.ts";
import { runs } from "../support/runs.ts";

const begin = { user: "ann", conversation: "c", seed: 1, now: 1_772_366_400_000 };

/** The events of a conversation, and those of its recording when it is told again (in another program, if one is given). */
function recordAndReplay(source: string, given: readonly Given[], options: Talk = {}, other = source) {
  const recorded = run(source, given, options).events;
  const machine = createMachine(programOf(other), options.environment ?? {});
  const replayed: RunEvent[] = [];
  const state = replay(machine, begin, recordingOf(recorded), (event) => replayed.push(event));
  return { recorded, replayed, state };
}

describe("a recording is told again event for event", () => {
  test("where an input cut a wait short, and where none did", () => {
    const source =
      'state s { say "One" wait 5s say "Two" wait 5s ask a as text "Three?" say "{a}" wait 1h say "Late" }';
    const { recorded, replayed, state } = recordAndReplay(source, [
      clock(5_000),
      clock(1_200),
      "early",
      clock(700),
      "more",
    ]);
    expect(replayed).toEqual(recorded);
    expect(state.status).toBe("waiting");
    expect(draw(recorded, ["message"])).toContain("< early");
  });

  test("where it ends in the middle of a wait", () => {
    const { recorded, replayed, state } = recordAndReplay('state s { say "One" wait 5s say "Two" }', []);
    expect(replayed).toEqual(recorded);
    expect(state.status).toBe("delayed");
  });

  test("with silences that came late, and those that no route took", () => {
    const source = `state s {
      ask a as text "A?" {
        on silence 5s when now() < "2020-01-01" { say "Never" }
        on silence 10s { say "Hm?" }
        on silence 1m { say "Bye" -> end }
      }
    }`;
    const given = [clock(5_500), clock(5_000), clock(60_123), "again", clock(10_000)];
    const { recorded, replayed } = recordAndReplay(source, given);
    expect(recorded.filter(({ type }) => type === "input").length).toBeGreaterThan(3);
    expect(replayed).toEqual(recorded);
  });

  test("with silences whose routes did not apply, whatever their conditions did", () => {
    const source = `state s {
      ask a as text "A?" {
        on silence 5s when nobody > 3 { say "Never" }
        on silence 6s when random() > 2 { say "Never" }
        on silence 10s { say "{random(1, 1000000)}" }
      }
    }`;
    const { recorded, replayed } = recordAndReplay(source, [clock(5_500), clock(1_000), clock(5_000), "x"]);
    expect(draw(recorded, ["message"])).toMatch(/^< A\?\n< \d+$/);
    expect(replayed).toEqual(recorded);
  });

  test.each([
    ["none in time", noAnswer("timeout")],
    ["a refused connection", noAnswer("refused", "The server at x refused the connection.")],
    ["an empty 500", text("", "application/json", 500)],
    ["an empty text", text("", "text/plain", 404)],
    ["the text null", text("null")],
    ["the JSON null", text("null", "application/json")],
    ["a JSON text", text('"5"', "application/json")],
    ["an empty JSON text that fails", text('""', "application/json", 404)],
    ["JSON that is none", text("{oops", "application/json")],
    ["JSON that is none and fails", text("oops", "application/json", 400)],
    ["JSON without its type", text('{"a":1}')],
    ["a text with a number", text("5")],
    ["refused keys", text('{"__proto__":{"x":1},"a":1}', "application/json")],
    ["of a mock", { ...text("{}", "application/json"), mock: "there" }],
  ])("with an answer: %s", (_, result) => {
    const source = `state s {
      api POST "http://bank.test/" { on timeout { say "timeout" } on invalid { say "invalid" } on failure { say "failure" } }
      say "{temp.response.status} {temp.response.body}"
    }`;
    const { recorded, replayed } = recordAndReplay(source, [], { backend: answers(result) });
    expect(replayed).toEqual(recorded);
  });
});

test("an edited program takes the same inputs and answers in their order", () => {
  const before = 'state s { ask a as text "A?" ask b as text "B?" say "{a}{b}" }';
  const after =
    'state s { ask a as text "A?" wait 2s say "New." ask b as text "B?" api GET "http://x.test/" { on failure { say "No." } } say "{b}{a}" }';
  const { replayed } = recordAndReplay(before, ["1", "2"], {}, after);
  expect(draw(replayed, ["message"])).toBe("< A?\n< New.\n< B?\n< No.\n< 21");
});

/** What may come while the conversation is in a `wait` cannot be told from what comes later: no more than one input is. */
test("any conversation of any program is told again from its own events", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const told = recordAndReplay(source, given, {
        backend: answers(...results),
        environment: { TOKEN: "sesame-open" },
      });
      expect(told.replayed.length).toBe(told.recorded.length);
      const isSame = told.replayed.every((event, at) => JSON.stringify(event) === JSON.stringify(told.recorded[at]));
      if (!isSame) expect(told.replayed).toEqual(told.recorded);
    }),
    { numRuns: runs(3_000) },
  );
});
