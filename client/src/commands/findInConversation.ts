import type { ConversationPanels } from "../conversation/panels.ts";

/** Opens the editor's search over the latest conversation. */
export async function findInConversation(panels: ConversationPanels): Promise<void> {
  await panels.latest?.find();
}
