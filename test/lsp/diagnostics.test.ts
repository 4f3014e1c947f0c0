/** What clients are told about files other than the one they ask about. */
import { expect, test } from "vitest";
import { CancellationTokenSource, type DocumentDiagnosticReport } from "vscode-languageserver";
import { memoryUri } from "../support/memoryFileSystem.ts";
import { allCapabilities, eventually, type MockClient, startMockClient } from "../support/mockClient.ts";

const main = "bot b { start start fallback start }\nstate start { -> help.agent }\n";
const help = "state agent { -> end }\n";
const files = { "/bot/main.flow": main, "/bot/help.flow": help };
const mainUri = memoryUri("/bot/main.flow");

test("an answer about one document brings the closed files along that its edit breaks and mends", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/help.flow", help);
  expect(await editor.pull("/bot/help.flow")).not.toHaveProperty("relatedDocuments");
  await editor.edit("/bot/help.flow", "agent", "person");
  expect(related(await editor.pull("/bot/help.flow"))).toEqual([`${mainUri} unknown-state`]);
  await editor.edit("/bot/help.flow", "-> end", 'say "x" -> end');
  expect(related(await editor.pull("/bot/help.flow"))).toEqual([]);
  await editor.edit("/bot/help.flow", "person", "agent");
  expect(related(await editor.pull("/bot/help.flow"))).toEqual([`${mainUri} `]);
});

/** The codes of related documents, by URI. */
function related(report: DocumentDiagnosticReport): readonly string[] {
  return Object.entries(report.relatedDocuments ?? {}).flatMap(([uri, one]) =>
    one.kind === "full" ? [`${uri} ${one.items.map(({ code }) => code).join()}`] : [],
  );
}

test("a client that takes no related documents gets none", async () => {
  const { textDocument = {} } = allCapabilities;
  const editor = await startMockClient({
    files,
    capabilities: { ...allCapabilities, textDocument: { ...textDocument, diagnostic: {} } },
  });
  await editor.open("/bot/help.flow", help);
  await editor.pull("/bot/help.flow");
  await editor.edit("/bot/help.flow", "agent", "person");
  expect(await editor.pull("/bot/help.flow")).not.toHaveProperty("relatedDocuments");
});

/** The codes that a held request has told of a file, part by part. */
function told(editor: MockClient, about: string): readonly string[] {
  const parts = editor.partialResults as readonly { items: { uri: string; items: { code: string }[] }[] }[];
  return parts.flatMap(({ items }) =>
    items.flatMap(({ uri, items: found }) => (uri === about ? [found.map(({ code }) => code).join()] : [])),
  );
}

test("what a document showed that is closed without saving is told again as it stands on the disk", async () => {
  const editor = await startMockClient({ files });
  const source = new CancellationTokenSource();
  const params = { previousResultIds: [], partialResultToken: "p" };
  const held = editor.request("workspace/diagnostic", params, source.token).catch(() => undefined);
  await eventually(() => told(editor, mainUri).length === 1);
  await editor.open("/bot/main.flow", main);
  // The client shows what it pulls of a document, not what it is told; both end when the document is closed.
  await editor.edit("/bot/main.flow", "help.agent", "gone");
  expect(await editor.pull("/bot/main.flow")).toMatchObject({ items: [{ code: "unknown-state" }] });
  await editor.close("/bot/main.flow");
  await eventually(() => told(editor, mainUri).length > 1 && told(editor, mainUri).at(-1) === "");
  source.cancel();
  await held;
});

test("an unsaved document counts before what is saved, and its problems go with it", async () => {
  const editor = await startMockClient({ files });
  await editor.open("/bot/new.flow", "state x { -> gone }\n");
  expect(JSON.stringify(await editor.pull("/bot/new.flow"))).toContain('"unknown-state"');
  await editor.close("/bot/new.flow");
  expect(await editor.pull("/bot/new.flow")).toMatchObject({ kind: "full", items: [] });
});
