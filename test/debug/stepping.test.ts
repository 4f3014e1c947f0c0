import { describe, expect, it } from "vitest";
import { type DebugClient, debugFixture } from "../support/debugClient.ts";

const bank = `
  --- bank.flow
  flow bank
  bot bank { start bank.start }

  state start {
    say "Welcome"
    call help.tips
    ask session.name as text "Your name?"
    if session.name == "Ada" {
      say "Hi Ada"
    }
    say "What now?" {
      reply "Again" -> start
      reply "Bye" -> bye
    }
  }

  state bye {
    say "Bye {session.name}"
    -> end
  }
  --- help.flow
  flow help

  state tips {
    set temp.shown = 1
    say "A tip"
    -> return
  }
`;

/** Runs the steps of a session and answers its trace. */
async function trace(run: (client: DebugClient) => Promise<void>, source = bank): Promise<string> {
  const { client } = debugFixture(source);
  await run(client);
  return client.trace.join("\n");
}

describe("stepping", () => {
  it("goes into a called flow and back", async () => {
    const told = await trace(async (client) => {
      await client.start({ stopOnEntry: true });
      await client.settle();
      for (let steps = 0; steps < 6; steps += 1) await client.go("stepIn");
      await client.say("Ada");
      await client.go("stepIn");
      await client.go("stepIn");
      await client.go("stepIn");
    });
    expect(told).toMatchInlineSnapshot();
  });

  it("goes over a called flow", async () => {
    const told = await trace(async (client) => {
      await client.start({ stopOnEntry: true });
      await client.settle();
      for (let steps = 0; steps < 3; steps += 1) await client.go("next");
    });
    expect(told).toMatchInlineSnapshot();
  });

  it("goes on over the answer of the user", async () => {
    const told = await trace(async (client) => {
      await client.start({}, ["bank.flow:7"]);
      await client.settle();
      await client.go("next");
      await client.say("Grace");
      await client.go("next");
    });
    expect(told).toMatchInlineSnapshot();
  });

  it("goes to the end of the state", async () => {
    const told = await trace(async (client) => {
      await client.start({}, ["help.flow:4"]);
      await client.settle();
      await client.go("stepOut");
      await client.go("stepOut");
      await client.say("Ada");
      await client.input({ type: "tap", text: "Bye" });
      await client.go("stepOut");
    });
    expect(told).toMatchInlineSnapshot();
  });

  it("takes entering a state again for leaving it", async () => {
    const told = await trace(async (client) => {
      await client.start({ stopOnEntry: true });
      await client.settle();
      await client.go("stepOut");
      await client.say("Ada");
      await client.input({ type: "tap", text: "Again" });
    });
    expect(told).toMatchInlineSnapshot();
  });
});

describe("pausing", () => {
  it("stops at the waiting step, and an input goes on", async () => {
    const told = await trace(async (client) => {
      await client.start();
      await client.settle();
      await client.go("pause");
      await client.say("Ada");
      await client.go("pause");
      client.trace.push("> continue");
      await client.ask("continue", { threadId: 1 });
      await client.input({ type: "tap", text: "Bye" });
    });
    expect(told).toMatchInlineSnapshot();
  });

  it("stops at each wait with `stopOnInput`, with the reason pause", async () => {
    const told = await trace(async (client) => {
      await client.start({ stopOnInput: true });
      await client.event("stopped");
      await client.input({ type: "text", text: "Ada" });
      await client.event("stopped");
      expect(await client.stack()).toEqual(['say "What now?"  bank.flow:12', "bank.start  bank.flow:5"]);
    });
    expect(told).toMatchInlineSnapshot();
  });

  it("stops nowhere without debugging", async () => {
    const told = await trace(async (client) => {
      await client.start({ noDebug: true, stopOnEntry: true, stopOnInput: true }, ["bank.flow:6", "bank.flow:7"]);
      await client.settle();
      expect(await client.refusal("pause", { threadId: 1 })).toContain("without debugging");
      await client.say("Ada");
    });
    expect(told).toMatchInlineSnapshot();
  });
});
