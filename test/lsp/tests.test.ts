import { describe, expect, test } from "vitest";
import type { CodeLens } from "vscode-languageserver";
import type { TestsParams } from "../../server/src/lsp/protocol.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { eventually, type MockClient, startMockClient } from "../support/mockClient.ts";

const flow = `bot shop { start shop.start }
state start { say "Hi" { reply "Go" -> next } }
state next { -> end }
`;
const tests = `test "a" {
  bot "Hi"
}

test "b" in en each [1, 2] { bot "Hi" }
`;
const files = { "/bot/shop.flow": flow, "/bot/shop.test.flow": tests };

/** A client that runs tests, once it was told which there are. */
async function start(more: Readonly<Record<string, string>> = {}): Promise<MockClient> {
  const client = await startMockClient({
    files: { ...files, ...more },
    initialize: { initializationOptions: { commands: ["flowstate.runTest", "flowstate.showWaysIn"] } },
  });
  await eventually(() => client.tests.length > 0);
  return client;
}

function names(params: TestsParams | undefined): readonly string[] {
  return (params?.files ?? []).map(({ uri, tests: own }) => `${uri.split("/").at(-1)}: ${own.map((t) => t.name)}`);
}

describe("the tests are told", () => {
  test("all at first, with their projects, flows, tags and places", async () => {
    const client = await start();
    expect(client.tests[0]).toMatchObject({
      isFirst: true,
      files: [
        {
          uri: memoryUri("/bot/shop.test.flow"),
          project: memoryUri("/bot"),
          projectName: "shop",
          flow: "shop.test",
          isShared: false,
          tests: [
            { name: "a", range: { start: { line: 0 }, end: { line: 2 } }, body: { line: 1, character: 2 }, tags: [] },
            { name: "b", tags: ["en", "table"], cases: [{ name: "b [1]" }, { name: "b [2]" }] },
          ],
        },
      ],
    });
  });

  test("then those of the files where they are other ones, also where they are gone", async () => {
    const client = await start({ "/bot/more.test.flow": 'test "c" { }\n' });
    expect(names(client.tests[0])).toEqual(["more.test.flow: c", "shop.test.flow: a,b"]);
    await client.open("/bot/shop.test.flow", tests);
    await client.edit("/bot/shop.test.flow", '"a"', '"first"');
    await eventually(() => client.tests.length > 1);
    expect(client.tests[1]?.isFirst).toBe(false);
    expect(names(client.tests[1])).toEqual(["shop.test.flow: first,b"]);
    await client.edit("/bot/shop.test.flow", 'test "b" in en each [1, 2] { bot "Hi" }\n', "");
    await eventually(() => client.tests.length > 2);
    await client.edit("/bot/shop.test.flow", 'test "first" {\n  bot "Hi"\n}\n', "");
    await eventually(() => client.tests.length > 3);
    expect(names(client.tests[3])).toEqual(["shop.test.flow: "]);
  });

  test("an edit that moves no test and names none tells nothing", async () => {
    const client = await start();
    await client.open("/bot/shop.flow", flow);
    await client.edit("/bot/shop.flow", '"Go"', '"Come"');
    await eventually(() => client.refreshed.semanticTokens > 0);
    expect(client.tests).toHaveLength(1);
  });

  test("not to a client that runs none", async () => {
    const client = await startMockClient({ files });
    await client.open("/bot/shop.test.flow", tests);
    await client.edit("/bot/shop.test.flow", '"a"', '"first"');
    await eventually(() => client.refreshed.semanticTokens > 0);
    expect(client.tests).toEqual([]);
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", {
      textDocument: { uri: memoryUri("/bot/shop.test.flow") },
    });
    expect(lenses).toEqual([]);
  });
});

describe("lenses", () => {
  const inFile = (path: string) => ({ textDocument: { uri: memoryUri(path) } });
  const coverage = {
    folder: memoryUri("/bot"),
    states: [
      {
        state: "shop.start",
        steps: { reached: 1, all: 2 },
        branches: { reached: 1, all: 1 },
        tests: [
          { uri: memoryUri("/bot/shop.test.flow"), name: "a" },
          { uri: memoryUri("/bot/shop.test.flow"), name: "gone" },
        ],
      },
      { state: "shop.next", steps: { reached: 0, all: 1 }, branches: { reached: 0, all: 0 }, tests: [] },
      { state: "shop.never", steps: {}, branches: null, tests: [5] },
      "nothing",
    ],
  };

  async function titles(client: MockClient): Promise<readonly (CodeLens["command"] | undefined)[]> {
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", inFile("/bot/shop.flow"));
    const resolved = lenses.map((lens) => client.request<CodeLens>("codeLens/resolve", lens));
    return (await Promise.all(resolved)).map(({ command }) => command);
  }

  test("run and debug each test", async () => {
    const client = await start();
    const lenses = await client.request<CodeLens[]>("textDocument/codeLens", inFile("/bot/shop.test.flow"));
    const argument = { uri: memoryUri("/bot/shop.test.flow"), name: "a" };
    expect(lenses).toHaveLength(4);
    expect(lenses.slice(0, 2)).toMatchObject([
      { range: { start: { line: 0 } }, command: { title: "Run test", arguments: [argument] } },
      { command: { title: "Debug test", command: "flowstate.debugTest", arguments: [argument] } },
    ]);
  });

  test("say what the last run reached of a state, as long as the state is as it was", async () => {
    const client = await start();
    await client.open("/bot/shop.flow", flow);
    expect((await titles(client)).map((each) => each?.title)).toEqual(["1 way in", "1 way in"]);
    await client.notify("flow/testCoverage", coverage);
    await eventually(() => client.refreshed.codeLens > 0);
    const told = await titles(client);
    expect(told.map((each) => each?.title)).toEqual([
      "1 way in",
      "2 tests: 1 of 2 steps, its branch",
      "1 way in",
      "No test comes here",
    ]);
    // It leads to the tests that are still there.
    expect(told[1]).toMatchObject({
      command: "flowstate.showWaysIn",
      arguments: [
        { locations: [{ uri: memoryUri("/bot/shop.test.flow"), range: { start: { line: 0, character: 5 } } }] },
      ],
    });
    await client.edit("/bot/shop.flow", '"Hi"', '"Hello"');
    expect((await titles(client)).map((each) => each?.title)).toEqual(["1 way in", "1 way in", "No test comes here"]);
  });

  test.each([
    null,
    {},
    { folder: 5, states: [] },
    { folder: memoryUri("/elsewhere"), states: [] },
    { folder: memoryUri("/bot"), states: 1 },
  ])("nothing comes of %j", async (params) => {
    const client = await start();
    await client.open("/bot/shop.flow", flow);
    await client.notify("flow/testCoverage", params);
    expect(await titles(client)).toHaveLength(2);
  });
});
