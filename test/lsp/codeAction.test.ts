import { describe, expect, test } from "vitest";
import type { ClientCapabilities, CodeAction, Command, WorkspaceEdit } from "vscode-languageserver";
import { createLineMap } from "../../server/src/language/lineMap.ts";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { allCapabilities, type MockClient, startMockClient } from "../support/mockClient.ts";

const path = "/bot/main.flow";
const whole: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create"] } },
  window: { showDocument: { support: true } },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      dataSupport: true,
      disabledSupport: true,
      resolveSupport: { properties: ["edit", "command"] },
    },
  },
};
const poor: ClientCapabilities = {
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
};

async function open(
  text: string,
  capabilities: ClientCapabilities = whole,
  others: Readonly<Record<string, string>> = {},
): Promise<MockClient> {
  const client = await startMockClient({ files: { [path]: text, ...others }, capabilities });
  await client.open(path, text);
  return client;
}

/** The actions for the first place where `selected` stands. */
async function actionsAt(
  editor: MockClient,
  selected: string,
  only?: readonly string[],
): Promise<readonly CodeAction[]> {
  const text = editor.textOf(path);
  const start = text.indexOf(selected);
  const lines = createLineMap(text);
  const range = { start: lines.positionAt(start), end: lines.positionAt(start + selected.length) };
  return editor.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri: memoryUri(path) },
    range,
    context: { diagnostics: [], ...(only !== undefined && { only }) },
  });
}

function titled(actions: readonly CodeAction[], title: string): CodeAction {
  const found = actions.find((one) => one.title === title);
  expect(actions.map((one) => one.title)).toContain(title);
  return found ?? { title };
}

/** What stands in the file after an edit. */
function textAfter(editor: MockClient, edit: WorkspaceEdit | undefined, of = path): string {
  const text = editor.textOf(of);
  const lines = createLineMap(text);
  const uri = memoryUri(of);
  const changes =
    edit?.changes?.[uri] ??
    (edit?.documentChanges ?? []).flatMap((one) => ("edits" in one && one.textDocument.uri === uri ? one.edits : []));
  return changes
    .toSorted((a, b) =>
      "range" in a && "range" in b ? lines.offsetAt(b.range.start) - lines.offsetAt(a.range.start) : 0,
    )
    .reduce(
      (left, one) =>
        "newText" in one
          ? left.slice(0, lines.offsetAt(one.range.start)) + one.newText + left.slice(lines.offsetAt(one.range.end))
          : left,
      text,
    );
}

const flow = 'state start {\n  ask session.a as text "A?"\n  say "Hi"\n  -> end\n}\n';
const selected = 'say "Hi"\n  -> end';

