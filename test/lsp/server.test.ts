import { describe, expect, test } from "vitest";
import { CancellationTokenSource, type DocumentDiagnosticReport } from "vscode-languageserver";
import { memoryUri } from "../support/memoryFileSystem.ts";
import {
  drawDiagnostics,
  eventually,
  fewCapabilities,
  type MockClient,
  type MockClientOptions,
  startMockClient,
} from "../support/mockClient.ts";

let client: MockClient | undefined;
async function start(options: MockClientOptions = {}): Promise<MockClient> {
  client = await startMockClient(options);
  return client;
}

const transfer = `flow transfer
state start { say "Hi" -> help.agent }
`;
const help = `flow help
state agent { say "I am here." -> end }
`;
const bot = { "/bot/transfer.flow": transfer, "/bot/help.flow": help };

describe("requests", () => {
  test("a target of another flow opens at the state, in a file that was never opened", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const found = await editor.request("textDocument/definition", editor.at("/bot/transfer.flow", "help.agent", 6));
    expect(found).toEqual([
      {
        uri: memoryUri("/bot/help.flow"),
        range: { start: { line: 1, character: 6 }, end: { line: 1, character: 11 } },
      },
    ]);
  });

  test("rename changes every file, with versions for open ones", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const edit = await editor.request("textDocument/rename", {
      ...editor.at("/bot/transfer.flow", "help.agent", 7),
      newName: "Real person",
    });
    expect(edit).toMatchObject({
      documentChanges: [
        { textDocument: { uri: memoryUri("/bot/help.flow"), version: null }, edits: [{ newText: "`Real person`" }] },
        { textDocument: { uri: memoryUri("/bot/transfer.flow"), version: 1 }, edits: [{ newText: "`Real person`" }] },
      ],
    });
  });

  test("a rename that cannot be is refused with the reason", async () => {
    const editor = await start({ files: { "/bot/a.flow": "state a { -> b }\nstate b { -> end }" } });
    await editor.open("/bot/a.flow", "state a { -> b }\nstate b { -> end }");
    const place = editor.at("/bot/a.flow", "-> b", 3);
    await expect(editor.request("textDocument/rename", { ...place, newName: "a" })).rejects.toMatchObject({
      code: -32803,
    });
    await expect(editor.request("textDocument/rename", { ...place, newName: "" })).rejects.toMatchObject({
      code: -32803,
    });
  });

  test("hover, symbols, lenses, folds and highlights are answered", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const document = { textDocument: { uri: memoryUri("/bot/transfer.flow") } };
    expect(await editor.request("textDocument/hover", editor.at("/bot/transfer.flow", "help.agent", 6))).toMatchObject({
      contents: { kind: "markdown", value: expect.stringContaining("I am here.") },
    });
    expect(await editor.request("textDocument/documentSymbol", document)).toMatchObject([
      { name: "start", children: [] },
    ]);
    expect(await editor.request("workspace/symbol", { query: "ag" })).toMatchObject([
      { name: "agent", containerName: "help" },
    ]);
    expect(await editor.request("textDocument/codeLens", document)).toMatchObject([
      {
        command: {
          command: "flowstate.runConversation",
          arguments: [{ ...document.textDocument, start: "transfer.start" }],
        },
      },
      { data: { key: "state:transfer.start" } },
    ]);
    expect(await editor.request("textDocument/foldingRange", document)).toEqual([]);
    expect(
      await editor.request("textDocument/documentHighlight", editor.at("/bot/transfer.flow", "help.agent", 7)),
    ).toHaveLength(1);
    const completions = await editor.request<{ items: { label: string }[] }>(
      "textDocument/completion",
      editor.at("/bot/transfer.flow", "help.agent", 2),
    );
    expect(completions.items.map((item) => item.label)).toContain("help.agent");
  });

  test("a quick fix is offered for an unknown state", async () => {
    const text = 'state start { say "Hi" -> helpp }\nstate help { -> end }';
    const editor = await start({ files: { "/bot/a.flow": text } });
    await editor.open("/bot/a.flow", text);
    const { position } = editor.at("/bot/a.flow", "helpp", 1);
    const actions = await editor.request<{ title: string; isPreferred?: boolean }[]>("textDocument/codeAction", {
      textDocument: { uri: memoryUri("/bot/a.flow") },
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title, isPreferred }) => [title, isPreferred ?? false])).toMatchInlineSnapshot(`
      [
        [
          "Change to \`help\`",
          true,
        ],
        [
          "Create state \`helpp\`",
          false,
        ],
      ]
    `);
  });

  test("what is malformed is answered with an error, and the server goes on", async () => {
    const editor = await start({ files: bot });
    for (const params of [
      undefined,
      null,
      {},
      { textDocument: 5 },
      { textDocument: { uri: memoryUri("/bot/transfer.flow") }, position: "here" },
    ]) {
      await expect(editor.request("textDocument/hover", params)).rejects.toMatchObject({ code: -32602 });
    }
    for (const method of ["workspace/symbol", "completionItem/resolve", "workspace/executeCommand"]) {
      const refused = { code: -32602, message: `${method} needs parameters.` };
      await expect(editor.connection.sendRequest(method)).rejects.toMatchObject(refused);
    }
    await expect(
      editor.request("textDocument/rename", { textDocument: { uri: "nonsense" }, position: { line: 0, character: 0 } }),
    ).resolves.toBeNull();
    await expect(editor.request("textDocument/noSuchRequest", {})).rejects.toMatchObject({ code: -32601 });
    await editor.open("/bot/transfer.flow", transfer);
    expect(await editor.request("textDocument/hover", editor.at("/bot/transfer.flow", "help.agent", 6))).not.toBeNull();
  });

  test("ranges, lists of places and lists of files that are malformed are refused in words", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const textDocument = { uri: memoryUri("/bot/transfer.flow") };
    const half = { start: { line: 0, character: 0 }, end: null };
    for (const [method, params, missing] of [
      ["textDocument/codeAction", { textDocument, range: half }, "a range"],
      ["textDocument/rangeFormatting", { textDocument }, "a range"],
      ["textDocument/semanticTokens/range", { textDocument, range: half }, "a range"],
      ["textDocument/rangesFormatting", { textDocument, ranges: [half] }, "a list of ranges"],
      ["textDocument/selectionRange", { textDocument, positions: [null] }, "a list of positions"],
      ["workspace/willRenameFiles", { files: [null] }, "a list of files"],
      ["workspace/willRenameFiles", { files: [{ uri: textDocument.uri }] }, "a list of files"],
      ["workspace/willDeleteFiles", {}, "a list of files"],
      ["workspace/willDeleteFiles", { files: [{}] }, "a list of files"],
    ] as const) {
      const refused = { code: -32602, message: `${method} needs ${missing}.` };
      await expect(editor.request(method, params)).rejects.toMatchObject(refused);
    }
    const change = { textDocument, previousResultId: undefined };
    await expect(editor.request("textDocument/semanticTokens/full/delta", change)).resolves.toHaveProperty("data");
    const command = { command: "flowstate.showPlace", arguments: 5 };
    await expect(editor.request("workspace/executeCommand", command)).rejects.toMatchObject({ code: -32803 });
  });

  test("notifications that are malformed change nothing, which the log says in words", async () => {
    const editor = await start({ files: bot });
    editor.expectsErrors = true;
    await editor.open("/bot/transfer.flow", transfer);
    const textDocument = { uri: memoryUri("/bot/transfer.flow"), version: 2 };
    const start0 = { line: 0, character: 0 };
    const malformed = [
      ["textDocument/didOpen", {}, "a text document"],
      ["textDocument/didOpen", { textDocument }, "the text of the document"],
      ["textDocument/didChange", { textDocument }, "a list of edits"],
      ["textDocument/didChange", { textDocument, contentChanges: [{}] }, "a list of edits"],
      ["textDocument/didChange", { textDocument, contentChanges: [{ text: "x", range: {} }] }, "a list of edits"],
      [
        "textDocument/didChange",
        { textDocument, contentChanges: [{ range: { start: start0, end: start0 } }] },
        "a list of edits",
      ],
      ["textDocument/didSave", { textDocument: 5 }, "a text document"],
      ["textDocument/didClose", {}, "a text document"],
      ["workspace/didChangeWatchedFiles", { changes: [null] }, "a list of file events"],
      ["workspace/didChangeWatchedFiles", { changes: [{ uri: textDocument.uri, type: 9 }] }, "a list of file events"],
      ["workspace/didChangeWorkspaceFolders", { event: { added: [{}], removed: [] } }, "the folders that come and go"],
      ["workspace/didCreateFiles", { files: [{}] }, "a list of files"],
      ["workspace/didRenameFiles", { files: [{ uri: textDocument.uri }] }, "a list of files"],
      ["workspace/didDeleteFiles", {}, "a list of files"],
    ] as const;
    for (const [method, params] of malformed) await editor.notify(method, params);
    for (const method of ["flow/runFacts", "flow/testCoverage"]) await editor.notify(method, { events: 5 });
    expect(await editor.request("textDocument/hover", editor.at("/bot/transfer.flow", "help.agent", 6))).not.toBeNull();
    await eventually(() => editor.errors.length >= malformed.length);
    expect(editor.errors).toEqual(malformed.map(([method, , missing]) => `${method} needs ${missing}.`));
  });

  test("positions outside of the file are taken as its nearest place", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const hoverAt = (line: number, character: number) =>
      editor.request("textDocument/hover", {
        textDocument: { uri: memoryUri("/bot/transfer.flow") },
        position: { line, character },
      });
    expect(await hoverAt(999, 0)).toBeNull();
    expect(await hoverAt(-1, -5)).toEqual(await hoverAt(0, 0));
    expect(await hoverAt(0, 999)).toEqual(await hoverAt(0, 13));
  });

  test("a request that is cancelled before its turn is answered so", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const source = new CancellationTokenSource();
    const params = editor.at("/bot/transfer.flow", "help.agent", 6);
    const pending = editor.connection.sendRequest("textDocument/hover", params, source.token);
    source.cancel();
    await expect(pending).rejects.toMatchObject({ code: -32800 });
  });

  test("edits that arrive between requests are seen by those after them", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const answers: Promise<DocumentDiagnosticReport>[] = [];
    for (const [from, to] of [
      ["agent", "agen"],
      ["agen ", "agent "],
      ["agent", "x"],
    ] as const) {
      await editor.edit("/bot/transfer.flow", from, to);
      answers.push(editor.pull("/bot/transfer.flow"));
    }
    const counts = (await Promise.all(answers)).map((report) => report.kind === "full" && report.items.length);
    expect(counts).toEqual([1, 0, 1]);
  });

  test("after shutdown requests are refused", async () => {
    const editor = await start({ files: bot });
    await editor.request("shutdown", undefined);
    await expect(editor.request("textDocument/hover", editor.at("/bot/transfer.flow", "", 0))).rejects.toMatchObject({
      code: -32600,
    });
  });
});

