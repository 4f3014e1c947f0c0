import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ExtensionApi } from "../../../client/src/extensionApi.ts";
import { extension, fileUri, rangeOf, replace, show, tidyUp } from "../bank.ts";
import { afterEachTest, test, until } from "../runner.ts";

const mine = "mine.test.flow";

afterEachTest(async () => {
  await tidyUp();
  await vscode.workspace.fs.delete(fileUri(mine)).then(undefined, () => undefined);
});

/** Writes tests into a file of their own, shows it, and waits until the tree has them. */
async function tests(text: string): Promise<{ readonly api: ExtensionApi; readonly editor: vscode.TextEditor }> {
  const api = await extension();
  await vscode.workspace.fs.writeFile(fileUri(mine), new TextEncoder().encode(`flow mine\n\n${text}`));
  const editor = await show(mine);
  const names = [...text.matchAll(/^test "([^"]*)"/gm)].map(([, name]) => name ?? "");
  await until("the tree has the tests", () => names.every((name) => api.tests.tree().includes(`    ${name}`)));
  return { api, editor };
}

const wrongAmount = `test "a wrong word" at transfer.start {
  bot "How much is it?"
  user "100"
  bot "To whom?"
}
`;

test("test view: the tree has projects, flows, tests, and their rows and languages, and follows what is typed", async () => {
  const { api, editor } = await tests(`test "rows" at transfer.start in en, nl each [{ said: "-1" }, { said: "0" }] {
  user row.said
}

test "alone" at transfer.start { }
`);
  const tree = api.tests.tree();
  assert.match(tree, /^bank/);
  assert.ok(
    tree.includes(`
  mine  mine.test.flow
    rows
      rows [1] [en]  said: "-1" · en
      rows [1] [nl]  said: "-1" · nl
      rows [2] [en]  said: "0" · en
      rows [2] [nl]  said: "0" · nl
    alone`),
    tree,
  );
  await replace(editor, '"alone"', '"by itself"');
  await until("the name follows", () => api.tests.tree().includes("\n    by itself"));
  assert.ok(!api.tests.tree().includes("\n    alone"));
});

test("test view: a test that fails says which turn was another one, and is put right by what happened", async () => {
  const { api, editor } = await tests(wrongAmount);
  await api.tests.run("a wrong word");
  const [found] = api.tests.failures();
  assert.equal(found?.name, "a wrong word");
  assert.ok(found.failure.turns?.expected.includes("bot: How much is it?"), found.failure.turns?.expected);
  assert.ok(found.failure.turns?.actual.includes("bot: How much do you want to send, in euros?"));
  assert.deepEqual(found.failure.route, ["transfer.start"]);
  assert.equal(found.failure.line, 4);

  await vscode.commands.executeCommand("flowstate.acceptExpected");
  assert.ok(editor.document.getText().includes('bot "How much do you want to send, in euros?"'));
  await api.tests.run("a wrong word");
  assert.deepEqual(api.tests.failures(), []);
});

test("test view: what a request was not mocked with is written by a quick fix", async () => {
  const { api, editor } = await tests(`test "the balance" {
  tap "My balance"
  bot contains "nothing"
}
`);
  await api.tests.run("the balance");
  const [found] = api.tests.failures();
  assert.ok(found?.failure.mock?.startsWith('mock GET "/accounts/debit"'), JSON.stringify(found?.failure));
  const line = new vscode.Range(3, 2, 3, 2);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    line,
    vscode.CodeActionKind.QuickFix.value,
  );
  const action = actions.find(({ title }) => title.startsWith("Add the mock GET"));
  assert.ok(action?.edit, actions.map(({ title }) => title).join(" | "));
  assert.ok(await vscode.workspace.applyEdit(action.edit));
  assert.equal(
    editor.document.getText(),
    `flow mine

test "the balance" {
  mock GET "/accounts/debit" {
    status 200
    body {}
  }
  tap "My balance"
  bot contains "nothing"
}
`,
  );
});

test("test view: the coverage of a run counts states, steps and what they may lead to, test by test", async () => {
  const { api } = await tests(`test "no amount" at transfer.start {
  user "-1"
  bot "It has to be more than zero."
}
`);
  await vscode.commands.executeCommand("testing.coverageAll");
  const coverage = await until("the flows have coverage", () => api.tests.coverage().get("transfer.flow"));
  assert.ok(coverage.statementCoverage.covered > 0);
  assert.ok((coverage.branchCoverage?.total ?? 0) > 0);
  assert.ok((coverage.declarationCoverage?.covered ?? 0) > 0);
  assert.ok(coverage.includesTests?.some(({ label }) => label === "no amount"));
});

