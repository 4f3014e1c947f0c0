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
    expect(told).toMatchInlineSnapshot(`
      "> start
      stopped entry say "Welcome"  bank.flow:5
      > stepIn
      bot: Welcome  bank.flow:5
      stopped step call help.tips  bank.flow:6
      > stepIn
      stopped step set temp.shown = 1  help.flow:4
      > stepIn
      stopped step say "A tip"  help.flow:5
      > stepIn
      bot: A tip  help.flow:5
      stopped step -> return  help.flow:6
      > stepIn
      stopped step ask session.name as text "Your name?"  bank.flow:7
      > stepIn
      bot: Your name?  bank.flow:7
      (waits)
      user: Ada
      stopped step if session.name == "Ada"  bank.flow:8
      > stepIn
      stopped step say "Hi Ada"  bank.flow:9
      > stepIn
      bot: Hi Ada  bank.flow:9
      stopped step say "What now?"  bank.flow:11
      > stepIn
      bot: What now? [Again] [Bye]  bank.flow:11
      (waits)"
    `);
  });

  it("goes over a called flow", async () => {
    const told = await trace(async (client) => {
      await client.start({ stopOnEntry: true });
      await client.settle();
      for (let steps = 0; steps < 3; steps += 1) await client.go("next");
    });
    expect(told).toMatchInlineSnapshot(`
      "> start
      stopped entry say "Welcome"  bank.flow:5
      > next
      bot: Welcome  bank.flow:5
      stopped step call help.tips  bank.flow:6
      > next
      bot: A tip  help.flow:5
      stopped step ask session.name as text "Your name?"  bank.flow:7
      > next
      bot: Your name?  bank.flow:7
      (waits)"
    `);
  });

  it("goes on over the answer of the user", async () => {
    const told = await trace(async (client) => {
      await client.start({}, ["bank.flow:7"]);
      await client.settle();
      await client.go("next");
      await client.say("Grace");
      await client.go("next");
    });
    expect(told).toMatchInlineSnapshot(`
      "> start
      bot: Welcome  bank.flow:5
      bot: A tip  help.flow:5
      stopped breakpoint ask session.name as text "Your name?"  bank.flow:7
      > next
      bot: Your name?  bank.flow:7
      (waits)
      user: Grace
      stopped step if session.name == "Ada"  bank.flow:8
      > next
      stopped step say "What now?"  bank.flow:11"
    `);
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
    expect(told).toMatchInlineSnapshot(`
      "> start
      bot: Welcome  bank.flow:5
      stopped breakpoint set temp.shown = 1  help.flow:4
      > stepOut
      bot: A tip  help.flow:5
      stopped step ask session.name as text "Your name?"  bank.flow:7
      > stepOut
      bot: Your name?  bank.flow:7
      (waits)
      user: Ada
      bot: Hi Ada  bank.flow:9
      bot: What now? [Again] [Bye]  bank.flow:11
      (waits)
      user: [Bye]
      stopped step say "Bye {session.name}"  bank.flow:18
      > stepOut
      bot: Bye Ada  bank.flow:18
      The conversation has ended.  bank.flow:19"
    `);
  });

  it("takes entering a state again for leaving it", async () => {
    const told = await trace(async (client) => {
      await client.start({ stopOnEntry: true });
      await client.settle();
      await client.go("stepOut");
      await client.say("Ada");
      await client.input({ type: "tap", text: "Again" });
    });
    expect(told).toMatchInlineSnapshot(`
      "> start
      stopped entry say "Welcome"  bank.flow:5
      > stepOut
      bot: Welcome  bank.flow:5
      bot: A tip  help.flow:5
      bot: Your name?  bank.flow:7
      (waits)
      user: Ada
      bot: Hi Ada  bank.flow:9
      bot: What now? [Again] [Bye]  bank.flow:11
      (waits)
      user: [Again]
      stopped step say "Welcome"  bank.flow:5"
    `);
  });
});

describe("stepping out of a state that calls", () => {
  const caller = `
    --- main.flow
    flow main
    state start {
      call side.first
      say "Still here"
      -> done
    }
    state done { say "Done" }
    --- side.flow
    flow side
    state first { say "First"  -> second }
    state second { say "Second"  -> return }
  `;

  it("takes no jump of the called flow for its own", async () => {
    const told = await trace(async (client) => {
      await client.start({ program: "/bot/main.flow", stopOnEntry: true });
      await client.settle();
      await client.go("stepOut");
    }, caller);
    expect(told).toMatchInlineSnapshot(`
      "> start
      stopped entry call side.first  main.flow:3
      > stepOut
      bot: First  side.flow:2
      bot: Second  side.flow:3
      bot: Still here  main.flow:4
      stopped step say "Done"  main.flow:7"
    `);
  });

  it("goes back to the caller from the last state of the called flow", async () => {
    const told = await trace(async (client) => {
      await client.start({ program: "/bot/main.flow" }, ["side.flow:2"]);
      await client.settle();
      await client.go("stepOut");
      await client.go("stepOut");
      await client.go("stepOut");
    }, caller);
    expect(told).toMatchInlineSnapshot(`
      "> start
      stopped breakpoint say "First"  side.flow:2
      > stepOut
      bot: First  side.flow:2
      stopped step say "Second"  side.flow:3
      > stepOut
      bot: Second  side.flow:3
      stopped step say "Still here"  main.flow:4
      > stepOut
      bot: Still here  main.flow:4
      stopped step say "Done"  main.flow:7"
    `);
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
    expect(told).toMatchInlineSnapshot(`
      "> start
      bot: Welcome  bank.flow:5
      bot: A tip  help.flow:5
      bot: Your name?  bank.flow:7
      (waits)
      > pause
      stopped pause ask session.name as text "Your name?"  bank.flow:7
      continued
      user: Ada
      bot: Hi Ada  bank.flow:9
      bot: What now? [Again] [Bye]  bank.flow:11
      (waits)
      > pause
      stopped pause say "What now?"  bank.flow:11
      > continue
      user: [Bye]
      bot: Bye Ada  bank.flow:18
      The conversation has ended.  bank.flow:19"
    `);
  });

  it("stops at each wait with `stopOnInput`, with the reason pause", async () => {
    const told = await trace(async (client) => {
      await client.start({ stopOnInput: true });
      await client.event("stopped");
      await client.input({ type: "text", text: "Ada" });
      await client.event("stopped");
      expect(await client.stack()).toEqual(['say "What now?"  bank.flow:11', "bank.start  bank.flow:4"]);
    });
    expect(told).toMatchInlineSnapshot(`
      "> start
      bot: Welcome  bank.flow:5
      bot: A tip  help.flow:5
      bot: Your name?  bank.flow:7
      (waits)
      continued
      user: Ada
      bot: Hi Ada  bank.flow:9
      bot: What now? [Again] [Bye]  bank.flow:11
      (waits)"
    `);
  });

  it("stops nowhere without debugging", async () => {
    const told = await trace(async (client) => {
      await client.start({ noDebug: true, stopOnEntry: true, stopOnInput: true }, ["bank.flow:6", "bank.flow:7"]);
      await client.settle();
      expect(await client.refusal("pause", { threadId: 1 })).toContain("without debugging");
      await client.say("Ada");
    });
    expect(told).toMatchInlineSnapshot(`
      "> start
      bot: Welcome  bank.flow:5
      bot: A tip  help.flow:5
      bot: Your name?  bank.flow:7
      (waits)
      user: Ada
      bot: Hi Ada  bank.flow:9
      bot: What now? [Again] [Bye]  bank.flow:11
      (waits)"
    `);
  });
});
