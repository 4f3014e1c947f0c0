import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  allProblems,
  applyFix,
  extension,
  fileUri,
  fixesFor,
  flows,
  problems,
  rangeOf,
  replace,
  show,
  tidyUp,
} from "../bank.ts";
import { afterEachTest, test, until } from "../runner.ts";

afterEachTest(tidyUp);

test("the example opens in the language flow, without a problem", async () => {
  await extension();
  for (const name of flows) assert.equal((await show(name)).document.languageId, "flow");
  await symbolsOf("transfer.flow");
  // Time for problems that come late, also from files that are closed.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.deepEqual(allProblems(), []);
});

test("a misspelled target is marked in under a second, at the exact name, and can be corrected", async () => {
  const editor = await show("transfer.flow");
  const { document } = editor;
  const started = performance.now();
  await replace(editor, "-> confirm\n", "-> confrim\n");
  const problem = await until("the misspelled target is marked", () => problems(document.uri, "unknown-state")[0]);
  const ms = performance.now() - started;
  assert.ok(ms < 1000, `it took ${Math.round(ms)} ms`);
  assert.deepEqual(problem.range, rangeOf(document, "confrim"));
  assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);

  await applyFix(await fixesFor(document.uri, problem), "confirm");
  await until("the mark is gone", () => problems(document.uri).length === 0);
  assert.equal(rangeOf(document, "-> confirm\n").isEmpty, false);
});

test("a state that is missing can be created", async () => {
  const editor = await show("transfer.flow");
  const { document } = editor;
  await replace(editor, "-> confirm\n", "-> askAgain\n");
  const problem = await until("the missing state is marked", () => problems(document.uri, "unknown-state")[0]);
  await applyFix(await fixesFor(document.uri, problem), "Create");
  await until("the mark is gone", () => problems(document.uri, "unknown-state").length === 0);
  assert.match(document.getText(), /\nstate askAgain \{/);
});

test("F12 on a target of another flow opens it at the state", async () => {
  const editor = await show("transfer.flow");
  const { start } = rangeOf(editor.document, "attempts 3 -> help.agent", "agent");
  editor.selection = new vscode.Selection(start, start);
  await vscode.commands.executeCommand("editor.action.revealDefinition");
  const active = await until("help.flow is shown", () => {
    const shown = vscode.window.activeTextEditor;
    return shown?.document.uri.path.endsWith("/help.flow") === true ? shown : undefined;
  });
  const name = rangeOf(active.document, "state agent {", "agent");
  await until("the cursor stands at the state", () => name.contains(active.selection.active));
});

test("completion after -> offers the states of this flow, and others with their flow", async () => {
  const editor = await show("transfer.flow");
  await replace(editor, "-> confirm\n", "-> \n");
  const { end } = rangeOf(editor.document, '"Naar wie?"\n  }\n  -> ');
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    editor.document.uri,
    end,
  );
  const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
  for (const name of ["confirm", "send", "done", "help.agent", "bank.menu", "end", "back"]) {
    assert.ok(labels.includes(name), `${name} is among: ${labels.join(" ")}`);
  }
});

test("a rename reaches every flow, and back again", async () => {
  const { document } = await show("help.flow");
  const before = await textsOf(flows);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    document.uri,
    rangeOf(document, "state agent {", "agent").start,
    "a colleague",
  );
  assert.deepEqual(
    edit
      .entries()
      .map(([uri]) => uri.path.split("/").at(-1))
      .sort(),
    flows,
  );
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.match((await textsOf(["transfer.flow"])).join(), /attempts 3 -> help\.`a colleague`/);
  await until("nothing is broken", () => allProblems().length === 0);

  const back = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    document.uri,
    rangeOf(document, "state `a colleague` {", "colleague").start,
    "agent",
  );
  assert.ok(await vscode.workspace.applyEdit(back));
  assert.deepEqual(await textsOf(flows), before);
});

test("hover and references know who leads to a state", async () => {
  const { document } = await show("help.flow");
  const { start } = rangeOf(document, "state agent {", "agent");
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    start,
  );
  const text = hovers
    .flatMap(({ contents }) => contents.map((one) => (typeof one === "string" ? one : one.value)))
    .join("\n");
  assert.match(text, /transfer\.start/);
  const references = await vscode.commands.executeCommand<vscode.Location[]>(
    "vscode.executeReferenceProvider",
    document.uri,
    start,
  );
  const files = new Set(references.map(({ uri }) => uri.path.split("/").at(-1)));
  assert.deepEqual([...files].sort(), flows);
});

test("a file that was never opened is checked, and its problems go with it", async () => {
  const uri = fileUri("late.flow");
  const text = "flow late\n\nstate start {\n  -> nowhere\n}\n";
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await until("the new file is checked", () => problems(uri, "unknown-state").length === 1);
  await vscode.workspace.fs.delete(uri);
  await until("its problems are gone", () => problems(uri).length === 0);
});

async function symbolsOf(name: string): Promise<readonly vscode.DocumentSymbol[]> {
  return until(`the states of ${name} are known`, async () => {
    const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      "vscode.executeDocumentSymbolProvider",
      fileUri(name),
    );
    return found !== undefined && found.length > 0 ? found : undefined;
  });
}

async function textsOf(names: readonly string[]): Promise<readonly string[]> {
  return Promise.all(names.map(async (name) => (await vscode.workspace.openTextDocument(fileUri(name))).getText()));
}
