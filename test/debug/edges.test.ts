import { describe, expect, it } from "vitest";
import { debugFixture, projectFolder } from "../support/debugClient.ts";

const source = `
  --- main.flow
  flow main
  bot b { start main.start  failure main.broken }
  state start {
    set session.x = 1
  }
  state routes {
    on text "go" -> start
    on text "call" { call main.called  say "Back again" }
    on text "fail" { api GET "http://localhost/x" }
  }
  state called {
    ask session.name as text "Name?"
    -> return
  }
  state broken { say "Sorry" }
  state ending { say "Bye"  -> end }
`;

describe("a stop that has no step to stop before", () => {
  it("is where the conversation rests after a write", async () => {
    const { client } = debugFixture(source);
    await client.ask("initialize", {});
    await client.ask("setDataBreakpoints", { breakpoints: [{ dataId: "x" }] });
    await client.ask("launch", { program: projectFolder, now: 0 });
    await client.ask("configurationDone");
    await client.stop();
    expect(client.trace.at(-1)).toBe("stopped data breakpoint set session.x = 1  main.flow:4");
  });

  it("is where a state waits that has nothing but routes", async () => {
    const { client } = debugFixture(source);
    await client.ask("initialize", {});
    await client.ask("setFunctionBreakpoints", { breakpoints: [{ name: "rou*s" }] });
    await client.ask("launch", { program: projectFolder, start: "routes", now: 0 });
    await client.ask("configurationDone");
    await client.stop();
    expect(client.trace.at(-1)).toMatch(/^stopped function breakpoint/);
    expect(await client.scope("turn")).toContain("number = 0");
  });
});

describe("the debug console", () => {
  it("compares with two signs, writes with one, and knows neither a scope nor a call as something to write", async () => {
    const { client } = debugFixture(source);
    await client.start({ now: 0 });
    await client.settle();
    const repl = (expression: string): Promise<string> => client.evaluate(expression, { context: "repl" });
    expect(await repl("session.x == 1")).toBe("true");
    expect(await repl("set x = 5")).toBe("5");
    expect(await repl("session.set = 6")).toBe("6");
    expect(await repl("session.list[0] = 7")).toBe("7");
    expect(await repl('session["odd key"] = { a: 1 }')).toBe('{"a":1}');
    for (const text of [
      "session = 1",
      "secret.A = 1",
      "conversation.id = 1",
      "user.id = 1",
      "length(x) = 1",
      "session.__proto__ = 1",
    ])
      expect(await client.refusal("evaluate", { expression: text, context: "repl" })).toMatch(/\S/);
    expect(await repl("x")).toBe("5");
  });
});

describe("a run without debugging", () => {
  it("stops nowhere, and yet goes back to a turn and takes answers", async () => {
    const { client } = debugFixture(source, { backend: () => ({ status: 500 }) });
    await client.start({ now: 0, noDebug: true, stopOnEntry: true, start: "routes" }, ["main.flow:4"]);
    await client.settle();
    await client.say("go");
    await client.ask("flow/rewind", { turn: 0 });
    await client.say("call");
    await client.ask("evaluate", { expression: "/go main.routes", context: "repl" });
    await client.settle();
    await client.say("fail");
    expect(client.trace.filter((line) => line.startsWith("stopped"))).toEqual([]);
    expect(client.trace).toContain("bot: Sorry  main.flow:15");
  });
});

describe("going back", () => {
  it("leads out of a call, over the end of a conversation, and out of the failure state", async () => {
    const { client } = debugFixture(source, { backend: () => ({ status: 500 }) });
    await client.start({ now: 0, start: "routes" });
    await client.settle();
    await client.say("fail");
    expect(client.trace).toContain("bot: Sorry  main.flow:15");
    await client.ask("pause");
    await client.stop();
    await client.go("stepBack");
    expect(client.trace.at(-1)).toBe('stopped step say "Sorry"  main.flow:15');
    await client.go("stepBack");
    expect(client.trace.at(-1)).toBe('stopped step api GET "http://localhost/x"  main.flow:9');
    await client.go("continue");
    await client.ask("evaluate", { expression: "/go ending", context: "repl" });
    await client.runEvent("end");
    await client.ask("pause");
    await client.stop();
    await client.go("stepBack");
    expect(client.trace.at(-1)).toBe("stopped step -> end  main.flow:16");
    await client.go("restartFrame", { frameId: (await client.frames())[0]?.id });
    expect(client.trace.at(-1)).toBe('stopped restart say "Bye"  main.flow:16');
  });

  it("tells that the failure leads to the bot's own state for it", async () => {
    const { client } = debugFixture(source, { backend: () => ({ status: 500, body: "x".repeat(2_000) }) });
    await client.start({ now: 0, start: "routes" });
    await client.settle();
    await client.ask("setExceptionBreakpoints", { filters: ["unhandledApiFailure", "apiFailure"] });
    await client.ask("flow/input", { type: "text", text: "fail" });
    await client.stop();
    const { description } = await client.ask<{ description: string }>("exceptionInfo", { threadId: 1 });
    expect(description).toContain("It goes on in `main.broken`, the bot's `failure` state.");
    expect(description.length).toBeLessThan(1_000);
    expect(await client.evaluate("temp.response.status")).toBe("500");
    // The answer is saved for whoever looks, but nothing is made of it yet.
    await client.go("stepBack");
    expect(await client.evaluate("temp.response")).toBe("null");
  });
});