describe("a refactoring", () => {
  test("is worked out once it is chosen", async () => {
    const editor = await open(flow);
    const action = titled(await actionsAt(editor, selected), "Extract into a new dialog state");
    expect(action).toMatchObject({
      kind: "refactor.extract",
      data: { uri: memoryUri(path), version: 1, name: "extract-state" },
    });
    expect(action.edit).toBeUndefined();
    expect(JSON.stringify(action.data).length).toBeLessThan(150);
    const resolved = await editor.request<CodeAction>("codeAction/resolve", action);
    expect(textAfter(editor, resolved.edit)).toBe(
      'state start {\n  ask session.a as text "A?"\n  -> newState\n}\n\nstate newState {\n  say "Hi"\n  -> end\n}\n',
    );
    expect(resolved.edit?.documentChanges).toMatchObject([{ textDocument: { version: 1 } }]);
  });

  test("comes whole to a client that does not ask again", async () => {
    const editor = await open(flow, poor);
    const action = titled(await actionsAt(editor, selected), "Extract into a new dialog state");
    expect(textAfter(editor, action.edit)).toContain("state newState {");
    expect(action.data).toBeUndefined();
  });

  test("is refused once the file has changed", async () => {
    const editor = await open(flow);
    const action = titled(await actionsAt(editor, selected), "Extract into a new dialog state");
    await editor.edit(path, "Hi", "Hello");
    await expect(editor.request("codeAction/resolve", action)).rejects.toMatchObject({ code: -32801 });
    await expect(editor.request("codeAction/resolve", { title: "x" })).rejects.toMatchObject({ code: -32801 });
    await expect(editor.request("codeAction/resolve", { ...action, data: { uri: 1 } })).rejects.toMatchObject({
      code: -32801,
    });
  });

  test("says why it cannot be done where the author looks for it", async () => {
    const editor = await open(flow);
    expect(await actionsAt(editor, '"A?"\n  say "Hi"')).toEqual([]);
    expect(await actionsAt(editor, '"A?"\n  say "Hi"', ["refactor"])).toMatchObject([
      { title: "Extract into a new dialog state", disabled: { reason: "Select whole steps to make a state of them." } },
    ]);
    expect(await actionsAt(editor, '"A?"\n  say "Hi"', ["refactor.inline"])).toEqual([]);
  });

  test("starts the rename where the editor has a command for that", async () => {
    const client = await startMockClient({
      files: { [path]: flow },
      capabilities: whole,
      initialize: { initializationOptions: { commands: ["flowstate.renameAt"] } },
    });
    await client.open(path, flow);
    const action = titled(await actionsAt(client, selected), "Extract into a new dialog state");
    const { command } = await client.request<{ command: Command }>("codeAction/resolve", action);
    expect(command).toMatchObject({
      command: "flowstate.renameAt",
      arguments: [{ uri: memoryUri(path), line: 5, character: 6 }],
    });
  });

  test("makes a file where the client can", async () => {
    const text = 'bot b { start start }\nstate start { say "A" -> other }\nstate other { say "B" -> end }\n';
    const title = "Move state `other` to a new file";
    const editor = await open(text);
    const action = titled(await actionsAt(editor, "state other"), title);
    const { edit } = await editor.request<CodeAction>("codeAction/resolve", action);
    expect(edit?.documentChanges).toMatchObject([
      { kind: "create", uri: memoryUri("/bot/other.flow") },
      {
        textDocument: { uri: memoryUri("/bot/other.flow"), version: null },
        edits: [{ newText: 'state other { say "B" -> end }\n' }],
      },
      { textDocument: { uri: memoryUri(path), version: 1 } },
    ]);
    const other = await open(text, poor);
    expect((await actionsAt(other, "state other")).map((one) => one.title)).not.toContain(title);
  });

  test("of the whole file is offered where it is asked for", async () => {
    const text = "bot b { start start }\nstate z { -> end }\nstate start { -> z }\n";
    const editor = await open(text);
    expect((await actionsAt(editor, "bot")).filter(({ kind }) => kind?.startsWith("source"))).toEqual([]);
    const [action] = await actionsAt(editor, "bot", ["source"]);
    const resolved = await editor.request<CodeAction>("codeAction/resolve", action);
    expect(resolved.kind).toBe("source.organizeStates");
    expect(textAfter(editor, resolved.edit)).toBe("bot b { start start }\nstate start { -> z }\nstate z { -> end }\n");
  });
});

describe("fix all", () => {
  const ignored = [
    "state start {",
    "  // flowstate-ignore unknown-state: one",
    '  say "A"',
    "  // flowstate-ignore unknown-state: two",
    '  api POST "http://localhost/x" { body { a: state start, b: state other, c: state other, d: state third } nextDialogstate start }',
    "  -> end",
    "}",
    "state other { -> end }",
    "state third { -> end }",
    "",
  ].join("\n");

  test("makes what is safe, on save, and leaves the rest", async () => {
    const editor = await open(ignored.replace("-> end\n}", "-> nowhere\n}"));
    expect((await actionsAt(editor, "state start", ["quickfix"])).map(({ kind }) => kind)).not.toContain(
      "source.fixAll.flowstate",
    );
    for (const only of [["source.fixAll"], ["source.fixAll.flowstate"], ["source"]]) {
      expect((await actionsAt(editor, "state start", only)).map(({ kind }) => kind)).toContain(
        "source.fixAll.flowstate",
      );
    }
    const [action] = await actionsAt(editor, "state start", ["source.fixAll.flowstate"]);
    const { edit } = await editor.request<CodeAction>("codeAction/resolve", action);
    const text = textAfter(editor, edit);
    expect(text).not.toContain("flowstate-ignore");
    expect(text).toContain("nextDialogstate start, other, third }");
    expect(text).toContain("-> nowhere");
  });

  test("offers nothing where nothing is safe to fix", async () => {
    const editor = await open("state start { -> nowhere }\n");
    expect(await actionsAt(editor, "nowhere", ["source.fixAll"])).toEqual([]);
  });

  test("of one kind, with their number", async () => {
    const text =
      'state start { if a -> secnd -> secondd }\nstate second { say "x" -> secnd }\nstate other { -> gone }\n';
    const editor = await open(text);
    const action = titled(await actionsAt(editor, "secondd"), "Fix all 3 of this kind in the file: `unknown-state`");
    expect(action).toMatchObject({ kind: "quickfix", diagnostics: [{ code: "unknown-state" }] });
    const { edit } = await editor.request<CodeAction>("codeAction/resolve", action);
    expect(textAfter(editor, edit)).toBe(
      'state start { if a -> second -> second }\nstate second { say "x" -> second }\nstate other { -> gone }\n',
    );
    expect((await actionsAt(editor, "session", ["quickfix"])).map((one) => one.title)).not.toContain("Fix all");
  });
});

