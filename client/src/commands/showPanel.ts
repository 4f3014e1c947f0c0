import { window } from "vscode";
import { ConversationPanel } from "../conversation/panel.ts";
import type { ConversationPanels } from "../conversation/panels.ts";

/** Brings a conversation to the front, with the cursor in the field for inputs: the one given, the only one, or one that is chosen. */
export async function showPanel(panels: ConversationPanels, target: unknown): Promise<void> {
  const panel = target instanceof ConversationPanel ? target : await choose(panels);
  panel?.focus();
}

async function choose({ all, latest }: ConversationPanels): Promise<ConversationPanel | undefined> {
  if (latest === undefined) {
    await window.showInformationMessage("No conversation runs. Open a .flow file and run it.");
    return undefined;
  }
  if (all.length === 1) return latest;
  const items = all.map((panel) => ({ label: panel.title, description: panel.run.reason ?? panel.run.status, panel }));
  const chosen = await window.showQuickPick(items, { placeHolder: "Which conversation?" });
  return chosen?.panel;
}
