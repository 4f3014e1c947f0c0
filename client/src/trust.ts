import { commands, window, workspace } from "vscode";

/**
 * Whether something that runs may go on. In an untrusted workspace nothing runs: the user is told, and may open the editor's own page
 * about trust.
 */
export function mayRun(): boolean {
  if (workspace.isTrusted) return true;
  void explain();
  return false;
}

async function explain(): Promise<void> {
  const manage = "Manage Workspace Trust";
  const answer = await window.showWarningMessage("Conversations run in trusted workspaces only.", manage);
  if (answer === manage) await commands.executeCommand("workbench.trust.manage");
}