test("a state that is created in another file is shown", async () => {
  const editor = await open("state start { -> help.agnt }\n", whole, {
    "/bot/help.flow": "state first { -> main.start }\n",
  });
  const shown: unknown[] = [];
  editor.connection.onRequest("window/showDocument", (params) => {
    shown.push(params);
    return { success: true };
  });
  const action = titled(await actionsAt(editor, "help.agnt"), "Create state `agnt` in flow `help`");
  expect(action.command?.command).toBe("flowstate.showPlace");
  await editor.request("workspace/executeCommand", action.command);
  const at = { line: 2, character: 0 };
  expect(shown).toEqual([{ uri: memoryUri("/bot/help.flow"), takeFocus: true, selection: { start: at, end: at } }]);
  await expect(editor.request("workspace/executeCommand", { command: "other" })).rejects.toMatchObject({
    code: -32803,
  });
  const here = titled(await actionsAt(editor, "help.agnt"), "Create state `agnt` in flow `help`");
  expect(here.edit).toBeDefined();
});

test("a client that knows commands only has the server make the edit", async () => {
  const text = "state start { -> helpp }\nstate help { -> end }\n";
  const editor = await startMockClient({
    files: { "/bot/a.flow": text },
    capabilities: { workspace: { applyEdit: true } },
  });
  await editor.open("/bot/a.flow", text);
  const { textDocument, position } = editor.at("/bot/a.flow", "helpp", 1);
  const range = { start: position, end: position };
  const params = { textDocument, range, context: { diagnostics: [] } };
  const [command] = await editor.request<{ title: string; command: string; arguments: unknown[] }[]>(
    "textDocument/codeAction",
    params,
  );
  expect(command).toMatchObject({ title: "Change to `help`", command: "flowstate.applyEdit" });
  await editor.request("workspace/executeCommand", command);
  expect(editor.applied).toEqual([{ changes: { [textDocument.uri]: [expect.objectContaining({ newText: "help" })] } }]);
});

test("a state that moves is followed by the files of its backend", async () => {
  const text = 'bot b { start start }\nstate start { say "A" -> other }\nstate other { say "B" -> end }\n';
  const json = '{ "nextDialogstate": "main.other" }\n';
  const workspace = { ...allCapabilities.workspace, ...whole.workspace };
  const editor = await open(text, { ...whole, workspace });
  await editor.save("/bot/answer.json", json);
  const changes = async () => {
    const action = titled(await actionsAt(editor, "state other"), "Move state `other` to a new file");
    const { edit } = await editor.request<CodeAction>("codeAction/resolve", action);
    return edit?.documentChanges;
  };
  const range = { start: { line: 0, character: 22 }, end: { line: 0, character: 32 } };
  // The files of a backend are read behind the flows.
  await expect.poll(changes, { timeout: 4_000 }).toContainEqual({
    textDocument: { uri: memoryUri("/bot/answer.json"), version: null },
    edits: [{ range, newText: "other.other" }],
  });
});
