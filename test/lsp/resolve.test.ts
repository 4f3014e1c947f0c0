import { expect, test } from "vitest";
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CodeLens,
  type CompletionList,
  type DocumentLink,
  MarkupKind,
  type WorkspaceSymbol,
} from "vscode-languageserver";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { type MockClient, startMockClient } from "../support/mockClient.ts";

const bank = `service bank { base "https://bank.example" }
state start {
  api bank POST "/pay"
  -> help.agent
}
state lonely { -> end }
`;
const help = 'on text "help" -> agent\nstate agent { -> end }\n';
const files = { "/bot/a.flow": bank, "/bot/help.flow": help };

async function start(workspace: object = {}): Promise<MockClient> {
  const editor = await startMockClient({ files, capabilities: { workspace, textDocument: { diagnostic: {} } } });
  await editor.open("/bot/a.flow", bank);
  await editor.open("/bot/help.flow", help);
  return editor;
}

const inFile = (path: string) => ({ textDocument: { uri: memoryUri(path) } });

test("a code lens counts the ways into its state when it is in sight, and leads to them", async () => {
  const editor = await start();
  const lenses = await editor.request<CodeLens[]>("textDocument/codeLens", inFile("/bot/help.flow"));
  expect(lenses.map(({ command }) => command?.title)).toEqual(["Run from here", undefined]);
  const [, ways] = lenses;
  expect(await editor.request("codeLens/resolve", ways)).toMatchObject({
    command: {
      title: "2 ways in",
      command: "flowstate.showWaysIn",
      arguments: [
        {
          uri: memoryUri("/bot/help.flow"),
          position: { line: 1, character: 6 },
          locations: [
            { uri: memoryUri("/bot/a.flow"), range: { start: { line: 3, character: 5 } } },
            { uri: memoryUri("/bot/help.flow"), range: { start: { line: 0, character: 18 } } },
          ],
        },
      ],
    },
  });
  await editor.edit("/bot/help.flow", "state agent", "state person");
  expect(await editor.request("codeLens/resolve", ways)).toMatchObject({ command: { title: "", command: "" } });
});

test("a client without commands of ours is offered no lens that nothing answers", async () => {
  const editor = await startMockClient({ files, initialize: { initializationOptions: {} } });
  await editor.open("/bot/help.flow", help);
  const lenses = await editor.request<CodeLens[]>("textDocument/codeLens", inFile("/bot/help.flow"));
  expect(lenses.map(({ command }) => command?.title)).toEqual([undefined]);
  const command = { title: "2 ways in", command: "" };
  expect(await editor.request("codeLens/resolve", lenses[0])).toMatchObject({ command });
});

