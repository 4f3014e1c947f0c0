import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { UserInput } from "../../server/src/runtime/events.ts";
import { createMachine } from "../../server/src/runtime/machine.ts";
import type { MachineState } from "../../server/src/runtime/machineState.ts";
import { carryOver } from "../../server/src/runtime/snapshot/carryOver.ts";
import { answers, draw, type Given, run, tap } from "../support/conversation.ts";
import { programOf } from "../support/program.ts";
import { backends, inputs, programs } from "../support/programs.ts";
import { runs } from "../support/runs.ts";

const shop = `
bot shop { start start }
state start { say "Hello." { reply "Order" -> order } }
state order {
  ask size as text "Which size?"
  ask name as text "Whose?"
  say "A {size} one for {name}." { reply "Again" -> order }
}
`;

/** Goes on in an edited program: what did not fit, then what is said to these texts. */
function goOn(before: string, given: readonly Given[], after: string, texts: readonly string[], isFromKnown = true) {
  const { state, machine } = run(before, given);
  const to = programOf(after);
  const carried = carryOver(state, to, isFromKnown ? machine.program : null);
  const said = talkOn(carried.state, after, texts);
  return [...carried.misfits.map(({ what, message }) => `${what}: ${message}`), ...said];
}

/** What is said to these texts from there on. */
function talkOn(state: MachineState, source: string, texts: readonly string[]): readonly string[] {
  const machine = createMachine(programOf(source), {});
  let now = state;
  const said: string[] = [];
  const take = (input: UserInput): void => {
    let transition = machine.accept(now, { type: "input", now: now.now, input });
    for (;;) {
      said.push(...transition.events.filter(({ type }) => type === "message").map((each) => draw([each])));
      now = transition.state;
      if (now.status !== "running") return;
      transition = machine.advance(now);
    }
  };
  for (const text of texts) take({ type: "text", text });
  return said;
}

describe("a conversation goes on in an edited program", () => {
  test("with other texts", () => {
    const after = shop.replace("A {size} one", "One {size}").replace("Whose?", "For whom?");
    expect(goOn(shop, ["order", "large"], after, ["Ann"])).toEqual(["< One large for Ann. [Again]"]);
    expect(goOn(shop, ["order"], after, ["large"], false)).toEqual(["< For whom?"]);
  });

  test("at the same question where other steps come before it", () => {
    const after = shop.replace("ask size", 'set a = 1 say "New." ask size');
    expect(goOn(shop, ["order", "large"], after, ["Ann"])).toEqual(["< A large one for Ann. [Again]"]);
  });

  test("at the same question where it is asked in other words and at another place", () => {
    const after = shop.replace('ask size as text "Which size?"', "").replace("Whose?", "Name?");
    expect(goOn(shop, ["order", "large"], after, ["Ann"])).toEqual(["< A large one for Ann. [Again]"]);
  });

  test("in the state of the same id where it has another name", () => {
    const before = shop.replace("state order {", 'state order id "o-1" {');
    const after = before.replaceAll("-> order", "-> buy").replace("state order", "state buy");
    expect(goOn(before, ["order"], after, ["large"])).toEqual(["< Whose?"]);
  });

  test("in a state of another name whose id is the name of before", () => {
    const after = shop.replaceAll("-> order", "-> buy").replace("state order", 'state buy id "main.order"');
    expect(goOn(shop, ["order"], after, ["large"])).toEqual(["< Whose?"]);
    expect(goOn(shop, [], after, ["Order"])).toEqual(["< Which size?"]);
  });

  test("in a flow of another name", () => {
    const [before, after] = [`flow shop${shop}`, `flow store${shop}`];
    expect(goOn(before, ["order"], after, ["large", "Ann", "again"])).toEqual([
      "< Whose?",
      "< A large one for Ann. [Again]",
      "< Which size?",
    ]);
  });

  test("with the replies of before, wherever their message stands now", () => {
    const after = shop.replace('say "Hello." { reply', 'say "One." say "Hello." { reply "Bye" -> end reply');
    expect(goOn(shop, [], after, ["Order"])).toEqual(["< Which size?"]);
  });

  test("in a file of another name", () => {
    const before = '--- a.flow\nflow main\non text "hi" { say "Hi!" }\nstate s { ask a as number "A?" }';
    expect(goOn(before, [], before.replace("a.flow", "b.flow"), ["hi", "1"])).toEqual(["< Hi!"]);
  });

  test("in the middle of a wait and of a request", () => {
    const source = 'state s { wait 5s say "Later." api GET "https://x.test/" { on success { say "Done." } } }';
    const delayed = run(source, []);
    const after = source.replace("wait", 'set a = 1 say "Now." wait');
    expect(delayed.state.status).toBe("delayed");
    expect(carryOver(delayed.state, programOf(after), delayed.machine.program)).toMatchObject({
      misfits: [],
      state: { status: "delayed", activation: { frames: [{ position: { block: "main.s", index: 3 } }] } },
    });
    const calling = run(source, [{ type: "clock", ms: 5_000 }]);
    expect(calling.state.status).toBe("calling");
    expect(carryOver(calling.state, programOf(after), calling.machine.program)).toMatchObject({
      misfits: [],
      state: { status: "calling", pending: { step: "main.s#4" } },
    });
  });
});

