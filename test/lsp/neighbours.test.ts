import { describe, expect, test } from "vitest";
import type {
  ClientCapabilities,
  CodeAction,
  CompletionList,
  Diagnostic,
  DocumentHighlight,
  Hover,
  Location,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { allCapabilities, type MockClient, startMockClient } from "../support/mockClient.ts";

const files = {
  "/bot/main.flow": "bot b { start main.start }\nstate start { -> agent }\nstate agent { -> end }",
  "/bot/server.ts": 'const a = { nextDialogstate: "main.agent" };\n',
  "/bot/data.json": '{ "nextDialogstate": "main.agnt" }',
};
const dynamicRegistration = true;
const capabilities: ClientCapabilities = {
  ...allCapabilities,
  textDocument: {
    ...allCapabilities.textDocument,
    synchronization: { dynamicRegistration },
    completion: { dynamicRegistration },
    hover: { dynamicRegistration },
    definition: { dynamicRegistration },
    references: { dynamicRegistration },
    documentHighlight: { dynamicRegistration },
    rename: { dynamicRegistration, prepareSupport: true },
    codeAction: { ...allCapabilities.textDocument?.codeAction, dynamicRegistration },
    formatting: { dynamicRegistration },
    semanticTokens: { dynamicRegistration, requests: {}, tokenTypes: [], tokenModifiers: [], formats: [] },
    filters: { relativePatternSupport: true },
  },
};

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
}

/** What is registered for documents, with the folders that it is for. */
function registered({ registrations }: MockClient): readonly string[] {
  return registrations
    .filter(
      ({ registerOptions: options }) =>
        typeof options === "object" && options !== null && "documentSelector" in options,
    )
    .map(
      ({ method, registerOptions }) =>
        `${method} ${JSON.stringify(Reflect.get(Object(registerOptions), "documentSelector"))}`,
    )
    .sort();
}

describe("what is registered beside flows", () => {
  const features = [
    "textDocument/codeAction",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/didChange",
    "textDocument/didClose",
    "textDocument/didOpen",
    "textDocument/documentHighlight",
    "textDocument/hover",
    "textDocument/references",
    "textDocument/rename",
  ];
  const pattern = "**/*.{json,jsonc,js,mjs,cjs,jsx,ts,mts,cts,tsx}";
  const of = (...folders: string[]) =>
    features.map((method) => {
      const selector = folders.map((baseUri) => ({
        scheme: "file",
        pattern: { baseUri: memoryUri(baseUri), pattern },
      }));
      return `${method} ${JSON.stringify(selector)}`;
    });

  test("is these features and no others, for the folders of projects", async () => {
    const client = await startMockClient({
      files: { ...files, "/bot/in/x.flow": "bot c {}", "/other/a.ts": "" },
      folders: ["/bot", "/other"],
      capabilities,
    });
    await until(() => registered(client).length > 0);
    expect(registered(client)).toEqual(of("/bot", "/bot/in"));
    const watched = client.registrations.filter(({ method }) => method === "workspace/didChangeWatchedFiles");
    expect(JSON.stringify(watched)).toContain(JSON.stringify({ globPattern: pattern, kind: 2 }));
  });

  test("follows projects that come and go", async () => {
    const client = await startMockClient({ files: { "/bot/a.ts": "" }, capabilities });
    await client.request("workspace/symbol", { query: "" });
    expect(registered(client)).toEqual([]);
    await client.save("/bot/main.flow", files["/bot/main.flow"]);
    await until(() => registered(client).length > 0);
    expect(registered(client)).toEqual(of("/bot"));
    await client.save("/bot/flowstate.json", '{ "neighbours": false }');
    await until(() => registered(client).length === 0);
  });

  test("is nothing for an editor that does not want it", async () => {
    const client = await startMockClient({ files, capabilities, settings: { neighbours: false } });
    const places = async () => {
      const textDocument = { uri: memoryUri("/bot/main.flow") };
      const params = { textDocument, position: { line: 2, character: 7 }, context: { includeDeclaration: true } };
      return (await client.request<Location[]>("textDocument/references", params)).length;
    };
    // The settings come after the first answers.
    for (let tries = 0; tries < 100 && (await places()) !== 2; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await places()).toBe(2);
    expect(registered(client)).toEqual([]);
  });

  test("needs patterns that are no paths of other folders in an older client", async () => {
    const older = { ...capabilities, textDocument: { ...capabilities.textDocument, filters: {} } };
    const client = await startMockClient({
      files: { "/b[o]t/main.flow": files["/bot/main.flow"] },
      folders: ["/b[o]t"],
      capabilities: older,
    });
    await until(() => registered(client).length > 0);
    expect(registered(client)[0]).toContain(`"/b[[]o[]]t/${pattern}"`);
  });
});