describe("document diagnostics", () => {
  test("follow a burst of edits and carry result ids", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const first = await editor.pull("/bot/transfer.flow");
    expect(first).toMatchObject({ kind: "full", items: [] });
    for (const [from, to] of [
      ["agent", "agen"],
      ["agen", "age"],
      ["age ", "agnt "],
    ] as const)
      await editor.edit("/bot/transfer.flow", from, to);
    const second = await editor.pull("/bot/transfer.flow", first.resultId);
    expect(second.kind === "full" && drawDiagnostics(second.items)).toEqual(["1:26-1:35 unknown-state"]);
    expect(await editor.pull("/bot/transfer.flow", second.resultId)).toEqual({
      kind: "unchanged",
      resultId: second.resultId,
    });
  });

  test("an edit tells of the closed files that it breaks", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/help.flow", help);
    await editor.pull("/bot/help.flow");
    await editor.edit("/bot/help.flow", "agent", "person");
    expect(await editor.pull("/bot/transfer.flow")).toMatchObject({ items: [{ code: "unknown-state" }] });
  });

  test("severities of the settings hold, and follow them", async () => {
    const broken = transfer.replace("help.agent", "nowhere");
    const editor = await start({
      files: { "/bot/a.flow": broken },
      settings: { checks: { "unknown-state": "hint", nonsense: 5 } },
    });
    await eventually(async () => JSON.stringify(await editor.pull("/bot/a.flow")).includes('"severity":4'));
    editor.settings = { checks: { "unknown-state": "off" } };
    await editor.notify("workspace/didChangeConfiguration", { settings: null });
    await eventually(async () => JSON.stringify(await editor.pull("/bot/a.flow")).includes('"items":[]'));
  });
});

