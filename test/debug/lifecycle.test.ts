import { describe, expect, it } from "vitest";
import { requests } from "../../server/src/debug/requests.ts";
import { type DebugClient, debugFixture, projectFolder } from "../support/debugClient.ts";

const hello = `
  flow hello
  state start {
    ask session.name as text "Your name?"
    set user.visits = (user.visits ?? 0) + 1
    say "Hi {session.name}, visit {user.visits}" {
      reply "End" -> end
    }
  }
  state other {
    say "The other one"
  }
  state calling {
    api GET "http://localhost/none" { on failure -> other }
  }
  test "ada" {
    user "Ada"
    bot "Nobody says this."
  }
`;

describe("launch", () => {
  const launched = async (args: object, source = hello): Promise<string> => {
    const { client } = debugFixture(source);
    await client.ask("initialize", { adapterID: "flow" });
    return client.refusal("launch", args);
  };

  it.each([
    [{}, "`program`"],
    [{ program: 5 }, "`program`"],
    [{ program: `${projectFolder}/missing.flow` }, "missing.flow does not exist"],
    [{ program: "/nowhere" }, "nowhere does not exist"],
    [{ program: projectFolder, start: "hello.oops" }, "There is no state `hello.oops`"],
    [{ program: projectFolder, preset: "oops" }, "There is no preset `oops`."],
    [{ program: projectFolder, mocks: ["oops"] }, "There is no mock `oops`."],
    [{ program: projectFolder, mocks: "some" }, "`mocks`"],
    [{ program: projectFolder, live: "yes" }, "`live`"],
    [{ program: projectFolder, now: "tomorrow" }, "`now` is not a time"],
    [{ program: projectFolder, seed: "x" }, "`seed`"],
    [{ program: projectFolder, test: { file: "a.test.flow", name: "x" } }, "a.test.flow does not exist"],
    [{ program: projectFolder, test: { file: "a.test.flow" } }, "`test.name`"],
  ])("%j is refused with the reason", async (args, reason) => {
    expect(await launched(args)).toContain(reason);
  });

  it("says where a program is wrong", async () => {
    expect(await launched({ program: projectFolder }, "state start { -> nowhere }")).toMatch(
      /^main\.flow:1:18: .*`nowhere`/,
    );
    expect(await launched({ program: projectFolder }, "state start {")).toMatch(/^main\.flow:1:\d+: /);
  });

  it("is refused with the place of the first mistake where the client can show it, and else with a message", async () => {
    for (const canAsk of [true, false]) {
      const { client } = debugFixture("state start { -> nowhere }\nstate b { -> gone }", { canAsk });
      await client.ask("initialize", { adapterID: "flow" });
      const { body } = await client.request("launch", { program: projectFolder });
      expect(body).toMatchObject({ error: { showUser: !canAsk } });
      const told = client.events.filter(({ event }) => event === "flow/refused").map((event): unknown => event.body);
      const range = { start: { line: 0, character: 17 }, end: { line: 0, character: 24 } };
      const place = { folder: projectFolder, file: "main.flow", range };
      expect(told).toEqual(canAsk ? [{ message: expect.stringMatching(/nowhere.*\n.*gone/), place }] : []);
    }
  });

  it("names a mistake of the grammar before the names that are missing because of it", async () => {
    const { client } = debugFixture(`
      --- a.flow
      state start { -> b.next }
      --- b.flow
      state { say "Next" }
    `);
    await client.ask("initialize", { adapterID: "flow" });
    const message = await client.refusal("launch", { program: projectFolder });
    expect(message.split("\n").map((line) => line.split(":")[0])).toEqual(["b.flow", "a.flow"]);
  });

  it("can be tried again after it was refused", async () => {
    const { client } = debugFixture(hello);
    await client.ask("initialize", { adapterID: "flow" });
    await client.refusal("launch", { program: "/nowhere" });
    await client.ask("launch", { program: projectFolder });
    expect(await client.refusal("launch", { program: projectFolder })).toContain("already");
    await client.ask("configurationDone");
    expect((await client.settle()).body).toMatchObject({ type: "wait" });
  });

  it("tells which project runs, before anything happens in it", async () => {
    const { client } = debugFixture(hello);
    await client.start();
    await client.settle();
    const names = client.events.map((event) => event.event);
    expect(client.events.find((event) => event.event === "flow/project")?.body).toEqual({
      folder: projectFolder,
      bot: null,
      languages: [],
      presets: [],
    });
    expect(names.indexOf("flow/project")).toBeLessThan(names.indexOf("flow/event"));
  });

  it("holds the first turn until the breakpoints are there, whichever comes first", async () => {
    const { client } = debugFixture(hello);
    await client.ask("initialize", { adapterID: "flow" });
    await client.ask("configurationDone");
    expect(client.runEvents("start")).toEqual([]);
    await client.ask("launch", { program: projectFolder });
    expect((await client.settle()).body).toMatchObject({ type: "wait" });
  });

  const project = `
    --- bot.flow
    bot demo { start main.start }
    preset rich { session.money = 100 }
    --- main.flow
    state start { say "Main {session.money ?? 0}" }
    --- side.flow
    state first { say "First" }
    state start { say "Side" }
    state third { say "Third" }
  `;
  const lone = `
    state first { say "First" }
    state second { say "Second" }
  `;

  it.each([
    ["a folder with a bot, at its start", project, {}, "bot: Main 0"],
    ["a file of a bot, at the bot's start", project, { program: `${projectFolder}/side.flow` }, "bot: Main 0"],
    ["a state by its full name", project, { start: "side.third" }, "bot: Third"],
    ["a state of the file", project, { program: `${projectFolder}/side.flow`, start: "third" }, "bot: Third"],
    ["a preset", project, { preset: "rich" }, "bot: Main 100"],
    ["presets", project, { preset: ["rich"] }, "bot: Main 100"],
    ["a lone file, at its first state", lone, { program: `${projectFolder}/main.flow` }, "bot: First"],
  ])("starts %s", async (_, source, launch, said) => {
    const { client } = debugFixture(source);
    await client.start(launch);
    await client.settle();
    expect(client.trace.find((line) => line.startsWith("bot: "))?.split("  ")[0]).toBe(said);
  });
});

