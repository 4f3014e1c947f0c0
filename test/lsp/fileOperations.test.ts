import { expect, test } from "vitest";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { allCapabilities, eventually, fewCapabilities, startMockClient } from "../support/mockClient.ts";

const main = `bot bank { start start fallback start }
state start { -> help.agent }
`;
const help = `state agent { -> end }
`;
const files = { "/bot/main.flow": main, "/bot/help.flow": help };
const uriOf = (path: string) => memoryUri(path);

test("a flow is followed by its references, before its file is renamed", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/main.flow", main);
  const rename = { oldUri: uriOf("/bot/help.flow"), newUri: uriOf("/bot/people.flow") };
  expect(await editor.request("workspace/willRenameFiles", { files: [rename] })).toEqual({
    documentChanges: [
      {
        textDocument: { uri: uriOf("/bot/main.flow"), version: 1 },
        edits: [{ range: { start: { line: 1, character: 17 }, end: { line: 1, character: 21 } }, newText: "people" }],
      },
    ],
  });
});

test("a flow is followed in the files of the backend, too", async () => {
  const backend = { "/bot/answer.json": '{ "nextDialogstate": "help.agent" }' };
  const editor = await startMockClient({ files: { ...files, ...backend } });
  const rename = { oldUri: uriOf("/bot/help.flow"), newUri: uriOf("/bot/people.flow") };
  const edit = await editor.request<{ documentChanges: unknown[] }>("workspace/willRenameFiles", { files: [rename] });
  expect(edit.documentChanges).toContainEqual(
    expect.objectContaining({
      textDocument: { uri: uriOf("/bot/answer.json"), version: null },
      edits: [expect.objectContaining({ newText: "people.agent" })],
    }),
  );
});

test("a folder of thousands of files moves at once, and what leads into it stays right", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 3000 }, (_, at) => [`/bot/old/f${at}.flow`, `state s { -> f${(at + 1) % 3000}.s }\n`]),
  );
  const editor = await startMockClient({
    files: { "/bot/main.flow": "bot b { start f0.s fallback f0.s }\n", ...many },
  });
  await editor.pullWorkspace();
  const rename = { oldUri: uriOf("/bot/old"), newUri: uriOf("/bot/new") };
  const began = performance.now();
  expect(await editor.request("workspace/willRenameFiles", { files: [rename] })).toBeNull();
  expect(performance.now() - began).toBeLessThan(2000);
  for (const [path, text] of Object.entries(many)) editor.disk.write(path.replace("/old/", "/new/"), text);
  editor.disk.remove("/bot/old");
  await editor.notify("workspace/didRenameFiles", { files: [rename] });
  await editor.notify("workspace/didChangeWatchedFiles", {
    changes: [
      { uri: uriOf("/bot/old"), type: 3 },
      { uri: uriOf("/bot/new"), type: 1 },
    ],
  });
  const found = await editor.request<{ location: { uri: string } }[]>("workspace/symbol", { query: "s" });
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ location }) => location.uri.startsWith(uriOf("/bot/new")))).toBe(true);
  expect(await editor.pull("/bot/main.flow")).toMatchObject({ items: [] });
});

test("before files go it says what will lead nowhere, and edits nothing", async () => {
  const editor = await startMockClient({ files });
  const answer = await editor.request("workspace/willDeleteFiles", { files: [{ uri: uriOf("/bot/help.flow") }] });
  expect(answer).toBeNull();
  expect(editor.shown).toEqual([
    {
      method: "window/showMessage",
      params: {
        type: 2,
        message:
          "Without help.flow, 1 place in main.flow will name states that are gone. The problems list shows each.",
      },
    },
  ]);
});

test("nothing is said where nothing breaks, and nothing follows a new file", async () => {
  const editor = await startMockClient({ files });
  expect(await editor.request("workspace/willDeleteFiles", { files: [{ uri: uriOf("/bot") }] })).toBeNull();
  expect(await editor.request("workspace/willDeleteFiles", { files: [{ uri: uriOf("/bot/main.flow") }] })).toBeNull();
  expect(await editor.request("workspace/willCreateFiles", { files: [{ uri: uriOf("/bot/x.flow") }] })).toBeNull();
  expect(editor.shown).toEqual([]);
});

test("a client that watches no files tells with the operations and with each save", async () => {
  const editor = await startMockClient({
    files,
    capabilities: { ...fewCapabilities, textDocument: allCapabilities.textDocument ?? {} },
  });
  expect(await editor.pull("/bot/main.flow")).toMatchObject({ items: [] });
  editor.disk.remove("/bot/help.flow");
  await editor.notify("workspace/didDeleteFiles", { files: [{ uri: uriOf("/bot/help.flow") }] });
  expect(await editor.pull("/bot/main.flow")).toMatchObject({ items: [{ code: "unknown-state" }] });
  editor.disk.write("/bot/deep/help.flow", help);
  await editor.notify("workspace/didCreateFiles", { files: [{ uri: uriOf("/bot/deep") }] });
  expect(await editor.pull("/bot/main.flow")).toMatchObject({ items: [] });
  editor.disk.remove("/bot/deep");
  editor.disk.write("/bot/helper.flow", help);
  const renamed = { oldUri: uriOf("/bot/deep/help.flow"), newUri: uriOf("/bot/helper.flow") };
  await editor.notify("workspace/didRenameFiles", { files: [renamed] });
  expect(await editor.pull("/bot/main.flow")).toMatchObject({ items: [{ code: "unknown-state" }] });
  editor.disk.write("/bot/helper.flow", `flow help\n${help}`);
  await editor.notify("textDocument/didSave", { textDocument: { uri: uriOf("/bot/helper.flow") } });
  await eventually(async () => JSON.stringify(await editor.pull("/bot/main.flow")).includes('"items":[]'));
});
