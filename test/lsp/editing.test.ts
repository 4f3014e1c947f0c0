import { expect, test } from "vitest";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { type MockClient, startMockClient } from "../support/mockClient.ts";

let client: MockClient | undefined;

const path = "/bot/main.flow";
const text = '// https://example.com/a\nstate `a b` { say "Hi" -> `a b` }\n';
const document = { textDocument: { uri: memoryUri(path) } };

test("selections, names in backticks and links are answered", async () => {
  client = await startMockClient({ files: { [path]: text } });
  await client.open(path, text);

  const { position } = client.at(path, "Hi", 1);
  const outside = { line: 900, character: 0 };
  const positions = [position, outside];
  const selections = await client.request("textDocument/selectionRange", { ...document, positions });
  expect(selections).toMatchObject([
    {
      range: { start: { line: 1, character: 19 }, end: { line: 1, character: 21 } },
      parent: { range: { start: { line: 1, character: 18 }, end: { line: 1, character: 22 } }, parent: {} },
    },
    { range: {} },
  ]);

  expect(await client.request("textDocument/linkedEditingRange", client.at(path, "a b", 1))).toEqual({
    ranges: [
      { start: { line: 1, character: 7 }, end: { line: 1, character: 10 } },
      { start: { line: 1, character: 27 }, end: { line: 1, character: 30 } },
    ],
    wordPattern: "[^`\\r\\n]*",
  });
  expect(await client.request("textDocument/linkedEditingRange", client.at(path, "say", 1))).toBeNull();

  expect(await client.request("textDocument/documentLink", document)).toEqual([
    { range: { start: { line: 0, character: 3 }, end: { line: 0, character: 24 } }, target: "https://example.com/a" },
  ]);
});