test("test view: lenses run and debug a test, and say what tests reached of a state", async () => {
  const { api, editor } = await tests(wrongAmount);
  const lenses = (uri: vscode.Uri) =>
    vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 100);
  const titles = async (uri: vscode.Uri) => (await lenses(uri)).map(({ command }) => command?.title ?? "");
  const found = await lenses(editor.document.uri);
  const run = found.find(({ command }) => command?.title === "Run test");
  assert.ok(run?.command);
  assert.ok(found.some(({ command }) => command?.title === "Debug test"));
  const before = api.tests.runs();
  const args: readonly unknown[] = run.command.arguments ?? [];
  await vscode.commands.executeCommand(run.command.command, ...args);
  assert.equal(api.tests.runs(), before + 1);
  assert.equal(api.tests.failures().length, 1);
  const { document } = await show("transfer.flow");
  await until("the lens says what was reached", async () =>
    (await titles(document.uri)).some((title) => /^\d+ tests?: .*steps/.test(title)),
  );
});

test("test view: a flow that cannot run is told at its mistake, and a test is not lost for it", async () => {
  const { api } = await tests(wrongAmount);
  const editor = await show("transfer.flow");
  await replace(editor, "  -> confirm\n}", "  -> nowhere\n}");
  await api.tests.run("a wrong word");
  assert.deepEqual(api.tests.failures(), []);
});

test("test view: rename, go-to and completion work in a test as everywhere", async () => {
  const { editor } = await tests(`mock ok POST "/transaction" { status 200 }

test "names" at transfer.start {
  mock ok
  expect state transfer.start
}
`);
  const { document } = editor;
  const at = (text: string, offset: number) => document.positionAt(document.getText().indexOf(text) + offset);
  const definition = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    "vscode.executeDefinitionProvider",
    document.uri,
    at("expect state transfer.start", 24),
  );
  const [target] = definition;
  assert.ok(target !== undefined && ("uri" in target ? target.uri : target.targetUri).path.endsWith("transfer.flow"));
  const items = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    at("  mock ok", 9),
  );
  assert.ok(items.items.some(({ label }) => (typeof label === "string" ? label : label.label) === "ok"));
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    "vscode.executeDocumentRenameProvider",
    document.uri,
    at("expect state transfer.start", 24),
    "begin",
  );
  const files = edit.entries().map(([uri]) => uri.path.split("/").at(-1));
  assert.ok(files.includes("transfer.flow") && files.includes(mine), files.join(" "));
});

test("test view: a continuous run runs again what a saved file touches, until it is stopped", async () => {
  const alone = fileUri("alone.flow");
  await vscode.workspace.fs.writeFile(
    alone,
    new TextEncoder().encode('flow alone\n\nstate here {\n  say "Here."\n}\n'),
  );
  const { api, editor } = await tests(`test "one" at alone.here { bot "Here." }

test "two" at transfer.start { bot contains "How much" }
`);
  await api.tests.run("mine");
  assert.deepEqual([...api.tests.ran()].sort(), ["one", "two"]);
  assert.deepEqual(api.tests.failures(), []);
  const source = new vscode.CancellationTokenSource();
  await api.tests.watch("mine", source.token);
  const after = async (what: string, change: () => PromiseLike<unknown>): Promise<readonly string[]> => {
    const before = api.tests.runs();
    await change();
    await until(what, () => api.tests.runs() > before);
    return [...api.tests.ran()].sort();
  };
  const first = await after("the flow was saved", () =>
    vscode.workspace.fs.writeFile(alone, new TextEncoder().encode('flow alone\n\nstate here {\n  say "There."\n}\n')),
  );
  assert.deepEqual(first, ["one"]);
  assert.equal(api.tests.failures()[0]?.name, "one");
  const second = await after("the tests were saved", async () => {
    await replace(editor, 'bot "Here."', 'bot "There."');
    await editor.document.save();
  });
  assert.deepEqual(second, ["one", "two"]);
  assert.deepEqual(api.tests.failures(), []);
  source.cancel();
  const runs = api.tests.runs();
  await vscode.workspace.fs.delete(alone);
  await api.tests.run("two");
  assert.equal(api.tests.runs(), runs + 1);
});

test("test view: a test that is debugged stops in the flow, and at the step that does not hold", async () => {
  const { api, editor } = await tests(wrongAmount);
  const flow = await show("transfer.flow");
  const line = rangeOf(flow.document, "ask session.amount as number {").start.line;
  vscode.debug.addBreakpoints([
    new vscode.SourceBreakpoint(new vscode.Location(flow.document.uri, new vscode.Position(line, 0))),
  ]);
  const run = api.tests.run("a wrong word", "debug");
  const stopped = (what: string, uri: vscode.Uri, at: number) =>
    until(what, () => {
      const { activeTextEditor: shown } = vscode.window;
      const item = vscode.debug.activeStackItem;
      return (
        item !== undefined && shown?.document.uri.toString() === uri.toString() && shown.selection.active.line === at
      );
    });
  await stopped("it stops at the breakpoint", flow.document.uri, line);
  await vscode.commands.executeCommand("workbench.action.debug.continue");
  await stopped("it stops at the step of the test", editor.document.uri, 3);
  await vscode.commands.executeCommand("workbench.action.debug.continue");
  await run;
  assert.equal(vscode.debug.activeDebugSession, undefined);
});