describe("in a file beside the flows", () => {
  async function opened(): Promise<MockClient> {
    const client = await startMockClient({ files, capabilities });
    await client.open("/bot/main.flow", files["/bot/main.flow"]);
    await client.open("/bot/server.ts", files["/bot/server.ts"]);
    // The answer waits for the files beside the flows.
    await client.request("textDocument/references", {
      ...client.at("/bot/main.flow", "agent"),
      context: { includeDeclaration: true },
    });
    return client;
  }
  const place = (client: MockClient) => client.at("/bot/server.ts", "agent", 2);

  test("the requests of the features are answered", async () => {
    const client = await opened();
    const at = place(client);
    const locations = (found: Location[]) =>
      found.map(({ uri, range }) => `${uri.split("/").at(-1)} ${range.start.line}:${range.start.character}`);
    expect(locations(await client.request("textDocument/definition", at))).toEqual(["main.flow 2:6"]);
    expect(
      locations(await client.request("textDocument/references", { ...at, context: { includeDeclaration: false } })),
    ).toEqual(["main.flow 1:17", "server.ts 0:35"]);
    expect(JSON.stringify(await client.request<Hover>("textDocument/hover", at))).toContain("**state** `main.agent`");
    const highlights = await client.request<DocumentHighlight[]>("textDocument/documentHighlight", at);
    expect(highlights.map(({ range, kind }) => [range.start.character, range.end.character, kind])).toEqual([
      [35, 40, 2],
    ]);
    const list = await client.request<CompletionList>("textDocument/completion", at);
    expect(list.items.map(({ label }) => label)).toEqual(["main.start", "main.agent", "start", "agent"]);
    expect(list.items[0]?.textEdit).toEqual({
      range: { start: { line: 0, character: 30 }, end: { line: 0, character: 40 } },
      newText: "main.start",
    });
    expect(await client.request("textDocument/prepareRename", at)).toEqual({
      range: { start: { line: 0, character: 35 }, end: { line: 0, character: 40 } },
      placeholder: "agent",
    });
  });

  test("a rename edits open and closed files", async () => {
    const client = await opened();
    await client.save("/bot/closed.json", '{ "nextDialogstateId": "agent" }');
    const edit = await client.request<WorkspaceEdit>("textDocument/rename", { ...place(client), newName: "person" });
    const changes = (edit.documentChanges ?? []).map((change) => {
      if (!("textDocument" in change)) throw new Error("No files come or go.");
      const texts = change.edits.map((one) => ("newText" in one ? (one as TextEdit).newText : ""));
      return `${change.textDocument.uri.split("/").at(-1)} ${change.textDocument.version} ${texts.join(" ")}`;
    });
    expect(changes.sort()).toEqual(["closed.json null person", "main.flow 1 person person", "server.ts 1 person"]);
  });

  test("a file of a flow that gets another name takes the strings along", async () => {
    const client = await startMockClient({ files, capabilities });
    const rename = { oldUri: memoryUri("/bot/main.flow"), newUri: memoryUri("/bot/bank.flow") };
    const edit = await client.request<WorkspaceEdit>("workspace/willRenameFiles", { files: [rename] });
    expect(JSON.stringify(edit)).toContain("server.ts");
    expect(JSON.stringify(edit)).toContain('"newText":"bank.agent"');
  });

  test("nothing is answered elsewhere in it, nor by other features", async () => {
    const client = await opened();
    const at = client.at("/bot/server.ts", "const");
    const { textDocument } = at;
    const nothing = [null, []];
    for (const method of ["hover", "definition", "documentHighlight", "prepareRename"]) {
      expect(nothing).toContainEqual(await client.request(`textDocument/${method}`, at));
    }
    expect(await client.request("textDocument/completion", at)).toMatchObject({ items: [] });
    expect(nothing).toContainEqual(await client.request("textDocument/documentSymbol", { textDocument }));
    expect(nothing).toContainEqual(await client.request("textDocument/foldingRange", { textDocument }));
    expect(nothing).toContainEqual(
      await client.request("textDocument/formatting", { textDocument, options: { tabSize: 2, insertSpaces: true } }),
    );
    expect(await client.request("textDocument/semanticTokens/full", { textDocument })).toMatchObject({ data: [] });
  });

  test("what is wrong is told of open and closed ones, and put right", async () => {
    const client = await opened();
    const wrong = async (path: string) => {
      const report = await client.pull(path);
      return report.kind === "full"
        ? report.items.map(({ code, severity, range }) => [code, severity, range.start.character])
        : [];
    };
    expect(await wrong("/bot/data.json")).toEqual([["unknown-state", 2, 21]]);
    const all = (await client.pullWorkspace()).flatMap((item) =>
      item.kind === "full" && item.items.length > 0 ? [item.uri.split("/").at(-1)] : [],
    );
    expect(all.filter((name) => name !== "main.flow")).toEqual(["data.json"]);
    await client.edit("/bot/server.ts", "main.agent", "main.agennt");
    expect(await wrong("/bot/server.ts")).toEqual([["unknown-state", 2, 29]]);
    const range = { start: { line: 0, character: 31 }, end: { line: 0, character: 31 } };
    const { textDocument } = client.at("/bot/server.ts", "agennt");
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    expect(actions[0]?.title).toBe("Change to `main.agent`");
    expect(JSON.stringify(actions[0]?.edit)).toContain(String.raw`"newText":"\"main.agent\""`);
    await client.edit("/bot/server.ts", "main.agennt", "main.start");
    expect(await wrong("/bot/server.ts")).toEqual([]);
    await client.edit("/bot/main.flow", "state start", "state first");
    expect(await wrong("/bot/server.ts")).toEqual([["unknown-state", 2, 29]]);
    await client.save("/bot/data.json", undefined);
    expect(await wrong("/bot/data.json")).toEqual([]);
  });
});

test("a client that pulls nothing is told by itself", async () => {
  const { diagnostic: _, ...textDocument } = capabilities.textDocument ?? {};
  const client = await startMockClient({ files, capabilities: { ...capabilities, textDocument } });
  const published = (): readonly Diagnostic[] => client.published.get(memoryUri("/bot/data.json")) ?? [];
  await until(() => published().length === 1);
  await client.save("/bot/data.json", '{ "nextDialogstate": "main.agent" }');
  await until(() => published().length === 0);
});
