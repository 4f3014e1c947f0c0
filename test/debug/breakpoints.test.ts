import { describe, expect, it } from "vitest";
import { debugFixture, projectFolder } from "../support/debugClient.ts";

const counter = `
  flow counter
  var session.count: number = 0

  on text "status" {
    say "It is {session.count}"
  }

  state start {
    set session.count = session.count + 1
    say "Count {session.count}" {
      reply "More" -> start
      reply "Stop" {
        say "Stopping"
        -> done
      }
    }
  }

  state done {
    say "Done"
  }
`;

describe("a breakpoint", () => {
  it("is told where it stands, or why it does not", async () => {
    const { client } = debugFixture(counter);
    await client.ask("initialize", { adapterID: "flow" });
    const requested = ["main.flow:1", "main.flow:7", "main.flow:9", "main.flow:12", "main.flow:18", "other.flow:1"];
    const drawn = ["Nothing runs here.", "main.flow:8", "main.flow:9", "main.flow:12", "main.flow:19"];
    const unknown = "This file is no part of the conversation, or it cannot run.";
    expect(await client.setBreakpoints(requested)).toEqual([...drawn, unknown]);
    await client.ask("launch", { program: projectFolder });
    expect(await client.setBreakpoints(requested)).toEqual([...drawn, unknown]);
  });

  it.each([
    ["a state", "main.flow:8", "set session.count = session.count + 1  main.flow:9"],
    ["a step", "main.flow:10", 'say "Count {session.count}"  main.flow:10'],
  ])("stops on %s", async (_, at, top) => {
    const { client } = debugFixture(counter);
    await client.start({}, [at]);
    const stop = await client.event("stopped");
    expect(stop.body).toMatchObject({
      reason: "breakpoint",
      threadId: 1,
      allThreadsStopped: true,
      hitBreakpointIds: [1],
    });
    expect((await client.stack())[0]).toBe(top);
  });

  it.each([
    ["a reply", "main.flow:11", "More", "-> start  main.flow:11"],
    ["a reply with a block", "main.flow:12", "Stop", 'say "Stopping"  main.flow:13'],
    ["a route", "main.flow:4", "status", 'say "It is {session.count}"  main.flow:5'],
  ])("stops on %s", async (_, at, said, top) => {
    const { client } = debugFixture(counter);
    await client.start({}, [at]);
    await client.settle();
    await client.say(said);
    expect((await client.stack())[0]).toBe(top);
  });

  it("stops only where its condition holds, and counts only those hits", async () => {
    const { client } = debugFixture(counter);
    await client.start({}, [
      { at: "main.flow:10", condition: "session.count >= 2", hitCondition: "2", logMessage: "second: {session.count}" },
      { at: "main.flow:9", condition: "session.count == 1" },
    ]);
    await client.settle();
    await client.say("More");
    await client.go("continue");
    await client.say("More");
    await client.say("More");
    expect(client.trace.join("\n")).toMatchInlineSnapshot(`
      "> start
      bot: Count 1 [More] [Stop]  main.flow:10
      (waits)
      user: More
      stopped breakpoint set session.count = session.count + 1  main.flow:9
      > continue
      bot: Count 2 [More] [Stop]  main.flow:10
      (waits)
      user: More
      second: 3  main.flow:10
      bot: Count 3 [More] [Stop]  main.flow:10
      (waits)
      user: More
      bot: Count 4 [More] [Stop]  main.flow:10
      (waits)"
    `);
  });

  it("prints and does not stop with a log message", async () => {
    const { client } = debugFixture(counter);
    await client.start({}, [{ at: "main.flow:10", logMessage: "at {session.count}, \\{{session.nothing}\\}" }]);
    await client.settle();
    expect(client.trace).toContain("at 1, {null}  main.flow:10");
    expect(client.trace.filter((line) => line.startsWith("stopped"))).toEqual([]);
  });

  it.each([
    [{ condition: "1 +" }, /^The condition cannot be read: /],
    [{ hitCondition: "often" }, /^A hit count is a number/],
    [{ logMessage: "{oops" }, /^The log message cannot be read: /],
  ])("is refused with %o", async (broken, reason) => {
    const { client } = debugFixture(counter);
    await client.start({}, []);
    expect(await client.setBreakpoints([{ at: "main.flow:10", ...broken }])).toEqual([expect.stringMatching(reason)]);
    await client.settle();
    expect(client.trace.filter((line) => line.startsWith("stopped"))).toEqual([]);
  });

  it("keeps its id and its hits when another one is set beside it", async () => {
    const { client } = debugFixture(counter);
    const third = { at: "main.flow:10", hitCondition: "3" };
    await client.start({}, [third]);
    await client.settle();
    await client.say("More");
    await client.setBreakpoints(["main.flow:19", third]);
    await client.say("More");
    expect(client.events.findLast((event) => event.event === "stopped")?.body).toMatchObject({ hitBreakpointIds: [1] });
  });

  it("is gone when the file's list comes without it", async () => {
    const { client } = debugFixture(counter);
    await client.start({}, ["main.flow:9"]);
    await client.settle();
    await client.ask("setBreakpoints", { source: { path: `${projectFolder}/main.flow` } });
    await client.go("continue");
    await client.say("More");
    expect(client.trace.filter((line) => line.startsWith("stopped"))).toHaveLength(1);
  });

  it("moves to what the program says when it is launched", async () => {
    const { client, write } = debugFixture(counter);
    await client.ask("initialize", { adapterID: "flow" });
    await client.setBreakpoints(["main.flow:9"]);
    write(`${projectFolder}/main.flow`, 'flow counter\nstate start {\n  say "Short"\n}\n');
    await client.ask("launch", { program: projectFolder });
    const changed = await client.event("breakpoint");
    expect(changed.body).toMatchObject({ reason: "changed", breakpoint: { id: 1, verified: false } });
  });

  it("can stand where breakpointLocations says", async () => {
    const { client } = debugFixture(counter);
    await client.start();
    const source = { path: `${projectFolder}/main.flow` };
    const body = await client.ask("breakpointLocations", { source, line: 8, endLine: 12 });
    expect(body).toEqual({
      breakpoints: [
        { line: 8, column: 7 },
        { line: 9, column: 3 },
        { line: 10, column: 3 },
        { line: 11, column: 5 },
        { line: 11, column: 18 },
        { line: 12, column: 5 },
      ],
    });
    expect(await client.ask("breakpointLocations", { source, line: 11, column: 6 })).toEqual({
      breakpoints: [{ line: 11, column: 18 }],
    });
  });

  it("speaks the client's way of counting and of naming files", async () => {
    const { client } = debugFixture(counter);
    await client.ask("initialize", { linesStartAt1: false, columnsStartAt1: false, pathFormat: "uri" });
    const path = `file://${projectFolder}/main.flow`;
    const body = await client.ask("setBreakpoints", { source: { path }, breakpoints: [{ line: 8 }] });
    expect(body).toMatchObject({ breakpoints: [{ verified: true, line: 8, column: 2, source: { path } }] });
  });

  it("complains once about a condition that has no value", async () => {
    const { client } = debugFixture(counter);
    await client.start({}, [{ at: "main.flow:10", condition: "session.count / 0 > 1" }]);
    await client.settle();
    await client.say("More");
    expect(client.trace.filter((line) => line.startsWith("The condition"))).toHaveLength(1);
  });
});
