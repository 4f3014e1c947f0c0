import { expect, test } from "vitest";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { allCapabilities, eventually, fewCapabilities, startMockClient } from "../support/mockClient.ts";

const files = { "/bot/main.flow": "bot bank { start start fallback start }\nstate start { -> end }\n" };
const graph = "bank: 1 state in 1 flow\n\nflow main\n  start\n    -> end\n";

test("the graph is shown as a document, and asked for again when a flow changes", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/main.flow", files["/bot/main.flow"]);
  const command = { command: "flowstate.showFlowGraph", arguments: [memoryUri("/bot/main.flow")] };
  expect(await editor.request("workspace/executeCommand", command)).toBeNull();
  const [shown] = editor.shown;
  expect(shown).toMatchObject({ method: "window/showDocument", params: { takeFocus: true } });
  const uri = String(shown?.params["uri"]);
  expect(uri).toMatch(/^flowstate:\/bank\.graph\.txt\?/);
  expect(await editor.request("workspace/textDocumentContent", { uri })).toEqual({ text: graph });
  await editor.edit("/bot/main.flow", "-> end", "-> start");
  await eventually(() => editor.refreshed.textDocumentContent === 1);
  expect(await editor.request("workspace/textDocumentContent", { uri })).toEqual({
    text: graph.replace("end", "start"),
  });
  // Nobody looks any more: one word that it changed is enough.
  await editor.edit("/bot/main.flow", "-> start", "-> end");
  await eventually(() => editor.refreshed.textDocumentContent === 2);
  const before = editor.refreshed.diagnostic;
  await editor.edit("/bot/main.flow", "-> end", "-> start");
  await eventually(() => editor.refreshed.diagnostic > before);
  expect(editor.refreshed.textDocumentContent).toBe(2);
});

test("a client that cannot show it gets the text", async () => {
  const editor = await startMockClient({ files, capabilities: fewCapabilities });
  const answer = await editor.request("workspace/executeCommand", { command: "flowstate.showFlowGraph" });
  expect(answer).toEqual({ uri: expect.stringContaining("flowstate:"), text: graph });
});

test("what is not there is answered so", async () => {
  const editor = await startMockClient({ files, capabilities: { ...allCapabilities, window: {} } });
  const text = (uri: string) => editor.request<{ text: string }>("workspace/textDocumentContent", { uri });
  expect((await text("flowstate:/x.graph.txt?file:///elsewhere")).text).toContain("not open any more");
  expect((await text("nonsense")).text).toContain("not open any more");
  await expect(editor.request("workspace/executeCommand", { command: "flowstate.nothing" })).rejects.toMatchObject({
    code: -32803,
  });
  await expect(
    editor.request("workspace/executeCommand", { command: "flowstate.applyEdit", arguments: ["all of it"] }),
  ).rejects.toMatchObject({ code: -32803 });
  const empty = await startMockClient({ folders: [] });
  await expect(empty.request("workspace/executeCommand", { command: "flowstate.showFlowGraph" })).rejects.toMatchObject(
    {
      code: -32803,
    },
  );
});
