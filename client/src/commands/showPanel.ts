import { window } from "vscode";
import type { ConversationPanels } from "../conversation/panels.ts";

/** Brings the conversation to the front, with the cursor in the field for inputs. */
export async function showPanel(panels: ConversationPanels): Promise<void> {
  const panel = panels.latest;
  if (panel !== undefined) panel.focus();
  else await window.showInformationMessage("No conversation runs. Open a .flow file and run it.");
}
