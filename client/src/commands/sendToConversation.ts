import type { ConversationPanels } from "../conversation/panels.ts";

/** Opens the fields for what is no text. */
export function sendToConversation(panels: ConversationPanels): void {
  panels.latest?.command("send");
}