describe("workspace diagnostics", () => {
  test("cover files that were never opened", async () => {
    const editor = await start({ files: { ...bot, "/bot/deep/er/c.flow": "state c { -> nowhere }" } });
    const items = await editor.pullWorkspace();
    expect(items.map(({ uri, kind }) => `${uri} ${kind}`)).toEqual([
      `${memoryUri("/bot/deep/er/c.flow")} full`,
      `${memoryUri("/bot/help.flow")} full`,
      `${memoryUri("/bot/transfer.flow")} full`,
    ]);
    expect(items[0]).toMatchObject({ version: null, items: [{ code: "unknown-state" }] });
  });

  test("are held while nothing changes, and answered when something does", async () => {
    const editor = await start({ files: bot });
    await editor.open("/bot/transfer.flow", transfer);
    const known = await editor.pullWorkspace();
    let isAnswered = false;
    const held = editor.pullWorkspace(known).finally(() => (isAnswered = true));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isAnswered).toBe(false);
    await editor.edit("/bot/transfer.flow", "agent", "agnt");
    expect(await held).toMatchObject([
      { uri: memoryUri("/bot/help.flow"), kind: "unchanged" },
      { uri: memoryUri("/bot/transfer.flow"), kind: "full", version: 2, items: [{ code: "unknown-state" }] },
    ]);
  });

  test("a file that goes gets an empty report, once", async () => {
    const editor = await start({
      files: { "/bot/a.flow": "state a { -> nowhere }", "/bot/b.flow": "state b { -> end }" },
    });
    const known = await editor.pullWorkspace();
    const held = editor.pullWorkspace(known);
    await editor.save("/bot/a.flow", undefined);
    const next = await held;
    expect(next.find(({ uri }) => uri === memoryUri("/bot/a.flow"))).toMatchObject({
      kind: "full",
      items: [],
      version: null,
    });
    const ids = known.map((item) => next.find(({ uri }) => uri === item.uri) ?? item);
    let isAnswered = false;
    editor.pullWorkspace(ids).then(
      () => {
        isAnswered = true;
      },
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(isAnswered).toBe(false);
    expect(await editor.pull("/bot/a.flow")).toMatchObject({ kind: "full", items: [] });
  });

  test("a held request ends when it is cancelled", async () => {
    const editor = await start({ files: bot });
    const previousResultIds = (await editor.pullWorkspace()).map(({ uri, resultId }) => ({
      uri,
      value: resultId ?? "",
    }));
    const source = new CancellationTokenSource();
    const held = editor.connection.sendRequest("workspace/diagnostic", { previousResultIds }, source.token);
    setTimeout(() => source.cancel(), 50);
    await expect(held).rejects.toMatchObject({ code: -32800 });
  });

  test("come in parts where the client takes them", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 250 }, (_, at) => [`/bot/f${at}.flow`, "state a { -> end }"]),
    );
    const editor = await start({ files });
    const source = new CancellationTokenSource();
    const params = { previousResultIds: [], partialResultToken: "p" };
    const held = editor.request("workspace/diagnostic", params, source.token);
    const sizes = () => editor.partialResults.map((part) => (part as { items: unknown[] }).items.length);
    await eventually(() => sizes().length === 3);
    expect(sizes()).toEqual([100, 100, 50]);
    // What changes comes over the same request, alone.
    await editor.save("/bot/f7.flow", "state a { -> nowhere }");
    await eventually(() => sizes().length === 4);
    expect(editor.partialResults[3]).toMatchObject({
      items: [{ uri: memoryUri("/bot/f7.flow"), items: [{ code: "unknown-state" }] }],
    });
    await editor.save("/bot/f7.flow", undefined);
    await eventually(() => sizes().length === 5);
    expect(editor.partialResults[4]).toMatchObject({ items: [{ uri: memoryUri("/bot/f7.flow"), items: [] }] });
    source.cancel();
    await expect(held).rejects.toMatchObject({ code: -32800 });
  });
});