test("a client that shows plain text gets it without marks", async () => {
  const plaintext = [MarkupKind.PlainText];
  const textDocument = {
    hover: { contentFormat: plaintext },
    completion: {
      completionItem: { documentationFormat: plaintext, resolveSupport: { properties: ["documentation", "detail"] } },
    },
    signatureHelp: { signatureInformation: { documentationFormat: plaintext } },
  };
  const text = 'state start { set session.x = length("abc") -> start }\n';
  const editor = await startMockClient({ files: { "/bot/a.flow": text }, capabilities: { textDocument } });
  await editor.open("/bot/a.flow", text);
  expect(await editor.request("textDocument/hover", editor.at("/bot/a.flow", "length", 2))).toMatchObject({
    contents: { kind: "plaintext", value: expect.stringMatching(/^function length\(x\)[^`*]*$/) },
  });
  const inside = editor.at("/bot/a.flow", '"abc"');
  expect(await editor.request("textDocument/signatureHelp", inside)).toMatchObject({
    signatures: [{ documentation: { kind: "plaintext", value: expect.stringMatching(/^[^`*]+$/) } }],
  });
  const place = editor.at("/bot/a.flow", "length", 2);
  const { items } = await editor.request<CompletionList>("textDocument/completion", place);
  const item = items.find(({ label }) => label === "length");
  expect(await editor.request("completionItem/resolve", item)).toMatchObject({
    documentation: { kind: "plaintext", value: expect.stringMatching(/^[^`*]+$/) },
  });
});

test("a document link that depends on a service is told when somebody follows it", async () => {
  const editor = await start();
  const links = await editor.request<DocumentLink[]>("textDocument/documentLink", inFile("/bot/a.flow"));
  expect(links.map(({ target }) => target)).toEqual(["https://bank.example", undefined]);
  expect(await editor.request("documentLink/resolve", links[1])).toMatchObject({ target: "https://bank.example/pay" });
  await editor.edit("/bot/a.flow", "service", "\nservice");
  expect(await editor.request("documentLink/resolve", links[1])).toEqual(links[1]);
});

test("a symbol of the workspace tells its place when it is chosen, if the client can ask", async () => {
  const editor = await start({ symbol: { resolveSupport: { properties: ["location.range"] } } });
  const [symbol] = await editor.request<WorkspaceSymbol[]>("workspace/symbol", { query: "agnt" });
  expect(symbol).toMatchObject({ name: "agent", location: { uri: memoryUri("/bot/help.flow") } });
  expect(symbol?.location).not.toHaveProperty("range");
  expect(await editor.request("workspaceSymbol/resolve", symbol)).toMatchObject({
    location: { range: { start: { line: 1, character: 6 }, end: { line: 1, character: 11 } } },
  });
  const other = await start();
  expect(await other.request("workspace/symbol", { query: "agnt" })).toMatchObject([
    { location: { range: { start: { line: 1, character: 6 } } } },
  ]);
});

test("call hierarchy goes both ways, and outlives an edit", async () => {
  const editor = await start();
  const [item] = await editor.request<CallHierarchyItem[]>(
    "textDocument/prepareCallHierarchy",
    editor.at("/bot/a.flow", "help.agent", 6),
  );
  expect(item).toMatchObject({ name: "agent", detail: "help", uri: memoryUri("/bot/help.flow") });
  const callers = await editor.request<CallHierarchyIncomingCall[]>("callHierarchy/incomingCalls", { item });
  expect(callers.map(({ from, fromRanges }) => [from.name, fromRanges[0]?.start])).toEqual([
    ["start", { line: 3, character: 2 }],
    ['on text "help"', { line: 0, character: 0 }],
  ]);
  await editor.edit("/bot/a.flow", "service", "\n\nservice");
  const again = await editor.request<CallHierarchyIncomingCall[]>("callHierarchy/incomingCalls", { item });
  expect(again[0]?.fromRanges[0]?.start).toEqual({ line: 5, character: 2 });
  const calls = await editor.request<CallHierarchyOutgoingCall[]>("callHierarchy/outgoingCalls", {
    item: callers[0]?.from,
  });
  expect(calls.map(({ to }) => to.name)).toEqual(["agent"]);
  await editor.edit("/bot/a.flow", "state start", "state begin");
  expect(await editor.request("callHierarchy/outgoingCalls", { item: callers[0]?.from })).toEqual([]);
});

test.each([
  "codeLens/resolve",
  "documentLink/resolve",
  "workspaceSymbol/resolve",
  "callHierarchy/incomingCalls",
  "callHierarchy/outgoingCalls",
])("%s takes whatever comes", async (method) => {
  const editor = await start();
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  for (const data of [undefined, null, 5, {}, { uri: 5, key: [] }, { uri: "x:nowhere", key: "state:a.b", start: 3 }]) {
    const odd = { name: "x", range, data };
    await editor.request(method, method.startsWith("call") ? { item: { ...odd, uri: "x:nowhere" } } : odd);
    await editor.request(method, { item: data, data });
  }
});

test("declarations and types are found from texts and paths", async () => {
  const text = 'entity size { small }\nvar session.s: size\nstate start { say "{s}" -> end }\n';
  const editor = await startMockClient({ files: { "/bot/a.flow": text } });
  await editor.open("/bot/a.flow", text);
  const place = editor.at("/bot/a.flow", "{s}", 1);
  expect(await editor.request("textDocument/declaration", place)).toMatchObject([{ range: { start: { line: 1 } } }]);
  expect(await editor.request("textDocument/typeDefinition", place)).toMatchObject([{ range: { start: { line: 0 } } }]);
});

test("values of the stopped state are named for the debugger", async () => {
  const text = "state start {\n  set session.x = 1\n  set session.y = x + 1\n}\n";
  const editor = await startMockClient({ files: { "/bot/a.flow": text } });
  await editor.open("/bot/a.flow", text);
  const range = (line: number, character = 0) => ({ start: { line, character }, end: { line, character } });
  const context = { frameId: 1, stoppedLocation: range(1, 2) };
  const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  expect(await editor.request("textDocument/inlineValue", { ...inFile("/bot/a.flow"), range: whole, context })).toEqual(
    [{ range: { start: { line: 1, character: 6 }, end: { line: 1, character: 15 } }, expression: "session.x" }],
  );
});
