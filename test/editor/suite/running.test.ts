import assert from "node:assert/strict";
import * as vscode from "vscode";
import { answer, conversation, extension, fileUri, replace, show, stateOf } from "../bank.ts";
import { test, until } from "../runner.ts";

test("a code lens on a state runs the conversation from there", async () => {
  const api = await extension();
  const { document } = await show("transfer.flow");
  const lens = await until("the states have lenses", async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      50,
    );
    return found.find(
      ({ range, command }) =>
        command?.title === "Run from here" && document.lineAt(range.start.line).text.startsWith("state confirm"),
    );
  });
  assert.ok(lens.command);
  const args: readonly unknown[] = lens.command.arguments ?? [];
  await vscode.commands.executeCommand(lens.command.command, ...args);
  const talk = await conversation(api);
  assert.equal(stateOf(talk), "transfer.confirm");
  assert.equal(talk.highlighted, "transfer.confirm");
  assert.deepEqual((await talk.shown()).replies, ["Yes", "Another amount", "No"]);
  await talk.stop();
  await until("no state is marked any more", () => api.conversation()?.highlighted === undefined);
});

test("what was changed is saved before a conversation begins, and before it begins again", async () => {
  const api = await extension();
  const editor = await show("bank.flow");
  await replace(editor, "What can I do for you?", "What may it be?");
  await vscode.commands.executeCommand("flowstate.runConversation", fileUri("transfer.flow"));
  const said = async () => (await (await conversation(api)).shown()).messages.at(-1)?.text;
  assert.equal(await said(), "What may it be?");
  assert.equal(editor.document.isDirty, false);

  await replace(editor, "What may it be?", "What can I do for you?");
  const before = api.conversation()?.events.length ?? 0;
  await api.conversation()?.restart();
  await until("it begins again", () => {
    const events = api.conversation()?.events.slice(before) ?? [];
    return events.some(({ type }) => type === "start") && events.at(-1)?.type === "wait";
  });
  assert.equal(await said(), "What can I do for you?");
  assert.equal(editor.document.isDirty, false);
});

test("a program that cannot run is refused with its place, and opens no panel", async () => {
  await extension();
  const uri = fileUri("wrong/wrong.flow");
  await vscode.workspace.fs.writeFile(
    uri,
    new TextEncoder().encode("bot wrong { start wrong.nowhere }\nstate a { -> end }\n"),
  );
  await vscode.workspace.openTextDocument(uri);
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).length;
  const before = tabs();
  let sessions = 0;
  const counting = vscode.debug.onDidStartDebugSession(() => {
    sessions += 1;
  });
  // The editor tells why in a message of its own, which stays until somebody reads it.
  void vscode.commands.executeCommand("flowstate.runConversation", uri);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  counting.dispose();
  assert.equal(vscode.debug.activeDebugSession, undefined);
  assert.equal(tabs(), before);
  assert.ok(sessions <= 1);
  await vscode.workspace.fs.delete(fileUri("wrong"), { recursive: true });
});

test("two conversations run beside each other, each in a panel of its own", async () => {
  const api = await extension();
  await show("transfer.flow");
  await vscode.commands.executeCommand("flowstate.runConversation", fileUri("transfer.flow"));
  const first = await answer(api, "Transfer money", "tap");
  await vscode.commands.executeCommand("flowstate.runConversation", {
    uri: fileUri("help.flow").toString(),
    start: "help.trouble",
  });
  const second = await until("the second conversation waits", () => {
    const found = api.conversation();
    return found !== undefined && found.events !== first.events && found.events.at(-1)?.type === "wait"
      ? found
      : undefined;
  });
  assert.equal(stateOf(second), "help.trouble");
  assert.equal(stateOf(first), "transfer.start");
  await first.send({ type: "text", text: "12" });
  await until("the first one goes on", () =>
    first.events.some((event) => event.type === "message" && event.message.text === "To whom?"),
  );
  assert.equal(stateOf(second), "help.trouble");
  await first.stop();
  await second.stop();
});

test("a conversation that is run while it runs begins again in its panel", async () => {
  const api = await extension();
  await show("transfer.flow");
  const run = () => vscode.commands.executeCommand("flowstate.runConversation", fileUri("transfer.flow"));
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).length;
  await run();
  await answer(api, "Transfer money", "tap");
  const before = tabs();
  await run();
  const talk = await until("it begins again", () => {
    const found = api.conversation();
    const starts = found?.events.filter(({ type }) => type === "start").length;
    return starts === 2 && found?.events.at(-1)?.type === "wait" ? found : undefined;
  });
  assert.equal(stateOf(talk), "bank.menu");
  assert.equal(tabs(), before);
  await talk.stop();
});

test("a file of JavaScript with types is no conversation", async () => {
  const uri = fileUri("library.js.flow");
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode("declare var x: number;\n"));
  assert.equal((await vscode.workspace.openTextDocument(uri)).languageId, "javascript");
  await vscode.workspace.fs.delete(uri);
});
