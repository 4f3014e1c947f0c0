import type { ConversationPanels } from "../conversation/panels.ts";

/** Opens or closes the variables beside the conversation. */
export function showVariables(panels: ConversationPanels): void {
  panels.latest?.command("variables");
}
