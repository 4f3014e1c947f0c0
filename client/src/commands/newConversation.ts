import type { ConversationPanels } from "../conversation/panels.ts";
import { mayRun } from "../trust.ts";

/** Begins another conversation with the bot of the latest one, in a panel of its own. */
export async function newConversation(panels: ConversationPanels): Promise<void> {
  if (mayRun()) await panels.latest?.another();
}
