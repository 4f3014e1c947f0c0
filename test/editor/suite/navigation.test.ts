import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answer, conversation, extension, rangeOf, show, tidyUp } from "../bank.ts";
import { afterEachTest, test, until } from "../runner.ts";

afterEachTest(tidyUp);

test("the call hierarchy of a state tells who leads to it, and where it leads", async () => {
  const { document } = await show("help.flow");
  const { start } = rangeOf(document, "state agent {", "agent");
  const [item] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
    "vscode.prepareCallHierarchy",
    document.uri,
    start,
  );
  assert.equal(item?.name, "agent");
  const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
    "vscode.provideIncomingCalls",
    item,
  );
  const callers = calls.map(({ from }) => `${from.detail}.${from.name}`);
  assert.ok(callers.includes("transfer.start"), callers.join(" "));
  const caller = calls.find(({ from }) => from.name === "start")?.from;
  const outgoing = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
    "vscode.provideOutgoingCalls",
    caller,
  );
  assert.ok(outgoing.some(({ to }) => to.name === "agent"));
});

test("a lens counts the ways into a state and shows them", async () => {
  const editor = await show("help.flow");
  const { document } = editor;
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    20,
  );
  const titles = lenses.map(({ command }) => command?.title ?? "");
  assert.ok(titles.includes("Run from here"), titles.join(", "));
  const ways = lenses.find(({ command }) => / ways? in$/.test(command?.title ?? ""));
  assert.ok(ways?.command !== undefined, titles.join(", "));
  const args: readonly unknown[] = ways.command.arguments ?? [];
  await vscode.commands.executeCommand(ways.command.command, ...args);
  await vscode.commands.executeCommand("closeReferenceSearch");
});

test("hints tell types, and after a run the last values", async () => {
  const api = await extension();
  const { document } = await show("transfer.flow");
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const labels = async () => {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      whole,
    );
    return hints.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join("")));
  };
  assert.ok(!(await labels()).includes("= 100"));
  await vscode.commands.executeCommand("flowstate.runConversation");
  await conversation(api);
  await answer(api, "Transfer money", "tap");
  await answer(api, "100");
  await until("the amount is shown", async () => (await labels()).includes("= 100"));
  await api.conversation()?.stop();
});
