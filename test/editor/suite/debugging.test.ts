import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ExtensionApi } from "../../../client/src/extensionApi.ts";
import { answer, conversation, extension, rangeOf, show, stateOf } from "../bank.ts";
import { test, until } from "../runner.ts";

/** What the adapters write to the debug console, line by line, from now on. */
function debugConsole(): { readonly lines: readonly string[]; readonly dispose: () => void } {
  const lines: string[] = [];
  const registration = vscode.debug.registerDebugAdapterTrackerFactory("flow", {
    createDebugAdapterTracker: () => ({
      onDidSendMessage: (message: { readonly event?: string; readonly body?: { readonly output?: string } }) => {
        if (message.event === "output") lines.push(message.body?.output?.trim() ?? "");
      },
    }),
  });
  return { lines, dispose: () => void registration.dispose() };
}

/** A transfer of an amount, up to the question whether it is to be made. */
async function askFor(api: ExtensionApi, amount: string): Promise<void> {
  await answer(api, amount);
  await answer(api, "Alice");
}

test("a breakpoint takes a condition, a hit count and a log message at once", async () => {
  const api = await extension();
  const { document } = await show("transfer.flow");
  const at = (text: string) => new vscode.Location(document.uri, rangeOf(document, text).start);
  const log = "{session.amount} to {session.destination}";
  vscode.debug.addBreakpoints([
    new vscode.SourceBreakpoint(at("state confirm {"), true, "session.amount >= 100", "2", log),
    new vscode.SourceBreakpoint(at('api bank POST "/transaction" {'), true, "session.amount == 300", "1"),
  ]);
  const told = debugConsole();
  try {
    await vscode.commands.executeCommand("workbench.action.debug.start");
    await conversation(api);
    await answer(api, "Transfer money", "tap");
    for (const amount of ["50", "100", "200", "300"]) {
      await askFor(api, amount);
      if (amount !== "300") await answer(api, "Another amount", "tap");
    }
    // Of four passes three meet the condition, and the second of those is told. None of them stops.
    assert.deepEqual(
      told.lines.filter((line) => line.includes(" to Alice") && !line.includes("?")),
      ["200 to Alice"],
    );
    assert.ok(!(vscode.debug.activeStackItem instanceof vscode.DebugStackFrame));
    await api.conversation()?.tap("Yes");
    const frame = await until("it stops at the API step", () => {
      const item = vscode.debug.activeStackItem;
      return item instanceof vscode.DebugStackFrame ? item : undefined;
    });
    await frame.session.customRequest("continue", { threadId: frame.threadId });
    await until("the transfer is done", () => {
      const talk = api.conversation();
      return talk !== undefined && stateOf(talk) === "transfer.done";
    });
  } finally {
    told.dispose();
  }
});
