import type { ConversationPanels } from "../conversation/panels.ts";

/** Shows which keys the panel takes. */
export function showConversationKeys(panels: ConversationPanels): void {
  panels.latest?.command("keys");
}