describe("what does not fit is told", () => {
  test("a state that is gone: back to where the conversation waited before", () => {
    const after = shop
      .replaceAll("-> order", "-> start")
      .replace(/state order[\s\S]*/, 'state other { say "Other." -> start }');
    expect(goOn(shop, ["order", "large"], after, ["Order"])).toEqual([
      "history: `-> back` cannot lead to `main.order` any more.",
      "state: There is no state `main.order` any more: the conversation goes back to where it waited in `main.start`.",
      "< Hello. [Order]",
    ]);
  });

  test("all states gone: the conversation rests, and global routes take what comes", () => {
    const after = 'on text "hi" { say "Hi!" }\nstate new { say "New." }';
    const told = goOn(shop, [], after, ["hi", "what"]);
    expect(told.slice(2, 4)).toEqual([
      "state: There is no state `main.start` any more: the conversation rests.",
      "< Hi!",
    ]);
  });

  test("a question that is gone: the state goes on waiting for what its routes take", () => {
    const after = shop.replace('ask name as text "Whose?"', 'on text "go" { say "Going." }');
    expect(goOn(shop, ["order", "large"], after, ["Ann", "go"])).toEqual([
      "step: The question that the conversation waits at is not in `main.order` any more: only routes and replies take what comes.",
      "< Sorry, I did not understand that.",
      "< Going.",
    ]);
  });

  test("the state that a call would come back to", () => {
    const before = 'bot b { start a }\nstate a { call c say "Back." }\nstate c { ask x as text "X?" }';
    const after = 'bot b { start c }\nstate c { ask x as text "X?" }';
    expect(goOn(before, [], after, ["1"])).toEqual([
      "call: There is no state `main.a` any more for the call to come back to.",
    ]);
  });

  test("a reply that did something", () => {
    const after = shop.replace('reply "Order" -> order', 'reply "Bye"');
    expect(goOn(shop, [], after, [])).toEqual([
      'offer: What the reply "Order" did is not there any more: it cannot be taken.',
    ]);
  });

  test("an API step that waits for its answer", () => {
    const { state, machine } = run('state s { api GET "https://x.test/" { } say "Done." }');
    const carried = carryOver(state, programOf('state s { say "Done." }'), machine.program);
    expect(carried.state.status).toBe("running");
    expect(carried.misfits.map(({ what }) => what)).toContain("request");
  });

  test("a preset and a start that are gone, and a variable that is new", () => {
    const before = 'preset p { a = 1 }\nstate s { ask x as text "X?" }\nstate t { -> s }';
    const { state, machine } = run(before, [], { begin: { start: "main.t", presets: ["p"] } });
    const to = programOf('var session.n = 1\nstate s { ask x as text "X?" }');
    expect(carryOver(state, to, machine.program).misfits.map(({ message }) => message)).toEqual([
      "There is no state `main.t` any more for the next conversation to start in.",
      "There is no preset `p` any more.",
      "`session.n` is new: it gets its first value when the next conversation begins.",
    ]);
  });
});

test("a conversation that is carried into the same program is as it was, at any moment", () => {
  fc.assert(
    fc.property(programs, inputs, backends, (source, given, results) => {
      const { states, machine } = run(source, given, { backend: answers(...results) });
      const again = programOf(source);
      for (const state of states.slice(0, 40)) {
        expect(carryOver(state, again, machine.program)).toEqual({ state, misfits: [] });
        expect(carryOver(state, again)).toEqual({ state, misfits: [] });
      }
    }),
    { numRuns: runs(1_000) },
  );
});

test("one that is carried into any other program comes to rest after any input", () => {
  fc.assert(
    fc.property(programs, programs, inputs, backends, (source, other, given, results) => {
      const { states, machine } = run(source, given, { backend: answers(...results) });
      const next = createMachine(programOf(other), {});
      for (const state of states.slice(0, 20)) {
        for (const from of [machine.program, null]) {
          const carried = carryOver(state, next.program, from).state;
          let { state: now } = next.accept(carried, { type: "input", now: carried.now, input: tap("yes") });
          for (let steps = 0; now.status === "running"; steps++) {
            expect(steps).toBeLessThan(5_000);
            now = next.advance(now).state;
          }
          expect(
            now.activation.frames.every((frame) => frame.state === null || next.program.states.has(frame.state)),
          ).toBe(true);
        }
      }
    }),
    { numRuns: runs(500) },
  );
});
