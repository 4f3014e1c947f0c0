import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";
import { createSemanticTokenResults } from "../../server/src/lsp/semanticTokenResults.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { eventually, type MockClient, type MockClientOptions, startMockClient } from "../support/mockClient.ts";
import { runs } from "../support/runs.ts";

let client: MockClient | undefined;

const path = "/bot/main.flow";
const document = { textDocument: { uri: memoryUri(path) } };
const text = "state start { -> menu }\nstate menu {\n  set user.name = 1\n  -> gone\n}\n";

async function open(options: MockClientOptions = {}): Promise<MockClient> {
  client = await startMockClient({ files: { [path]: text }, ...options });
  await client.open(path, text);
  return client;
}

/** The tokens as a client shows them: the text, its type and its modifiers. */
function drawn(editor: MockClient, data: readonly number[]): readonly string[] {
  const { legend } = editor.initialized?.capabilities.semanticTokensProvider ?? {};
  const lines = editor.textOf(path).split("\n");
  let [line, character] = [0, 0];
  return Array.from({ length: data.length / 5 }, (_, at) => {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(at * 5, at * 5 + 5);
    character = down > 0 ? right : character + right;
    line += down;
    const modifiers = legend?.tokenModifiers.filter((_, bit) => (bits & (1 << bit)) !== 0) ?? [];
    const shown = lines[line]?.slice(character, character + length);
    return [`${shown}: ${legend?.tokenTypes[type]}`, ...modifiers].join(" ");
  });
}

/** The data after a delta. */
function applied(before: readonly number[], { edits }: SemanticTokensDelta): readonly number[] {
  const data = [...before];
  for (const { start, deleteCount, data: inserted = [] } of edits.toReversed()) {
    data.splice(start, deleteCount, ...inserted);
  }
  return data;
}

test("all tokens of a document, and those of a range", async () => {
  const editor = await open();
  const { resultId, data } = await editor.request<SemanticTokens>("textDocument/semanticTokens/full", document);
  expect(resultId).toBe("1");
  expect(drawn(editor, data)).toEqual([
    "start: state declaration",
    "menu: state",
    "menu: state declaration",
    "name: variable modification user",
    "gone: state unresolved",
  ]);
  const range = { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } };
  const part = await editor.request<SemanticTokens>("textDocument/semanticTokens/range", { ...document, range });
  expect(drawn(editor, part.data)).toEqual(["name: variable modification user"]);
});

test("after an edit only what changed, by a counter", async () => {
  const editor = await open();
  const first = await editor.request<SemanticTokens>("textDocument/semanticTokens/full", document);
  await editor.edit(path, "-> gone", "-> start");
  const params = { ...document, previousResultId: first.resultId };
  const delta = await editor.request<SemanticTokensDelta>("textDocument/semanticTokens/full/delta", params);
  expect(delta.resultId).toBe("2");
  expect(delta.edits).toHaveLength(1);
  expect(delta.edits[0]?.data?.length).toBeLessThan(6);
  expect(drawn(editor, applied(first.data, delta)).at(-1)).toBe("start: state");

  const same = { ...document, previousResultId: "2" };
  expect(await editor.request("textDocument/semanticTokens/full/delta", same)).toEqual({ resultId: "3", edits: [] });
});

test("all of it where the client has something else", async () => {
  const editor = await open();
  const params = { ...document, previousResultId: "none of ours" };
  const answer = await editor.request<SemanticTokens>("textDocument/semanticTokens/full/delta", params);
  expect(drawn(editor, answer.data)).toHaveLength(5);
});

test("a document that nobody knows has no tokens, which is no error", async () => {
  const editor = await open();
  const textDocument = { uri: memoryUri("/elsewhere/none.flow") };
  expect(await editor.request("textDocument/semanticTokens/full", { textDocument })).toMatchObject({ data: [] });
  const params = { textDocument, previousResultId: "7" };
  expect(await editor.request("textDocument/semanticTokens/full/delta", params)).toMatchObject({ data: [] });
});

test("the colours of other documents are asked for again", async () => {
  let refreshes = 0;
  const editor = await open({ capabilities: { workspace: { semanticTokens: { refreshSupport: true } } } });
  editor.connection.onRequest("workspace/semanticTokens/refresh", () => {
    refreshes++;
    return null;
  });
  await editor.save("/bot/other.flow", "state gone { -> end }");
  await eventually(() => refreshes > 0);
});

describe("results", () => {
  test("a delta brings any tokens to any others", () => {
    const numbers = fc.array(fc.nat(3), { maxLength: 40 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const results = createSemanticTokenResults();
        const { resultId = "" } = results.full("a", before);
        const delta = results.delta("a", resultId, after);
        if (!("edits" in delta)) throw new Error("A delta was expected.");
        expect(applied(before, delta)).toEqual(after);
        expect(delta.edits.length).toBe(JSON.stringify(before) === JSON.stringify(after) ? 0 : 1);
      }),
      { numRuns: runs(1000) },
    );
  });

  test("the result of one document is none of another", () => {
    const results = createSemanticTokenResults();
    const { resultId = "" } = results.full("a", [1]);
    expect(results.delta("b", resultId, [1])).toEqual({ resultId: "2", data: [1] });
    expect(results.last("a")).toEqual([1]);
    expect(results.last("c")).toEqual([]);
  });
});
