import type { ConversationPanels } from "../conversation/panels.ts";

/** Makes the texts of the panel smaller. */
export function zoomConversationOut(panels: ConversationPanels): void {
  panels.latest?.command("zoomOut");
}
