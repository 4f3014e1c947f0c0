import { workspace } from "vscode";

/**
 * Saves every changed flow, because a run reads them from the disk: the editor itself saves no more than what stands beside the file that
 * is run. Who has told the editor to save nothing before a run is left alone.
 */
export async function saveFlows(): Promise<void> {
  if (workspace.getConfiguration("debug").get("saveBeforeStart") === "none") return;
  const changed = workspace.textDocuments.filter(
    ({ languageId, isDirty, isUntitled }) => languageId === "flow" && isDirty && !isUntitled,
  );
  await Promise.all(changed.map((document) => document.save()));
}
