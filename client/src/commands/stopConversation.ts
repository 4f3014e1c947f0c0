import { ConversationPanel } from "../conversation/panel.ts";
import type { ConversationPanels } from "../conversation/panels.ts";

/** Ends a conversation: the one given by a list of them, else the latest. */
export async function stopConversation(panels: ConversationPanels, target: unknown): Promise<void> {
  const panel = target instanceof ConversationPanel ? target : panels.latest;
  await panel?.run.stop();
}
