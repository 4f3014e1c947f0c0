import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type DebugClient, debugFixture, projectFolder } from "../support/debugClient.ts";
import { runs } from "../support/runs.ts";
import { bank } from "./bankFixture.ts";

/** Tests of the bank; lines count from `mock paid`, which is line 1. */
const tests = `
--- bank.test.flow
mock paid POST "/pay" { body { ok: true } }
test "pays" {
  mock paid
  bot "Welcome"
  user "Ada"
  tap "Pay"
  bot "Paid"
  expect request POST "/pay" times 1
  expect state bank.menu
}
test "fails" at bank.menu {
  bot "What now, you?"
  tap "Balance"
  bot "You have 5"
}
test "wrong" at bank.menu each [{ said: "bye bye", answer: "Bye" }, { said: "x", answer: "Bye" }] {
  user row.said
  bot "{row.answer}"
}
`;

/** Waits for a stop or the end among the events after the first so many. */
async function stoppedOrOver(client: DebugClient, after: number): Promise<void> {
  await vi.waitFor(() => {
    const names = client.events.slice(after).map(({ event }) => event);
    expect(names.includes("stopped") || names.includes("terminated")).toBe(true);
  }, waiting);
}

async function overBy(client: DebugClient): Promise<void> {
  await vi.waitFor(() => expect(client.events.some(({ event }) => event === "terminated")).toBe(true), waiting);
}

const waiting = { interval: 1, timeout: 5_000 };

const file = `${projectFolder}/bank.test.flow`;

async function launched(name: string, launch: object = {}, breakpoints: readonly string[] = [], source = bank + tests) {
  const debug = debugFixture(source);
  await debug.client.start({ test: { file, name }, ...launch }, breakpoints);
  return debug;
}

/** Goes on and waits for the next stop: a test does not wait for a user. */
async function move(client: DebugClient, command: string): Promise<void> {
  client.trace.push(`> ${command}`);
  await client.ask(command, { threadId: 1 });
  await client.stop();
}

/** Waits for the end, and answers what the test came to. */
async function outcome(client: DebugClient): Promise<unknown> {
  const event = await client.event("flow/tested");
  await client.event("terminated");
  return event.body;
}

