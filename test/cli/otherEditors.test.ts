/** What `docs/editors.md` promises: both servers serve an editor that can do next to nothing. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/commandLine.ts";
import { GenericClient } from "../support/genericClient.ts";

const main = 'bot b { start start fallback start }\nstate start { say "Hi" -> help.agnt }\n';
const help = "state agent { -> end }\n";

test("the language server serves a client without registration, pull or settings", async () => {
  await using folder = await temporaryFolder({ "main.flow": main, "help.flow": help });
  await using editor = new GenericClient(["lsp", "--stdio"]);
  const uri = pathToFileURL(join(folder.path, "main.flow")).href;
  const textDocument = { uri };
  const published = (what: string, isIt: (codes: readonly unknown[]) => boolean) =>
    editor.message(what, ({ method, params }) => {
      if (method !== "textDocument/publishDiagnostics" || typeof params !== "object" || params === null) return false;
      const { uri: about, diagnostics } = params as { uri: string; diagnostics: { code: string }[] };
      return about === uri && isIt(diagnostics.map(({ code }) => code));
    });

  const rootUri = pathToFileURL(folder.path).href;
  const answer = await editor.request("initialize", { processId: null, rootUri, capabilities: {} });
  expect(answer).toMatchObject({ capabilities: { positionEncoding: "utf-16", hoverProvider: true } });
  expect(answer).not.toMatchObject({ capabilities: { diagnosticProvider: expect.anything() } });
  editor.notify("initialized", {});
  editor.notify("textDocument/didOpen", { textDocument: { uri, languageId: "flow", version: 1, text: main } });
  await published("the finding", (codes) => codes.includes("unknown-state"));

  const at = { textDocument, position: { line: 1, character: 31 } };
  const range = { start: at.position, end: at.position };
  // Neither actions with edits nor edits by the server.
  expect(
    await editor.request("textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } }),
  ).toBeNull();
  expect(await editor.request("textDocument/completion", at)).toMatchObject({ items: expect.any(Array) });
  expect(await editor.request("textDocument/documentSymbol", { textDocument })).toContainEqual(
    expect.objectContaining({ name: "start", location: expect.anything() }),
  );

  const typed = { start: { line: 1, character: 33 }, end: { line: 1, character: 33 } };
  editor.notify("textDocument/didChange", {
    textDocument: { uri, version: 2 },
    contentChanges: [{ range: typed, text: "e" }],
  });
  await published("the finding to go", (codes) => codes.length === 0);
  expect(await editor.request("textDocument/definition", at)).toMatchObject([
    { uri: pathToFileURL(join(folder.path, "help.flow")).href },
  ]);
  expect(await editor.request("textDocument/rename", { ...at, newName: "person" })).toMatchObject({
    changes: { [uri]: [{ newText: "person" }] },
  });
  expect(editor.asked).toEqual([]);
  await editor.request("shutdown");
  editor.notify("exit");
  expect(await editor.exitCode()).toBe(0);
});

test("the debug adapter serves a client that draws nothing of its own", async () => {
  await using folder = await temporaryFolder({ "main.flow": main.replace("agnt", "agent"), "help.flow": help });
  await using editor = new GenericClient(["dap", "--stdio"]);
  const program = join(folder.path, "main.flow");
  await editor.ask("initialize", { adapterID: "flow", linesStartAt1: true, columnsStartAt1: true, pathFormat: "path" });
  const launched = editor.ask("launch", { program });
  await editor.event("initialized");
  expect(await editor.ask("setBreakpoints", { source: { path: program }, breakpoints: [{ line: 2 }] })).toMatchObject({
    breakpoints: [{ verified: true }],
  });
  await editor.ask("configurationDone");
  await launched;
  const stopped = await editor.event("stopped");
  expect(stopped["body"]).toMatchObject({ reason: "breakpoint", threadId: expect.any(Number) });
  const { threadId } = stopped["body"] as { threadId: number };
  const { stackFrames } = (await editor.ask("stackTrace", { threadId })) as { stackFrames: { id: number }[] };
  expect(stackFrames[0]).toMatchObject({ line: 2, source: { path: program } });
  expect(await editor.ask("scopes", { frameId: stackFrames[0]?.id })).toMatchObject({ scopes: expect.any(Array) });
  await editor.ask("setBreakpoints", { source: { path: program }, breakpoints: [] });
  await editor.ask("continue", { threadId });
  await editor.event("output", (body) => JSON.stringify(body).includes("Hi"));
  expect(editor.asked).toEqual([]);
  await editor.ask("disconnect");
  expect(await editor.exitCode()).toBe(0);
});
