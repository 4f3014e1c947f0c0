import type { ConversationPanels } from "../conversation/panels.ts";

/** Opens or closes what the conversation begins with. */
export function showRunOptions(panels: ConversationPanels): void {
  panels.latest?.command("options");
}