describe("a conversation", () => {
  it("is told as run events, one `flow/event` each", async () => {
    const { client } = debugFixture(hello);
    await client.start({ user: "ada", language: "nl", now: "2026-03-01T12:00:00Z" });
    await client.settle();
    await client.say("Ada");
    expect([...new Set(client.runEventTypes())]).toEqual(
      expect.arrayContaining(["start", "state", "step", "message", "wait", "input", "memory"]),
    );
    expect(client.runEvents("start")).toMatchObject([{ user: "ada", language: "nl", at: Date.UTC(2026, 2, 1, 12) }]);
  });

  it("begins again after its end with the next input", async () => {
    const { client } = debugFixture(hello);
    await client.start();
    await client.settle();
    await client.say("Ada");
    await client.say("End");
    await client.say("again");
    expect(client.runEvents("start")).toHaveLength(2);
  });

  it("restarts for the panel with what is known of the user", async () => {
    const { client } = debugFixture(hello);
    await client.start();
    await client.settle();
    await client.say("Ada");
    await client.ask("flow/restart");
    expect(await client.runEvent("end")).toMatchObject({ reason: "restart" });
    await client.settle();
    await client.say("Ada");
    expect(client.trace.filter((line) => line.includes("visit"))).toEqual([
      expect.stringContaining("visit 1"),
      expect.stringContaining("visit 2"),
    ]);
  });

  it("restarts for the debugger with the program as it is now, and a new user", async () => {
    const { client, write } = debugFixture(hello);
    await client.start({}, ["main.flow:4"]);
    await client.settle();
    await client.say("Ada");
    write(`${projectFolder}/main.flow`, 'state start {\n  say "Changed"\n}\n');
    await client.ask("restart");
    expect((await client.event("breakpoint")).body).toMatchObject({ breakpoint: { verified: false } });
    await client.settle();
    expect(client.trace.at(-2)).toContain("bot: Changed");
  });

  it("restarts as it was where the changed program cannot run", async () => {
    const { client, write } = debugFixture(hello);
    await client.start();
    await client.settle();
    write(`${projectFolder}/main.flow`, "state start { -> nowhere }");
    await client.ask("restart", {});
    await client.settle();
    expect(client.trace.join("\n")).toContain("main.flow:1:18: ");
    expect(client.trace.filter((line) => line.includes("Your name?"))).toHaveLength(2);
  });

  it("restarts before configurationDone without beginning: breakpoints are still to come", async () => {
    const { client, write } = debugFixture(hello);
    await client.ask("initialize", {});
    await client.ask("launch", { program: projectFolder });
    write(`${projectFolder}/main.flow`, 'state start {\n  say "Changed"\n}\n');
    await client.ask("restart", {});
    expect(await client.setBreakpoints(["main.flow:2"])).toEqual(["main.flow:2"]);
    await client.ask("configurationDone");
    await client.event("stopped");
    expect(client.runEvents("start")).toHaveLength(1);
    expect(client.events.filter(({ event }) => event === "thread")).toHaveLength(1);
  });

  it("restarts while it is stopped", async () => {
    const { client } = debugFixture(hello);
    await client.start({}, ["main.flow:3"]);
    await client.event("stopped");
    await client.ask("flow/restart");
    await client.event("continued");
    await client.event("stopped");
    expect(await client.stack()).toHaveLength(2);
  });

  it("keeps its thread when the debugger restarts it, so that the editor sees it run", async () => {
    const { client } = debugFixture(hello);
    await client.start({}, ["main.flow:5"]);
    await client.settle();
    await client.say("Ada");
    await client.ask("restart", {});
    await client.settle();
    const told = client.events
      .map(({ event }) => event)
      .filter((name) => ["thread", "stopped", "continued"].includes(name));
    expect(told).toEqual(["thread", "stopped", "continued"]);
  });

  it("takes inputs in order, also while it is stopped in a turn", async () => {
    const { client } = debugFixture(hello);
    await client.start({}, ["main.flow:5"]);
    await client.settle();
    await client.say("Ada");
    await client.ask("flow/input", { type: "text", text: "one" });
    await client.ask("flow/input", { type: "text", text: "End" });
    await client.ask("continue", { threadId: 1 });
    expect(await client.runEvent("end")).toMatchObject({ reason: "end" });
    expect(client.runEvents("input").map(({ input }) => input)).toMatchObject([
      { text: "Ada" },
      { text: "one" },
      { text: "End" },
    ]);
  });

  it.each([
    [undefined, "`type`"],
    [{}, "`type`"],
    [{ type: "shout", text: "x" }, "`type`"],
    [{ type: "text" }, "`text`"],
    [{ type: "text", text: 5 }, "`text`"],
    [{ type: "silence", ms: -1 }, "`ms`"],
    [{ type: "attachment", data: {} }, "`data.type`"],
  ])("refuses the input %j", async (input, reason) => {
    const { client } = debugFixture(hello);
    await client.start();
    await client.settle();
    expect(await client.refusal("flow/input", input)).toContain(reason);
  });
});

