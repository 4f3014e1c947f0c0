import type { ConversationPanels } from "../conversation/panels.ts";
import { mayRun } from "../trust.ts";

/** Begins the conversation of the panel again, from its start. */
export async function restartConversation(panels: ConversationPanels): Promise<void> {
  const panel = panels.latest;
  if (panel === undefined || !mayRun()) return;
  panel.focus();
  await panel.run.restart();
}
