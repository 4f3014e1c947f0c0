import type { ConversationPanels } from "../conversation/panels.ts";

/** Makes the texts of the panel larger. */
export function zoomConversationIn(panels: ConversationPanels): void {
  panels.latest?.command("zoomIn");
}