describe("the end", () => {
  it("comes with terminate; the adapter answers until disconnect", async () => {
    const { client, hasExited } = debugFixture(hello);
    await client.start({}, ["main.flow:3"]);
    await client.event("stopped");
    await client.ask("terminate");
    expect(await client.runEvent("end")).toMatchObject({ reason: "stopped" });
    await client.event("terminated");
    expect(await client.refusal("stackTrace", { threadId: 1 })).toContain("ended");
    expect(await client.refusal("flow/input", { type: "text", text: "x" })).toContain("ended");
    expect(await client.refusal("restart")).toContain("ended");
    expect(await client.ask("threads")).toEqual({ threads: [] });
    expect(await client.evaluate("1 + 1")).toBe("2");
    expect(hasExited()).toBe(false);
    await client.ask("disconnect");
    expect(hasExited()).toBe(true);
  });

  it("is told once, however often it is asked for", async () => {
    const { client } = debugFixture(hello);
    await client.start();
    await client.settle();
    await client.ask("terminate");
    await client.ask("terminate");
    await client.ask("threads");
    expect(client.events.filter(({ event }) => event === "terminated")).toHaveLength(1);
  });

  it("is final: no conversation begins after terminate, not even the first one", async () => {
    const { client } = debugFixture(hello);
    await client.ask("initialize", {});
    await client.ask("terminate");
    expect(await client.refusal("launch", { program: projectFolder })).toContain("start another one");
    await client.ask("configurationDone");
    expect(client.runEventTypes()).toEqual([]);
  });

  it("comes with disconnect at any time", async () => {
    for (const prepare of phases.map(({ enter }) => enter)) {
      const { client, hasExited } = debugFixture(hello);
      await prepare(client);
      await client.ask("disconnect");
      expect(hasExited()).toBe(true);
    }
  });

  it("leaves nothing behind that still speaks", async () => {
    const { client } = debugFixture(hello);
    await client.start();
    await client.settle();
    await client.ask("flow/input", { type: "text", text: "Ada" });
    await client.ask("terminate");
    const told = client.events.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(client.events.slice(told).map((event) => event.event)).toEqual([]);
  });
});

