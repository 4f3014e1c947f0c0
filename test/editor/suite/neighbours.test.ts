import assert from "node:assert/strict";
import * as vscode from "vscode";
import { applyFix, extension, fixesFor, problems, rangeOf, replace, show } from "../bank.ts";
import { test, until } from "../runner.ts";

const backend = "backend/main.ts";
const literal = 'nextDialogstate: "transfer.doen"';

test("a name of a state in the backend's program is checked, explained, completed, found and renamed", async () => {
  await extension();
  const flow = await show("transfer.flow");
  const editor = await show(backend);
  const { document } = editor;
  await replace(editor, "nextDialogstate: hasMoney ? transactionSuccess : transactionNoMoney", literal);
  const problem = await until("the wrong name is marked", () => problems(document.uri, "unknown-state")[0], 15_000);
  assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
  assert.deepEqual(problem.range, rangeOf(document, literal, '"transfer.doen"'));
  assert.equal(problems(document.uri, "unknown-state").length, 1);

  const inside = rangeOf(document, literal, "doen").start;
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    inside,
  );
  const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
  assert.ok(labels.includes("transfer.done"), labels.slice(0, 20).join(" | "));

  await applyFix(await fixesFor(document.uri, problem), "transfer.done");
  await until("the problem is gone", () => problems(document.uri, "unknown-state").length === 0);
  const there = rangeOf(document, 'nextDialogstate: "transfer.done"', "done").start;
  const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    there,
  );
  const told = (hover?.contents ?? []).map((one) => (typeof one === "string" ? one : one.value)).join("\n");
  assert.match(told, /\*\*state\*\* `transfer\.done`/);

  const places = await vscode.commands.executeCommand<vscode.Location[]>(
    "vscode.executeReferenceProvider",
    flow.document.uri,
    flow.document.positionAt(flow.document.getText().indexOf("state done") + "state ".length),
  );
  assert.ok(
    places.some(({ uri }) => uri.path.endsWith(backend)),
    places.map(({ uri }) => uri.path).join(" "),
  );
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    document.uri,
    there,
    "finished",
  );
  const files = edit.entries().map(([uri]) => uri.path);
  assert.ok(
    files.some((path) => path.endsWith("transfer.flow")) && files.some((path) => path.endsWith(backend)),
    files.join(" "),
  );
});
