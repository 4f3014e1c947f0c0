import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ConversationApi, ExtensionApi } from "../../client/src/extensionApi.ts";
import { until } from "./runner.ts";

/** The extension under test, active, with its language server answering. */
export async function extension(): Promise<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>("flowstate.flowstate");
  assert.ok(found, "the extension is there");
  const api = await found.activate();
  await api.languageServer();
  return api;
}

/** The folder that is open: a copy of the example. */
function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, "a folder is open");
  return first.uri;
}

/** The flows of the example. */
export const flows = ["bank.flow", "bank.test.flow", "help.flow", "transfer.flow"];

/** A file of the folder. */
export function fileUri(name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder(), name);
}

/** Shows a file of the folder and puts the cursor at its beginning. */
export async function show(name: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  return vscode.window.showTextDocument(document, { preview: false, viewColumn: vscode.ViewColumn.One });
}

/** The range of a text in a document, which must hold it once; of a part of it when `part` is given. */
export function rangeOf(document: vscode.TextDocument, text: string, part = text): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.notEqual(start, -1, `${document.fileName} has the text ${text}`);
  assert.equal(document.getText().indexOf(text, start + 1), -1, `${document.fileName} has the text ${text} once`);
  const from = start + text.indexOf(part);
  return new vscode.Range(document.positionAt(from), document.positionAt(from + part.length));
}

/** Replaces a text of a document, as typing does. */
export async function replace(editor: vscode.TextEditor, text: string, by: string): Promise<void> {
  const range = rangeOf(editor.document, text);
  assert.ok(await editor.edit((edit) => edit.replace(range, by)), "the edit was applied");
}

/** The problems of a file that have a code, or all of them. */
export function problems(uri: vscode.Uri, code?: string): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((one) => code === undefined || codeOf(one) === code);
}

/** The problems of all flows. */
export function allProblems(): readonly string[] {
  return vscode.languages
    .getDiagnostics()
    .filter(([uri]) => uri.path.endsWith(".flow"))
    .flatMap(([uri, found]) => found.map((one) => `${uri.path}:${one.range.start.line + 1} ${one.message}`));
}

/** The stable code of a problem. */
function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** The code actions at a problem. */
export async function fixesFor(uri: vscode.Uri, problem: vscode.Diagnostic): Promise<readonly vscode.CodeAction[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    problem.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return found;
}

/** Applies the code action whose title contains a text. */
export async function applyFix(actions: readonly vscode.CodeAction[], title: string): Promise<void> {
  const action = actions.find((one) => one.title.includes(title));
  assert.ok(action, `${title} is among: ${actions.map((one) => one.title).join(" | ")}`);
  if (action.edit !== undefined) assert.ok(await vscode.workspace.applyEdit(action.edit));
  const { command } = action;
  if (command !== undefined) {
    const args: readonly unknown[] = command.arguments ?? [];
    await vscode.commands.executeCommand(command.command, ...args);
  }
}

/** The conversation that runs, as soon as there is one that the user can answer. */
export async function conversation(api: ExtensionApi): Promise<ConversationApi> {
  return until("a conversation waits", () => {
    const found = api.conversation();
    return found?.events.at(-1)?.type === "wait" ? found : undefined;
  });
}

/** Sends a text or taps, and resolves when the conversation waits again or has ended. */
export async function answer(api: ExtensionApi, text: string, kind: "text" | "tap" = "text"): Promise<ConversationApi> {
  const talk = await conversation(api);
  const before = talk.events.length;
  await (kind === "tap" ? talk.tap(text) : talk.send({ type: "text", text }));
  return until(
    `the conversation goes on after ${text}`,
    () => {
      const found = api.conversation();
      const news = found?.events.slice(before) ?? [];
      return news.some(({ type }) => type === "wait" || type === "end") ? found : undefined;
    },
    15_000,
  );
}

/** Full name of the state that a conversation is in. */
export function stateOf({ events }: ConversationApi): string | undefined {
  return events.flatMap((event) => (event.type === "state" ? [event.state] : [])).at(-1);
}

const originals = new Map<string, Uint8Array>();

/** Ends every debug session, closes all editors, and puts the files back as they were when this was first called. */
export async function tidyUp(): Promise<void> {
  await vscode.debug.stopDebugging();
  await until("the debugger has ended", () => vscode.debug.activeDebugSession === undefined);
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  for (const name of flows) await vscode.workspace.fs.writeFile(fileUri(name), await original(name));
}

async function original(name: string): Promise<Uint8Array> {
  const known = originals.get(name) ?? (await vscode.workspace.fs.readFile(fileUri(name)));
  originals.set(name, known);
  return known;
}
