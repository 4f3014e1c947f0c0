import type { ConversationPanels } from "../conversation/panels.ts";

/** Opens or closes the choice of mocks beside the conversation. */
export function showMocks(panels: ConversationPanels): void {
  panels.latest?.command("mocks");
}