describe("clients that do not pull", () => {
  test("get the findings of every file, and an empty list when a file goes", async () => {
    const editor = await start({
      files: { ...bot, "/bot/c.flow": "state c { -> nowhere }" },
      capabilities: fewCapabilities,
    });
    await eventually(() => editor.published.get(memoryUri("/bot/c.flow"))?.length === 1);
    await editor.open("/bot/help.flow", help);
    await editor.edit("/bot/help.flow", "agent", "person");
    await eventually(() => editor.published.get(memoryUri("/bot/transfer.flow"))?.length === 1);
    await editor.save("/bot/c.flow", undefined);
    await eventually(() => editor.published.get(memoryUri("/bot/c.flow"))?.length === 0);
    expect(editor.initialized?.capabilities.diagnosticProvider).toBeUndefined();
  });
});

describe("the workspace changes while the server runs", () => {
  test("a folder is added and removed", async () => {
    const editor = await start({ files: { ...bot, "/other/x.flow": "state x { -> nowhere }" } });
    const known = await editor.pullWorkspace();
    const folder = { uri: memoryUri("/other"), name: "other" };
    const held = editor.pullWorkspace(known);
    await editor.notify("workspace/didChangeWorkspaceFolders", { event: { added: [folder], removed: [] } });
    const more = await held;
    expect(more.find(({ uri }) => uri === memoryUri("/other/x.flow"))).toMatchObject({
      items: [{ code: "unknown-state" }],
    });
    const heldAgain = editor.pullWorkspace(more);
    await editor.notify("workspace/didChangeWorkspaceFolders", { event: { added: [], removed: [folder] } });
    expect((await heldAgain).find(({ uri }) => uri === memoryUri("/other/x.flow"))).toMatchObject({ items: [] });
  });

  test("a file that appears on the disk mends what was broken", async () => {
    const editor = await start({ files: { "/bot/transfer.flow": transfer } });
    await editor.open("/bot/transfer.flow", transfer);
    expect(await editor.pull("/bot/transfer.flow")).toMatchObject({ items: [{ code: "unknown-state" }] });
    await editor.save("/bot/help.flow", help);
    await eventually(() => editor.refreshes > 0);
    expect(await editor.pull("/bot/transfer.flow")).toMatchObject({ items: [] });
  });

  test("a folder that goes takes its files along", async () => {
    const editor = await start({ files: { "/bot/transfer.flow": transfer, "/bot/deep/help.flow": help } });
    const known = await editor.pullWorkspace();
    const held = editor.pullWorkspace(known);
    await editor.save("/bot/deep", undefined);
    expect((await held).map((item) => [item.uri, item.kind === "full" ? item.items.length : "same"])).toEqual([
      [memoryUri("/bot/transfer.flow"), 1],
      [memoryUri("/bot/deep/help.flow"), "same"],
    ]);
  });

  test("files are watched by registration", async () => {
    const editor = await start({ files: bot });
    await eventually(() => editor.registrations.some(({ method }) => method === "workspace/didChangeWatchedFiles"));
  });
});

