import { expect, test } from "vitest";
import { type CompletionItem, CompletionItemKind, type CompletionList } from "vscode-languageserver";
import { type MockClient, startMockClient } from "../support/mockClient.ts";

const flow = `/// Where it begins.
state start { -> other }
state other { set session.x = round(session.count) }
var session.count: number
`;

async function start(completionItem: object): Promise<MockClient> {
  const editor = await startMockClient({
    files: { "/bot/a.flow": flow },
    capabilities: { textDocument: { diagnostic: {}, completion: { completionItem } } },
  });
  await editor.open("/bot/a.flow", flow);
  return editor;
}

async function item(editor: MockClient, at: string, plus: number, label: string): Promise<CompletionItem> {
  const list = await editor.request<CompletionList>("textDocument/completion", editor.at("/bot/a.flow", at, plus));
  const found = list.items.find((one) => one.label === label);
  if (found === undefined) throw new Error(`${label} is not offered.`);
  return found;
}

const resolves = { resolveSupport: { properties: ["documentation", "detail"] } };

test("an item is described when somebody looks at it", async () => {
  const editor = await start(resolves);
  const state = await item(editor, "-> other", 3, "start");
  expect(state.documentation).toBeUndefined();
  expect(await editor.request("completionItem/resolve", state)).toMatchObject({
    label: "start",
    documentation: { kind: "markdown", value: expect.stringContaining("Where it begins.") },
  });
});

test("an item of a list that is not the last stays as it is, and so does what is none", async () => {
  const editor = await start(resolves);
  const state = await item(editor, "-> other", 3, "start");
  await item(editor, "-> other", 3, "start");
  expect(await editor.request("completionItem/resolve", state)).toEqual(state);
  for (const data of [undefined, null, 7, {}, { list: 2 }, { list: 2, key: 5 }, { list: 2, key: "state:nowhere.x" }]) {
    const odd = { label: "x", ...(data !== undefined && { data }) };
    expect(await editor.request("completionItem/resolve", odd)).toEqual(odd);
  }
});

test("a client that does not ask again gets what is written about it", async () => {
  const editor = await start({});
  expect(await item(editor, "-> other", 3, "start")).toMatchObject({ documentation: "Where it begins." });
});

test("types and parameters stand behind the label, for a client that shows them", async () => {
  const editor = await start({ labelDetailsSupport: true, commitCharactersSupport: true });
  expect(await item(editor, "session.count)", 0, "session.count")).toMatchObject({
    labelDetails: { detail: ": number" },
    commitCharacters: [")", "]", ","],
  });
  expect((await item(editor, "session.count)", 0, "round")).labelDetails?.detail).toBe("(n, digits?)");
  const plain = await start({});
  const bare = await item(plain, "session.count)", 0, "session.count");
  expect(bare).toMatchObject({ detail: "number" });
  expect(bare).not.toHaveProperty("labelDetails");
  expect(bare).not.toHaveProperty("commitCharacters");
});

test("the keys of a body are those that the document of the service tells, as it stands on the disk or is open", async () => {
  const api = (...keys: readonly string[]) => {
    const properties = Object.fromEntries(keys.map((key) => [key, {}]));
    const post = { requestBody: { content: { "application/json": { schema: { properties } } } } };
    return JSON.stringify({ openapi: "3.0.0", paths: { "/pay": { post } } });
  };
  const text = `service bank { openapi "bank.json" }\nstate start { api bank POST "/pay" { body { } } }\n`;
  const editor = await startMockClient({ files: { "/bot/a.flow": text, "/bot/bank.json": api("amount") } });
  await editor.open("/bot/a.flow", text);
  const keys = async () => {
    const place = editor.at("/bot/a.flow", "body { }", 7);
    const { items } = await editor.request<CompletionList>("textDocument/completion", place);
    return items.map(({ label }) => label);
  };
  expect(await keys()).toEqual(["amount"]);
  await editor.save("/bot/bank.json", api("amount", "iban"));
  expect(await keys()).toEqual(["amount", "iban"]);
  await editor.open("/bot/bank.json", api("other"));
  expect(await keys()).toEqual(["other"]);
});

test("snippets come where they fit, for a client that takes them", async () => {
  const text = "state start {\n  s\n}\n\n";
  const itemsOf = async (completionItem: object, at: string, plus: number) => {
    const editor = await startMockClient({
      files: { "/bot/a.flow": text },
      capabilities: { textDocument: { diagnostic: {}, completion: { completionItem } } },
    });
    await editor.open("/bot/a.flow", text);
    const list = await editor.request<CompletionList>("textDocument/completion", editor.at("/bot/a.flow", at, plus));
    return list.items;
  };
  const takes = { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } };
  const inState = await itemsOf(takes, "  s\n", 3);
  expect(inState.find(({ label }) => label === "sayreplies")).toMatchObject({
    insertTextFormat: 2,
    insertTextMode: 2,
    textEdit: { newText: expect.stringContaining("reply"), range: { start: { character: 2 }, end: { character: 3 } } },
    documentation: { kind: "markdown", value: expect.not.stringContaining("$") },
  });
  expect(inState.filter(({ label }) => label === "service")).toEqual([]);
  const atTop = await itemsOf(takes, "}\n\n", 2);
  expect(atTop.filter(({ insertTextFormat }) => insertTextFormat === 2).map(({ label }) => label)).toContain("service");
  const without = await itemsOf({}, "  s\n", 3);
  expect(without.filter(({ label }) => label === "sayreplies")).toEqual([]);
});

test("a client that takes the range of a list once gets it once", async () => {
  const editor = await startMockClient({
    files: { "/bot/a.flow": flow },
    capabilities: {
      textDocument: {
        completion: { completionItem: { snippetSupport: true }, completionList: { itemDefaults: ["editRange"] } },
      },
    },
  });
  await editor.open("/bot/a.flow", `${flow}state \`end\` { -> st }\n`);
  const list = await editor.request<CompletionList>("textDocument/completion", editor.at("/bot/a.flow", "-> st ", 5));
  expect(list.itemDefaults?.editRange).toEqual({ start: { line: 4, character: 17 }, end: { line: 4, character: 19 } });
  const found = (label: string, kind: CompletionItemKind) =>
    list.items.find((item) => item.label === label && item.kind === kind);
  expect(found("other", CompletionItemKind.Class)).toEqual({ label: "other", kind: 7, sortText: expect.any(String) });
  // Behind an arrow the word alone would end the conversation.
  expect(found("end", CompletionItemKind.Class)).toMatchObject({ textEditText: "`end`" });
  expect(list.items.every(({ textEdit }) => textEdit === undefined)).toBe(true);
  const top = await editor.request<CompletionList>(
    "textDocument/completion",
    editor.at("/bot/a.flow", "state other", 0),
  );
  const snippet = top.items.find(({ insertTextFormat }) => insertTextFormat === 2);
  expect(snippet?.textEditText).toMatch(/\$/);
});
