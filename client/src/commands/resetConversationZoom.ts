import type { ConversationPanels } from "../conversation/panels.ts";

/** Gives the texts of the panel the editor's own size. */
export function resetConversationZoom(panels: ConversationPanels): void {
  panels.latest?.command("zoomReset");
}
