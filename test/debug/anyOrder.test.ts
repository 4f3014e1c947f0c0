import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DebugClient, debugFixture, projectFolder } from "../support/debugClient.ts";
import { runs } from "../support/runs.ts";

const source = `
  --- main.flow
  flow main
  state start {
    set session.count = (session.count ?? 0) + 1
    call side.first
    api GET "http://localhost/{session.count}" { on failure -> again }
    ask session.name as text "Name?"
    wait 1s
    -> again
  }
  state again {
    say "Again?" {
      reply "Yes" -> start
      reply "No" -> end
    }
    on text "loop" -> loop
  }
  state loop { -> loop2 }
  state loop2 { set temp.x = 1  -> loop }
  --- side.flow
  flow side
  state first { say "First"  -> second }
  state second { say "Second" }
`;

type Move = readonly [command: string, args?: object];

const lines = fc.array(fc.record({ line: fc.integer({ min: 1, max: 20 }) }), { maxLength: 3 });

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Move[]>(["continue"], ["next"], ["stepIn"], ["stepOut"], ["pause"]) },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom("Yes", "No", "Ada", "loop", "")
      .map((text): Move => ["flow/input", { type: "text", text }]),
  },
  { weight: 1, arbitrary: fc.constantFrom<Move[]>(["flow/restart"], ["restart"], ["flow/variables"], ["threads"]) },
  { weight: 1, arbitrary: fc.constant<Move>(["evaluate", { expression: "session" }]) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Move[]>(
      ["stepBack"],
      ["reverseContinue"],
      ["goto", { targetId: 1 }],
      ["goto", { targetId: 2 }],
      ["gotoTargets", { source: { path: `${projectFolder}/main.flow` }, line: 7 }],
      ["stepInTargets"],
      ["stepIn", { targetId: 1 }],
      ["stepIn", { targetId: 3 }],
      ["restartFrame", { frameId: 1 }],
      ["restartFrame", { frameId: 7 }],
      ["flow/rewind", { turn: 0 }],
      ["flow/rewind", { turn: 2 }],
      ["flow/answer", { status: 404 }],
      ["flow/answer", { fault: "timeout" }],
      ["flow/mocks", { mocks: "on" }],
      ["flow/recordings", { mode: "keep" }],
      ["flow/recordings", { mode: "replay" }],
      ["flow/answer", { recording: "recordings/get-x.json" }],
      ["flow/reload"],
      ["setExpression", { expression: "session.count", value: "session.count + 5" }],
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        "/go again",
        "/go side.first",
        "/say Yes",
        "/tap No",
        "/event x",
        "session.count = 7",
        "set temp.x = 2",
      )
      .map((expression): Move => ["evaluate", { expression, context: "repl" }]),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Move[]>(
      ["setExceptionBreakpoints", { filters: ["apiFailure", "endlessLoop", "expressionError", "notUnderstood"] }],
      ["setFunctionBreakpoints", { breakpoints: [{ name: "*o*", hitCondition: "% 2" }] }],
      [
        "setDataBreakpoints",
        { breakpoints: [{ dataId: "session.count" }, { dataId: "temp.x", condition: "temp.x > 1" }] },
      ],
    ),
  },
  {
    weight: 2,
    arbitrary: lines.map((breakpoints): Move => {
      return ["setBreakpoints", { source: { path: `${projectFolder}/main.flow` }, breakpoints }];
    }),
  },
);

/** Where the conversation is stopped, everything of it can be looked at. */
async function look(client: DebugClient): Promise<void> {
  const response = await client.request("stackTrace", { threadId: 1 });
  if (!response.success) return;
  for (const frame of await client.frames()) {
    const { scopes } = await client.ask<{ scopes: readonly { variablesReference: number }[] }>("scopes", {
      frameId: frame.id,
    });
    for (const { variablesReference } of scopes) await client.variables(variablesReference);
  }
}

describe("requests in any order", () => {
  it("are answered, and the session can always be ended", async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(move, { maxLength: 30 }), async (stopOnInput, moves) => {
        const { client, hasExited } = debugFixture(source, { backend: () => ({ status: 204 }) });
        await client.start({ now: 0, stopOnInput });
        for (const [command, args] of moves) {
          const response = await client.request(command, { threadId: 1, ...args });
          expect(response.success ? "" : response.message).not.toMatch(/could not do/);
          await look(client);
        }
        await client.ask("terminate");
        await client.ask("disconnect");
        expect(hasExited()).toBe(true);
        expect(client.outputs("stderr").filter(({ output }) => output.includes("Internal error"))).toEqual([]);
        expect(client.trace.filter((line) => line.includes("broke off"))).toEqual([]);
      }),
      { numRuns: runs(1_000) },
    );
  });

  it("tell stopped and continued in turn", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 30 }), async (moves) => {
        const turns = await turnsOf(moves);
        expect(turns.filter((name, at) => name === turns[at - 1])).toEqual([]);
      }),
      { numRuns: runs(500) },
    );
  });

  it("tell a stop that the request found on its way before the request is answered", async () => {
    const turns = await turnsOf([
      ["continue"],
      ["flow/input", { type: "text", text: "Yes" }],
      ["setBreakpoints", { source: { path: `${projectFolder}/main.flow` }, breakpoints: [{ line: 12 }] }],
      ["flow/input", { type: "text", text: "Yes" }],
      ["continue"],
    ]);
    expect(turns.slice(0, 4)).toEqual(["stopped", "continued", "stopped", "continued"]);
  });
});

/** Requests after whose answer a stopped conversation goes on, or stands elsewhere. */
const resuming = ["continue", "next", "stepIn", "stepOut", "stepBack", "reverseContinue", "goto", "restartFrame"];

/** `stopped` and `continued` in the order in which the client hears of them, be it by an event or by an answer. */
async function turnsOf(moves: readonly Move[]): Promise<readonly string[]> {
  const { client } = debugFixture(source, { backend: () => ({ status: 500 }) });
  await client.start({ now: 0, stopOnEntry: true });
  for (const [command, args] of moves) {
    await client.request(command, { threadId: 1, ...args });
    await client.request("threads");
  }
  await client.request("terminate");
  return client.messages.flatMap((message) => {
    if ("event" in message) return ["stopped", "continued"].includes(message.event) ? [message.event] : [];
    const isResumed = message.success && resuming.includes(message.command);
    return isResumed ? ["continued"] : [];
  });
}
