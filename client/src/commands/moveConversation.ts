import type { ConversationPanels } from "../conversation/panels.ts";

/** Moves the latest conversation into a window of its own. */
export async function moveConversation(panels: ConversationPanels): Promise<void> {
  await panels.latest?.moveToNewWindow();
}
