import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DebugClient, debugFixture } from "../support/debugClient.ts";
import { runs } from "../support/runs.ts";

const source = `
  --- main.flow
  flow main
  var session.count: number = 0
  var session.pin: text sensitive
  state start {
    set session.count = session.count + 1
    set temp.dice = random(1, 1000)
    call side.first
    api GET "http://localhost/{session.count}" {
      session shop { price: number }
      on 4xx { say "Sold out" }
      on failure -> again
    }
    say "It costs {shop.price}" | "The price is {shop.price}"
    ask session.name as text "Name?" { check length(value) > 1 else "Longer!" }
    wait 1s
    -> again
  }
  state again {
    on change session.count { say "Counted" }
    say "Again, {session.name}?" {
      reply "Yes" -> start
      reply "No" -> restart
    }
    on silence 5m { set session.count = 100 }
    on text "loop" -> loop
    on text "back" -> back
  }
  state loop { say "Round"  -> loop2 }
  state loop2 { set temp.x = (temp.x ?? 0) + 1  if temp.x < 5 { -> loop }  -> again }
  --- side.flow
  flow side
  state first { set temp.own = uuid()  say "First {temp.own}"  -> second }
  state second { say "Second" }
`;

/** Answers that differ from time to time: going forward again must not ask for them again. */
function backend(): (request: { readonly url: string }) => { readonly status: number; readonly body: unknown } {
  let price = 0;
  return ({ url }) => {
    price += 1;
    const status = url.endsWith("3") ? 404 : url.endsWith("4") ? 500 : 200;
    return { status, body: { session: { namespace: "shop", data: { price } } } };
  };
}

type Move = { readonly step: "next" | "stepIn" | "stepOut" | "continue" } | { readonly input: object };

const inputs = ["Yes", "No", "A", "Ada", "loop", "back"].map((text) => ({ type: "text", text }));

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("next", "stepIn", "stepOut", "continue").map((step) => ({ step }) as Move) },
  { weight: 3, arbitrary: fc.constantFrom(...inputs, { type: "silence", ms: 300_000 }).map((input) => ({ input })) },
);

/** Makes the moves, each as the conversation stands: it is stopped at each wait, so that every move leads to a stop. */
async function walk(client: DebugClient, moves: readonly Move[]): Promise<void> {
  for (const one of moves) {
    if ("input" in one) {
      // Only where it waits: elsewhere the input would wait in line, and come later in one walk than in the other.
      if (!isWaiting(client)) continue;
      await client.ask("flow/input", one.input);
    } else {
      if (isWaiting(client)) continue;
      await client.ask(one.step, { threadId: 1 });
    }
    await client.event("stopped");
  }
}

function isWaiting(client: DebugClient): boolean {
  const reasons = client.events
    .filter(({ event }) => event === "stopped")
    .map(({ body }) => (body as { reason: string }).reason);
  return reasons.at(-1) === "pause";
}

/** The run events that hold: those told, without what the conversation went back over. */
function eventsOf(client: DebugClient): readonly unknown[] {
  const events: unknown[] = [];
  for (const { event, body } of client.events) {
    if (event === "flow/event") events.push(body);
    if (event === "flow/rewound") events.length = (body as { events: number }).events;
  }
  return events;
}

/** Everything that can be seen of the conversation. */
async function look(client: DebugClient): Promise<unknown> {
  const frames = await client.frames();
  const seen: unknown[] = [frames.map(({ name, line }) => `${name}:${line}`), await client.ask("flow/variables")];
  for (const { id } of frames) {
    const { scopes } = await client.ask<{ scopes: readonly { name: string; variablesReference: number }[] }>("scopes", {
      frameId: id,
    });
    for (const { name, variablesReference } of scopes) {
      const rows = await client.variables(variablesReference);
      seen.push([name, rows.map((row) => `${row.name}=${row.value}`)]);
    }
  }
  return seen;
}

async function begin(): Promise<{ readonly client: DebugClient; readonly sent: readonly string[] }> {
  const { client, sent } = debugFixture(source, { backend: backend() });
  await client.start({ now: 0, seed: 7, stopOnEntry: true, stopOnInput: true });
  await client.event("stopped");
  return { client, sent };
}

describe("going back", () => {
  it("to the beginning and forward again gives the same events and values, without a request", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
        const { client, sent } = await begin();
        const beginning = await look(client);
        await walk(client, moves);
        const [events, seen, requests] = [eventsOf(client), await look(client), sent.length];
        await client.ask("reverseContinue");
        await client.event("stopped");
        expect(await look(client)).toEqual(beginning);
        await walk(client, moves);
        expect(eventsOf(client)).toEqual(events);
        expect(await look(client)).toEqual(seen);
        expect(sent.length).toBe(requests);
      }),
      { numRuns: runs(400) },
    );
  });

  it("step by step passes the same moments as going forward step by step", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 15 }), async (moves) => {
        const { client } = await begin();
        const trail: { readonly seen: unknown; readonly events: readonly unknown[] }[] = [];
        const note = async (): Promise<void> => void trail.push({ seen: await look(client), events: eventsOf(client) });
        await note();
        for (const one of moves) {
          const isTaken = "input" in one === isWaiting(client);
          await walk(client, ["input" in one ? one : { step: "stepIn" }]);
          if (isTaken) await note();
        }
        for (const { seen, events } of trail.toReversed().slice(1)) {
          await client.ask("stepBack");
          await client.event("stopped");
          // A whole call is one step back: from behind it, what it did is passed over.
          if (JSON.stringify(await look(client)) !== JSON.stringify(seen)) return;
          expect(eventsOf(client)).toEqual(events);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it("to the end of any turn gives what was there then", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), fc.nat(), async (moves, choice) => {
        const { client } = await begin();
        const ends = new Map<number, { readonly seen: unknown; readonly events: readonly unknown[] }>();
        for (const one of moves) {
          await walk(client, [one]);
          const last = eventsOf(client).at(-1) as { turn: number };
          if (isWaiting(client)) ends.set(last.turn, { seen: await look(client), events: eventsOf(client) });
        }
        const [turn, end] = [...ends][choice % Math.max(1, ends.size)] ?? [];
        if (turn === undefined || end === undefined) return;
        await client.ask("flow/rewind", { turn });
        await client.event("stopped");
        expect(await look(client)).toEqual(end.seen);
        expect(eventsOf(client)).toEqual(end.events);
      }),
      { numRuns: runs(200) },
    );
  });

  it("costs about the same however long the conversation is", async () => {
    const { client } = debugFixture(
      `state start { set session.n = (session.n ?? 0) + 1  if session.n < 300 { -> start } }`,
    );
    await client.start({ now: 0, stopOnEntry: true }, [{ at: "main.flow:1", condition: "session.n == 299" }]);
    await client.event("stopped");
    await client.ask("continue");
    await client.event("stopped");
    const begun = performance.now();
    for (let times = 0; times < 500; times += 1) {
      await client.ask("stepBack");
      await client.event("stopped");
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(await client.evaluate("session.n")).toBe("133");
  });
});
