import { expect, test } from "vitest";
import type { TextEdit } from "vscode-languageserver";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { type MockClient, startMockClient } from "../support/mockClient.ts";

let client: MockClient | undefined;

const path = "/bot/main.flow";
const text = 'state  a {\n    say   "Hi"\n  -> b }\n';
const document = { textDocument: { uri: memoryUri(path) } };
const options = { tabSize: 8, insertSpaces: false };

async function open(): Promise<MockClient> {
  client = await startMockClient({ files: { [path]: text } });
  await client.open(path, text);
  return client;
}

const edit = (line: number, from: number, to: number, newText: string): TextEdit => ({
  range: { start: { line, character: from }, end: { line, character: to } },
  newText,
});
const firstLine = [edit(0, 6, 7, "")];
const secondLine = [edit(1, 2, 4, ""), edit(1, 8, 10, "")];
const thirdLine = [edit(2, 6, 7, "\n")];

test("a document is formatted in small edits, whatever the client indents with", async () => {
  const editor = await open();
  const edits = await editor.request("textDocument/formatting", { ...document, options });
  expect(edits).toEqual([...firstLine, ...secondLine, ...thirdLine]);
});

test("ranges are formatted alone", async () => {
  const editor = await open();
  const line = (at: number) => ({ start: { line: at, character: 0 }, end: { line: at + 1, character: 0 } });
  expect(await editor.request("textDocument/rangeFormatting", { ...document, options, range: line(1) })).toEqual(
    secondLine,
  );
  const ranges = [line(0), line(2)];
  expect(await editor.request("textDocument/rangesFormatting", { ...document, options, ranges })).toEqual([
    ...firstLine,
    ...thirdLine,
  ]);
});

test("typing formats what was finished", async () => {
  const editor = await open();
  const after = { ...document, options, position: { line: 2, character: 0 }, ch: "\n" };
  expect(await editor.request("textDocument/onTypeFormatting", after)).toEqual(secondLine);
});

test("a document that is not there is answered with nothing", async () => {
  const editor = await open();
  const gone = { textDocument: { uri: memoryUri("/bot/gone.flow") }, options };
  expect(await editor.request("textDocument/formatting", gone)).toBeNull();
});
