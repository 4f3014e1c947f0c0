import assert from "node:assert/strict";
import * as vscode from "vscode";
import {
  answer,
  applyFix,
  conversation,
  extension,
  fixesFor,
  problems,
  rangeOf,
  replace,
  show,
  stateOf,
} from "../bank.ts";
import { test, until } from "../runner.ts";

test("F5 without a launch.json talks to the backend: the money and the no-money case end in their states", async () => {
  const api = await extension();
  await show("transfer.flow");
  await vscode.commands.executeCommand("workbench.action.debug.start");
  assert.equal(stateOf(await conversation(api)), "bank.menu");
  await answer(api, "Transfer money", "tap");
  await answer(api, "100");
  await answer(api, "Alice");
  const done = await answer(api, "Yes", "tap");
  assert.equal(stateOf(done), "transfer.done");
  assert.equal(done.highlighted, "transfer.done");
  const { messages, replies, requests, state } = await done.shown();
  assert.match(messages.at(-1)?.text ?? "", /€400/);
  assert.ok(messages.some(({ from, text }) => from === "user" && text === "Alice"));
  assert.deepEqual(replies, ["Another transfer", "Menu", "That was all"]);
  assert.equal(requests.length, 1);
  assert.match(requests[0] ?? "", /POST.*\/transaction/);
  assert.equal(state, "transfer.done");

  await answer(api, "Another transfer", "tap");
  await answer(api, "1000");
  await answer(api, "Bob");
  const refused = await answer(api, "Yes", "tap");
  assert.equal(stateOf(refused), "transfer.noMoney");
  assert.match((await refused.shown()).messages.at(-1)?.text ?? "", /€650/);
});

test("a conversation begins again, and ends with its session", async () => {
  const api = await extension();
  await show("transfer.flow");
  await vscode.commands.executeCommand("flowstate.runConversation");
  await conversation(api);
  const talk = await answer(api, "Transfer money", "tap");
  assert.equal(stateOf(talk), "transfer.start");
  await talk.restart();
  await until("it begins again", () => {
    const again = api.conversation();
    return again?.events.at(-1)?.type === "wait" && stateOf(again) === "bank.menu";
  });
  await api.conversation()?.stop();
  await until("the session is over", () => vscode.debug.activeDebugSession === undefined);
});

test("a state that the backend names and that does not exist is marked at the API step, until the step changes", async () => {
  const api = await extension();
  const editor = await show("help.flow");
  await vscode.commands.executeCommand("flowstate.runConversation");
  await conversation(api);
  await answer(api, "When things break", "tap");
  await answer(api, "Try the broken answer", "tap");
  const { document } = editor;
  const problem = await until("the API step is marked", () => problems(document.uri, "broken-next")[0]);
  assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
  const step = rangeOf(document, 'api bank POST "/wrong-turn" {');
  assert.equal(problem.range.start.line, step.start.line);
  assert.match(problem.message, /transfer\.confirmed|confirmed/);
  assert.ok((problem.relatedInformation ?? []).length > 0, "the response is shown with it");
  const titles = (await fixesFor(document.uri, problem)).map(({ title }) => title);
  assert.ok(
    titles.some((title) => /create/i.test(title)),
    titles.join(" | "),
  );

  await replace(editor, '"/wrong-turn"', '"/other-turn"');
  await until("the mark is gone", () => problems(document.uri, "broken-next").length === 0);
});

test("creating the state that the backend named takes the mark away", async () => {
  const api = await extension();
  const editor = await show("help.flow");
  await vscode.commands.executeCommand("flowstate.runConversation");
  await conversation(api);
  await answer(api, "When things break", "tap");
  await answer(api, "Try the broken answer", "tap");
  const { uri } = editor.document;
  const problem = await until("the API step is marked", () => problems(uri, "broken-next")[0]);
  await applyFix(await fixesFor(uri, problem), "Create");
  await until("the mark is gone", () => problems(uri, "broken-next").length === 0);
  const created = await show("transfer.flow");
  assert.match(created.document.getText(), /\nstate confirmed \{/);
});

test("a breakpoint on a step stops there, with the stack and the variables", async () => {
  const api = await extension();
  const { document } = await show("transfer.flow");
  const { start } = rangeOf(document, 'api bank POST "/transaction" {');
  vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(document.uri, start))]);
  await vscode.commands.executeCommand("workbench.action.debug.start");
  await answer(api, "Transfer money", "tap");
  await answer(api, "25");
  await answer(api, "Carla");
  await api.conversation()?.tap("Yes");
  const session = await until("a session is active", () => vscode.debug.activeDebugSession);
  const frame = await until("it stops at the step", async () => {
    const item = vscode.debug.activeStackItem;
    return item instanceof vscode.DebugStackFrame ? item : undefined;
  });
  const { stackFrames } = (await session.customRequest("stackTrace", { threadId: frame.threadId })) as {
    readonly stackFrames: readonly { readonly id: number; readonly name: string; readonly line: number }[];
  };
  assert.equal(stackFrames[0]?.line, start.line + 1);
  const { scopes } = (await session.customRequest("scopes", { frameId: stackFrames[0]?.id })) as {
    readonly scopes: readonly { readonly name: string; readonly variablesReference: number }[];
  };
  const scope = scopes.find(({ name }) => name === "session");
  const { variables } = (await session.customRequest("variables", {
    variablesReference: scope?.variablesReference,
  })) as { readonly variables: readonly { readonly name: string; readonly value: string }[] };
  assert.equal(variables.find(({ name }) => name === "amount")?.value, "25");

  await session.customRequest("continue", { threadId: frame.threadId });
  await until("the transfer is done", () => {
    const talk = api.conversation();
    return talk !== undefined && stateOf(talk) === "transfer.done";
  });
});