test("capabilities are pinned", async () => {
  const editor = await start();
  expect(editor.initialized).toMatchInlineSnapshot(`
    {
      "capabilities": {
        "callHierarchyProvider": true,
        "codeActionProvider": {
          "codeActionKinds": [
            "quickfix",
            "refactor.extract",
            "refactor.inline",
            "refactor.move",
            "refactor.rewrite",
            "source.fixAll.flowstate",
            "source.organizeStates",
          ],
          "resolveProvider": true,
        },
        "codeLensProvider": {
          "resolveProvider": true,
        },
        "completionProvider": {
          "completionItem": {
            "labelDetailsSupport": true,
          },
          "resolveProvider": true,
          "triggerCharacters": [
            ">",
            ".",
            "{",
            "\`",
            " ",
            """,
          ],
        },
        "declarationProvider": true,
        "definitionProvider": true,
        "diagnosticProvider": {
          "identifier": "flowstate",
          "interFileDependencies": true,
          "workspaceDiagnostics": true,
        },
        "documentFormattingProvider": true,
        "documentHighlightProvider": true,
        "documentLinkProvider": {
          "resolveProvider": true,
        },
        "documentOnTypeFormattingProvider": {
          "firstTriggerCharacter": "}",
          "moreTriggerCharacter": [
            "
    ",
          ],
        },
        "documentRangeFormattingProvider": {
          "rangesSupport": true,
        },
        "documentSymbolProvider": true,
        "executeCommandProvider": {
          "commands": [
            "flowstate.showPlace",
            "flowstate.showFlowGraph",
            "flowstate.applyEdit",
          ],
        },
        "foldingRangeProvider": true,
        "hoverProvider": true,
        "inlayHintProvider": {
          "resolveProvider": true,
        },
        "inlineValueProvider": true,
        "linkedEditingRangeProvider": true,
        "positionEncoding": "utf-16",
        "referencesProvider": {
          "workDoneProgress": true,
        },
        "renameProvider": {
          "prepareProvider": true,
        },
        "selectionRangeProvider": true,
        "semanticTokensProvider": {
          "full": {
            "delta": true,
          },
          "legend": {
            "tokenModifiers": [
              "declaration",
              "modification",
              "readonly",
              "defaultLibrary",
              "unresolved",
              "unused",
              "bot",
              "user",
              "session",
              "temp",
              "event",
              "conversation",
              "secret",
            ],
            "tokenTypes": [
              "state",
              "flow",
              "intent",
              "entity",
              "service",
              "function",
              "variable",
              "property",
            ],
          },
          "range": true,
        },
        "signatureHelpProvider": {
          "retriggerCharacters": [
            ")",
          ],
          "triggerCharacters": [
            "(",
            ",",
          ],
        },
        "textDocumentSync": {
          "change": 2,
          "openClose": true,
          "save": true,
        },
        "typeDefinitionProvider": true,
        "workspace": {
          "fileOperations": {
            "didCreate": {
              "filters": [
                {
                  "pattern": {
                    "glob": "**/*.flow",
                    "matches": "file",
                  },
                  "scheme": "file",
                },
                {
                  "pattern": {
                    "glob": "**/*",
                    "matches": "folder",
                  },
                  "scheme": "file",
                },
              ],
            },
            "didDelete": {
              "filters": [
                {
                  "pattern": {
                    "glob": "**/*.flow",
                    "matches": "file",
                  },
                  "scheme": "file",
                },
                {
                  "pattern": {
                    "glob": "**/*",
                    "matches": "folder",
                  },
                  "scheme": "file",
                },
              ],
            },
            "didRename": {
              "filters": [
                {
                  "pattern": {
                    "glob": "**/*.flow",
                    "matches": "file",
                  },
                  "scheme": "file",
                },
                {
                  "pattern": {
                    "glob": "**/*",
                    "matches": "folder",
                  },
                  "scheme": "file",
                },
              ],
            },
            "willCreate": {
              "filters": [
                {
                  "pattern": {
                    "glob": "**/*.flow",
                    "matches": "file",
                  },
                  "scheme": "file",
                },
                {
                  "pattern": {
                    "glob": "**/*",
                    "matches": "folder",
                  },
                  "scheme": "file",
                },
              ],
            },
            "willDelete": {
              "filters": [
                {
                  "pattern": {
                    "glob": "**/*.flow",
                    "matches": "file",
                  },
                  "scheme": "file",
                },
                {
                  "pattern": {
                    "glob": "**/*",
                    "matches": "folder",
                  },
                  "scheme": "file",
                },
              ],
            },
            "willRename": {
              "filters": [
                {
                  "pattern": {
                    "glob": "**/*.flow",
                    "matches": "file",
                  },
                  "scheme": "file",
                },
                {
                  "pattern": {
                    "glob": "**/*",
                    "matches": "folder",
                  },
                  "scheme": "file",
                },
              ],
            },
          },
          "textDocumentContent": {
            "schemes": [
              "flowstate",
            ],
          },
          "workspaceFolders": {
            "changeNotifications": true,
            "supported": true,
          },
        },
        "workspaceSymbolProvider": {
          "resolveProvider": true,
        },
      },
      "serverInfo": {
        "name": "flowstate",
      },
    }
  `);
});
