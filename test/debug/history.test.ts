import { describe, expect, it } from "vitest";
import { nothing } from "../../server/src/debug/happened.ts";
import { type Circumstances, History } from "../../server/src/debug/history.ts";
import { noVisits } from "../../server/src/debug/stepping.ts";
import { objectOf } from "../../server/src/expressions/values.ts";
import { compile } from "../../server/src/runtime/compile.ts";
import { createMachine } from "../../server/src/runtime/machine.ts";
import type { MachineState } from "../../server/src/runtime/machineState.ts";
import { fixture } from "../support/fixture.ts";
import { projectOf } from "../support/project.ts";

const compiled = compile(projectOf(fixture('state start { say "Hello" }')));
if (!compiled.ok) throw new Error("The fixture does not compile.");
const around: Circumstances = {
  program: compiled.program,
  events: 0,
  answers: 0,
  visits: noVisits,
  happened: nothing,
};

function someState(): ReturnType<ReturnType<typeof createMachine>["begin"]>["state"] {
  if (!compiled.ok) throw new Error("The fixture does not compile.");
  return createMachine(compiled.program, {}).begin({ user: "u", conversation: "c", seed: 1, now: 0 }).state;
}

describe("the history of a conversation", () => {
  it("keeps each moment once, oldest first", () => {
    const history = new History();
    const state = someState();
    const next = { ...state, turn: 1 };
    history.record("step", state, around);
    history.record("wait", state, around);
    history.record("wait", next, around);
    expect(history.moments).toEqual([
      { id: 0, kind: "step", state, ...around },
      { id: 1, kind: "wait", state: next, ...around },
    ]);
  });

  it("forgets the oldest, so that it cannot grow without end", () => {
    const history = new History();
    const state = someState();
    for (let turn = 0; turn < 25_000; turn += 1) history.record("step", { ...state, turn }, around);
    expect(history.moments.length).toBeLessThanOrEqual(10_000);
    expect(history.moments.at(-1)).toMatchObject({ id: 24_999, state: { turn: 24_999 } });
    expect(history.moments.at(-1_000)?.id).toBe(24_000);
  });

  it("does not hold on to every answer of a backend that answers in megabytes", () => {
    const history = new History();
    const state = someState();
    const answer = (turn: number): MachineState => {
      const response = objectOf([["body", `${turn}`.padEnd(1_000_000)]]);
      return { ...state, turn, lastCall: { request: objectOf([]), response } };
    };
    for (let turn = 0; turn < 200; turn += 1) {
      const after = answer(turn);
      history.record("step", after, around);
      history.record("wait", { ...after }, around);
    }
    const answers = new Set(history.moments.map((moment) => moment.state.lastCall));
    expect(answers.size).toBeGreaterThan(10);
    expect(answers.size).toBeLessThanOrEqual(32);
    expect(history.moments.at(-1)).toMatchObject({ id: 399, state: { turn: 199 } });
  });
});
