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
  const { program = await chooseFlow(), start } = readTarget(target);
  if (program === undefined) return;
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

/** The only flow of the workspace, or one that is chosen; undefined where none is. */
async function chooseFlow(): Promise<string | undefined> {
  const flows = await workspace.findFiles("**/*.flow", "**/node_modules/**", mostFlows);
  if (flows.length === 0) await window.showErrorMessage(noFlow());
  if (flows.length < 2) return flows[0]?.fsPath;
  const items = flows
    .map(({ fsPath }) => ({ label: workspace.asRelativePath(fsPath), path: fsPath }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
  const chosen = await window.showQuickPick(items, { placeHolder: "Which flow shall run?" });
  return chosen?.path;
}

/** Flows that are offered at most. */
const mostFlows = 500;

function isRunFromHere(target: unknown): target is RunFromHereArguments {
  return isRecord(target) && typeof target["uri"] === "string" && typeof target["start"] === "string";
}