describe("a test under the debugger", () => {
  it("plays by itself, sends nothing, and tells how it ended", async () => {
    const { client, sent } = await launched("pays");
    expect(await outcome(client)).toEqual({ name: "pays", file, status: "passed", failure: null });
    expect(sent).toEqual([]);
    expect(client.trace.join("\n")).toMatchInlineSnapshot(`
      "> start
      bot: Welcome  bank.flow:6
      bot: A tip  help.flow:5
      bot: Your name?  bank.flow:8
      (waits)
      user: Ada
      bot: What now, Ada? [Balance] [Pay]  bank.flow:12
      (waits)
      user: [Pay]
      POST http://localhost/pay  bank.flow:20
      200 after 0 ms  bank.flow:20
      bot: Paid  bank.flow:24
      bot: What now, Ada? [Balance] [Pay]  bank.flow:12
      (waits)
      ✓ pays
      The conversation has ended.
      terminated"
    `);
  });

  it("stops at a breakpoint on a step of it, steps over it and into the flow, and back", async () => {
    const { client } = await launched("pays", {}, ["bank.test.flow:6"]);
    await client.stop();
    await move(client, "next");
    await move(client, "stepBack");
    await move(client, "stepIn");
    client.trace.push(...(await client.stack()));
    await move(client, "stepBack");
    await move(client, "stepBack");
    await move(client, "stepBack");
    await move(client, "reverseContinue");
    await move(client, "next");
    await move(client, "continue");
    await client.ask("continue", { threadId: 1 });
    expect(await outcome(client)).toMatchObject({ status: "passed" });
    expect(client.trace.join("\n")).toMatchInlineSnapshot(`
      "> start
      bot: Welcome  bank.flow:6
      bot: A tip  help.flow:5
      bot: Your name?  bank.flow:8
      (waits)
      user: Ada
      bot: What now, Ada? [Balance] [Pay]  bank.flow:12
      (waits)
      stopped breakpoint tap "Pay"  bank.test.flow:6
      > next
      user: [Pay]
      POST http://localhost/pay  bank.flow:20
      200 after 0 ms  bank.flow:20
      bot: Paid  bank.flow:24
      bot: What now, Ada? [Balance] [Pay]  bank.flow:12
      (waits)
      stopped step bot "Paid"  bank.test.flow:7
      > stepBack
      (goes back)
      stopped step tap "Pay"  bank.test.flow:6
      > stepIn
      user: [Pay]
      stopped step -> pay  bank.flow:14
      -> pay  bank.flow:14
      bank.menu  bank.flow:11
      tap "Pay"  bank.test.flow:6
      > stepBack
      (goes back)
      stopped step tap "Pay"  bank.test.flow:6
      > stepBack
      (goes back)
      stopped step user "Ada"  bank.test.flow:5
      > stepBack
      (goes back)
      stopped step bot "Welcome"  bank.test.flow:4
      > reverseContinue
      (goes back)
      stopped entry say "Welcome"  bank.flow:6
      > next
      bot: Welcome  bank.flow:6
      stopped step call help.tips  bank.flow:7
      > continue
      bot: A tip  help.flow:5
      bot: Your name?  bank.flow:8
      (waits)
      user: Ada
      bot: What now, Ada? [Balance] [Pay]  bank.flow:12
      (waits)
      stopped breakpoint tap "Pay"  bank.test.flow:6
      user: [Pay]
      POST http://localhost/pay  bank.flow:20
      200 after 0 ms  bank.flow:20
      bot: Paid  bank.flow:24
      bot: What now, Ada? [Balance] [Pay]  bank.flow:12
      (waits)
      ✓ pays
      The conversation has ended.
      terminated"
    `);
  });

  it("stops where a step does not hold, and says what was to be and what was", async () => {
    const { client } = await launched(
      "fails",
      {},
      ["bank.test.flow:13"],
      `${bank}${tests}`.replace(
        'tap "Balance"',
        'mock GET "/balance" { body { session: { namespace: "account", data: { amount: 70 } } } }\n  tap "Balance"',
      ),
    );
    await client.stop();
    await move(client, "next");
    await move(client, "continue");
    await client.tell("exceptionInfo", {}, (body) => JSON.stringify(body));
    await client.ask("continue", { threadId: 1 });
    expect(await outcome(client)).toMatchObject({
      status: "failed",
      failure: { expected: "You have 5", actual: "You have 70", place: { file: "bank.test.flow" } },
    });
    expect(client.trace.join("\n")).toMatchInlineSnapshot(`
      "> start
      bot: What now, you? [Balance] [Pay]  bank.flow:12
      (waits)
      stopped breakpoint mock GET "/balance" { body { session: { namespace: "account…  bank.test.flow:13
      > next
      stopped step tap "Balance"  bank.test.flow:14
      > continue
      user: [Balance]
      GET http://localhost/balance  bank.flow:27
      200 after 0 ms  bank.flow:27
      bot: You have 70  bank.flow:28
      bot: What now, you? [Balance] [Pay]  bank.flow:12
      (waits)
      stopped exception bot "You have 5"  bank.test.flow:15
        The bot said something else. Expected: You have 5 Actual: You have 70
      > exceptionInfo
        {"exceptionId":"The test failed","description":"The bot said something else.\\nExpected: You have 5\\nActual: You have 70","breakMode":"always","details":{"message":"The bot said something else.","typeName":"testFailed","fullTypeName":"testFailed"}}
      ✗ fails
        The bot said something else.
        expected You have 5
        actual   You have 70  bank.test.flow:15
      The conversation has ended.
      terminated"
    `);
  });

  it("stops where a request has no mock, with the mock to write", async () => {
    const { client } = await launched("fails");
    await client.stop();
    const info = await client.ask<{ description: string }>("exceptionInfo", { threadId: 1 });
    expect(info.description).toContain('mock GET "/balance" {');
    await client.ask("continue", { threadId: 1 });
    expect(await outcome(client)).toMatchObject({ failure: { mock: expect.stringContaining("mock GET") as string } });
  });

  it("goes on with what the author answers in place of the mock, and fails no more", async () => {
    const { client } = await launched("fails", {}, ["bank.flow:27"]);
    await client.stop();
    await client.ask("flow/answer", { body: { session: { namespace: "account", data: { amount: 5 } } } });
    await client.ask("continue", { threadId: 1 });
    expect(await outcome(client)).toMatchObject({ status: "passed" });
  });

  it("plays one row of several, the first without a number", async () => {
    const first = await launched("wrong");
    expect(await outcome(first.client)).toMatchObject({ name: "wrong [1]", status: "passed" });
    const second = await launched("wrong [2]", {
      noDebug: true,
      test: { file: "bank.test.flow", name: "wrong [2]" },
    });
    expect(await outcome(second.client)).toMatchObject({ name: "wrong [2]", status: "failed" });
    expect(second.client.events.some(({ event }) => event === "stopped")).toBe(false);
  });

  it("stops before the first step, at every turn of the user, and on a pause", async () => {
    const { client } = await launched("pays", { stopOnEntry: true, stopOnInput: true });
    await client.stop();
    await move(client, "continue");
    await move(client, "continue");
    await client.ask("continue", { threadId: 1 });
    expect(await outcome(client)).toMatchObject({ status: "passed" });
    expect(client.trace.filter((line) => line.startsWith("stopped"))).toMatchInlineSnapshot(`
      [
        "stopped entry say "Welcome"  bank.flow:6",
        "stopped pause user "Ada"  bank.test.flow:5",
        "stopped pause tap "Pay"  bank.test.flow:6",
      ]
    `);
  });

  it("goes back to the end of a turn and stands there; begins again on a restart", async () => {
    const { client } = await launched("pays", {}, ["bank.test.flow:9"]);
    await client.stop();
    await client.ask("flow/rewind", { turn: 1 });
    await client.stop();
    await client.ask("flow/restart");
    await client.stop();
    await move(client, "restart");
    await client.ask("continue", { threadId: 1 });
    expect(await outcome(client)).toMatchObject({ status: "passed" });
    expect(client.trace.filter((line) => line.startsWith("stopped"))).toMatchInlineSnapshot(`
      [
        "stopped breakpoint expect state bank.menu  bank.test.flow:9",
        "stopped pause tap "Pay"  bank.test.flow:6",
        "stopped breakpoint expect state bank.menu  bank.test.flow:9",
        "stopped breakpoint expect state bank.menu  bank.test.flow:9",
      ]
    `);
  });

  it("takes no word of anybody else", async () => {
    const { client } = await launched("pays", {}, ["bank.test.flow:6"]);
    await client.stop();
    for (const [command, args] of [
      ["flow/input", { type: "text", text: "x" }],
      ["evaluate", { expression: "/say x", context: "repl" }],
      ["evaluate", { expression: "/tap Pay", context: "repl" }],
    ] as const) {
      expect(await client.refusal(command, args)).toContain("The test speaks for the user");
    }
  });

  it("goes on with the test as it was saved meanwhile", async () => {
    const { client, write } = await launched("pays", {}, ["bank.test.flow:6"]);
    await client.stop();
    write(
      `${projectFolder}/bank.test.flow`,
      tests.replace("\n--- bank.test.flow\n", "").replace('bot "Paid"', 'bot "Played"'),
    );
    await client.ask("flow/reload");
    await client.ask("continue", { threadId: 1 });
    await client.stop();
    await client.ask("continue", { threadId: 1 });
    expect(await outcome(client)).toMatchObject({ failure: { expected: "Played" } });
  });

  it("comes to the same end however often somebody goes forward and back in it", async () => {
    const moves = fc.array(
      fc.constantFrom<readonly [string, object?]>(
        ["next"],
        ["stepIn"],
        ["stepOut"],
        ["continue"],
        ["stepBack"],
        ["reverseContinue"],
        ["restartFrame", { frameId: 1 }],
        ["flow/rewind", { turn: 0 }],
        ["flow/rewind", { turn: 1 }],
        ["setFunctionBreakpoints", { breakpoints: [{ name: "*" }] }],
        ["setFunctionBreakpoints", { breakpoints: [] }],
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(moves, async (walk) => {
        const { client } = await launched("pays", { stopOnEntry: true }, ["bank.test.flow:5", "bank.test.flow:9"]);
        await client.stop();
        for (const [command, args] of walk) {
          if (client.events.some(({ event }) => event === "flow/tested")) break;
          const { length } = client.events;
          const frames = await client.frames();
          const frameId = frames[0]?.id;
          const response = await client.request(command, {
            threadId: 1,
            ...args,
            ...(args && "frameId" in args && { frameId }),
          });
          if (response.success && !command.startsWith("set")) await stoppedOrOver(client, length);
        }
        await client.ask("setFunctionBreakpoints", { breakpoints: [] });
        await client.setBreakpoints([]);
        await client.ask("setBreakpoints", { source: { path: file }, breakpoints: [] });
        if (!client.events.some(({ event }) => event === "flow/tested")) await client.ask("continue", { threadId: 1 });
        await overBy(client);
        const told = client.events.find(({ event }) => event === "flow/tested");
        expect(told?.body).toEqual({ name: "pays", file, status: "passed", failure: null });
        expect(client.outputs("stderr")).toEqual([]);
      }),
      { numRuns: runs(300) },
    );
  });

  it("is refused where there is no such test, or it cannot begin", async () => {
    const { client } = debugFixture(`${bank}${tests}test "nowhere" at bank.lost { }\n`);
    await client.ask("initialize", {});
    expect(await client.refusal("launch", { test: { file, name: "none" } })).toBe(
      'There is no test "none" in bank.test.flow.',
    );
    expect(await client.refusal("launch", { test: { file, name: "nowhere" } })).toContain("cannot begin");
    expect(await client.refusal("launch", { test: { file: projectFolder, name: "pays" } })).toContain("in a folder");
    expect(await client.refusal("launch", { test: { file: "", name: "" } })).toContain("test.file");
    expect(await client.refusal("launch", {})).toContain("`program`");
  });
});
