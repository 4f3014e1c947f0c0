import { debug, Uri, window, workspace } from "vscode";
import type { RunFromHereArguments } from "../../../server/src/lsp/protocol.ts";
import type { ConversationPanels } from "../conversation/panels.ts";
import { configurationOf, noFlow, openFlow } from "../debug/configurations.ts";
import { isRecord } from "../debug/messages.ts";
import { startOptions } from "../debug/run.ts";
import { mayRun } from "../trust.ts";

/**
 * Runs a conversation without stopping at breakpoints. The argument is the file (of a menu), or the file and the state to begin at (of a
 * code lens); without one it is the file in the editor.
 */
export function runConversation(panels: ConversationPanels, target: unknown): Promise<void> {
  return startConversation(panels, target, true);
}

/**
 * Starts a conversation in the debugger, or without it; resolves once it runs or the user was told why it does not. The
 * same one that still runs begins again in its panel.
 */
export async function startConversation(panels: ConversationPanels, target: unknown, noDebug: boolean): Promise<void> {
  if (!mayRun()) return;
  const { program, start } = readTarget(target);
  if (program === undefined) {
    await window.showErrorMessage(noFlow());
    return;
  }
  const before = panels.running(program, start, noDebug);
  if (before !== undefined) {
    panels.show(before).focus();
    return before.restart();
  }
  const folder = workspace.getWorkspaceFolder(Uri.file(program));
  await debug.startDebugging(folder, configurationOf(program, start), startOptions(noDebug));
}

function readTarget(target: unknown): { readonly program: string | undefined; readonly start?: string } {
  if (target instanceof Uri) return { program: target.fsPath };
  if (!isRunFromHere(target)) return { program: openFlow() };
  return { program: Uri.parse(target.uri).fsPath, start: target.start };
}

function isRunFromHere(target: unknown): target is RunFromHereArguments {
  return isRecord(target) && typeof target["uri"] === "string" && typeof target["start"] === "string";
}
