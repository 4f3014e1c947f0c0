import { ConversationPanel } from "../conversation/panel.ts";
import type { ConversationPanels } from "../conversation/panels.ts";
import { mayRun } from "../trust.ts";

/** Begins a conversation again, from its start: the one given by a list of them, else the latest. */
export async function restartConversation(panels: ConversationPanels, target: unknown): Promise<void> {
  const panel = target instanceof ConversationPanel ? target : panels.latest;
  if (panel === undefined || !mayRun()) return;
  panel.focus();
  await panel.run.restart();
}
