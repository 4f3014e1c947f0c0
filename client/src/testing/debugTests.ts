import { type DebugSession, debug, type TestRun, workspace } from "vscode";
import { configurationOf } from "../debug/configurations.ts";
import type { TestLeaf } from "./testTree.ts";

/** Debugs one test; resolves once its session has ended. The debugger stops where the test fails, and says how it ended. */
export async function debugTest(run: TestRun, { item, name, uri }: TestLeaf): Promise<void> {
  const configuration = {
    ...configurationOf(uri.fsPath),
    name,
    live: "never",
    test: { file: uri.fsPath, name },
  };
  let session: DebugSession | undefined;
  const mine = (each: DebugSession): boolean =>
    each.configuration["test"] !== undefined && each.configuration.name === name;
  const ended = new Promise<void>((resolve) => {
    const subscriptions = [
      debug.onDidStartDebugSession((each) => {
        if (mine(each)) session ??= each;
      }),
      debug.onDidTerminateDebugSession((each) => {
        if (!mine(each)) return;
        for (const one of subscriptions) one.dispose();
        resolve();
      }),
      run.token.onCancellationRequested(() => {
        if (session !== undefined) void debug.stopDebugging(session);
      }),
    ];
  });
  run.started(item);
  const isStarted = await debug.startDebugging(workspace.getWorkspaceFolder(uri), configuration, { testRun: run });
  if (isStarted) await ended;
  run.skipped(item);
}
