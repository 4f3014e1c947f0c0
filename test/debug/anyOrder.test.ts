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
        const { client } = debugFixture(source, { backend: () => ({ status: 500 }) });
        await client.start({ now: 0, stopOnEntry: true });
        const told: string[] = [];
        for (const [command, args] of moves) {
          const before = client.events.length;
          const response = await client.request(command, { threadId: 1, ...args });
          if (response.success && ["continue", "next", "stepIn", "stepOut"].includes(command)) told.push("continued");
          await client.request("threads");
          told.push(...client.events.slice(before).map(({ event }) => event));
        }
        const turns = told.filter((name) => name === "stopped" || name === "continued");
        expect(turns.filter((name, at) => name === turns[at - 1])).toEqual([]);
      }),
      { numRuns: runs(500) },
    );
  });
});
