import { window } from "vscode";
import { ConversationPanel } from "../conversation/panel.ts";
import type { ConversationPanels } from "../conversation/panels.ts";
import { tabOf } from "../conversation/runTitle.ts";
import { standingOf } from "../conversation/standing.ts";

/** Brings a conversation to the front, with the cursor in the field for inputs: the one given, the only one, or one that is chosen. */
export async function showPanel(panels: ConversationPanels, target: unknown): Promise<void> {
  const unseen = panels.unseen.find((run) => run === target);
  const given = target instanceof ConversationPanel ? target : unseen && panels.show(unseen);
  const panel = given ?? (await choose(panels));
  panel?.focus();
}

async function choose(panels: ConversationPanels): Promise<ConversationPanel | undefined> {
  const items = [
    ...panels.all.map(({ run }) => run),
    // Their panels were closed; choosing one opens it again.
    ...panels.unseen,
  ].map((run) => ({ label: tabOf(run), description: standingOf(run), run }));
  const [only] = items;
  if (only === undefined) {
    await window.showInformationMessage("No conversation runs. Open a .flow file and run it.");
    return undefined;
  }
  const chosen = items.length === 1 ? only : await window.showQuickPick(items, { placeHolder: "Which conversation?" });
  return chosen && panels.show(chosen.run);
}