const played = { file: `${projectFolder}/main.flow`, name: "ada" };

/** The moments of a session in which any request may come. */
const phases: readonly { readonly name: string; readonly enter: (client: DebugClient) => Promise<void> }[] = [
  { name: "before anything", enter: async () => {} },
  { name: "after initialize", enter: async (client) => void (await client.ask("initialize", {})) },
  {
    name: "after a failed launch",
    enter: async (client) => {
      await client.ask("initialize", {});
      await client.refusal("launch", {});
    },
  },
  {
    name: "before configurationDone",
    enter: async (client) => {
      await client.ask("initialize", {});
      await client.ask("launch", { program: projectFolder });
    },
  },
  {
    name: "while it waits",
    enter: async (client) => {
      await client.start();
      await client.settle();
    },
  },
  {
    name: "while it is stopped",
    enter: async (client) => {
      await client.start({ stopOnEntry: true });
      await client.settle();
    },
  },
  {
    name: "while it is stopped after going back",
    enter: async (client) => {
      await client.start({ stopOnEntry: true, stopOnInput: true });
      await client.event("stopped");
      await client.ask("next");
      await client.event("stopped");
      await client.ask("reverseContinue");
      await client.settle();
    },
  },
  {
    name: "while it is held before an answer",
    enter: async (client) => {
      await client.ask("initialize", {});
      await client.ask("setExceptionBreakpoints", { filters: ["apiFailure"] });
      await client.ask("launch", { program: projectFolder, start: "calling" });
      await client.ask("configurationDone");
      await client.event("stopped");
    },
  },
  {
    name: "before a step of a test",
    enter: async (client) => {
      await client.start({ test: played, stopOnInput: true });
      await client.event("stopped");
    },
  },
  {
    name: "where a test failed",
    enter: async (client) => {
      await client.start({ test: played });
      await client.event("stopped");
    },
  },
  {
    name: "after a test",
    enter: async (client) => {
      await client.start({ test: played, noDebug: true });
      await client.event("terminated");
    },
  },
  {
    name: "after terminate",
    enter: async (client) => {
      await client.start();
      await client.settle();
      await client.ask("terminate");
    },
  },
];

const strange: readonly unknown[] = [
  undefined,
  null,
  {},
  [],
  5,
  "text",
  { threadId: "x" },
  { source: 5, breakpoints: "x" },
  // What fits, at the wrong moment or about what is not there.
  {
    threadId: 9,
    frameId: 99,
    variablesReference: 99,
    locationReference: 99,
    targetId: 99,
    turn: 99,
    id: "request-99",
    name: "nobody",
    value: "1 +",
    expression: "/go nowhere",
    context: "repl",
    text: "/tap ",
    line: 1_000,
    column: -5,
    source: { path: `${projectFolder}/missing.flow` },
    breakpoints: [{ line: -1, name: "", dataId: "" }],
    filters: ["nobody"],
    progressId: "nobody",
    step: { file: "missing.flow", line: 1 },
    answer: null,
  },
];

describe("every request is answered", () => {
  /** Requests of the protocol that the adapter does not claim, and some that nobody knows. */
  const unknown = [
    "attach",
    "source",
    "modules",
    "readMemory",
    "writeMemory",
    "disassemble",
    "setInstructionBreakpoints",
    "terminateThreads",
    "runInTerminal",
    "oops",
    "",
    "__proto__",
  ];

  it.each(phases)("$name", async ({ enter }) => {
    for (const command of [...requests.keys(), ...unknown]) {
      const { client } = debugFixture(hello);
      await enter(client);
      for (const args of strange) {
        const response = await client.request(command, args);
        expect(response.command).toBe(command);
        if (!response.success) expect(response.message).toMatch(/\S/);
        if (unknown.includes(command)) expect(response.success).toBe(false);
      }
    }
  });

  it("and the session outlives messages that are none", async () => {
    const { client } = debugFixture(hello);
    for (const junk of [
      "{",
      "null",
      "5",
      "[]",
      "{}",
      '{"type":"request"}',
      '{"type":"request","command":5,"seq":"x"}',
    ]) {
      client.write(junk);
    }
    await client.ask("initialize", {});
  });
});
