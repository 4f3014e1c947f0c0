import type { ConversationPanels } from "../conversation/panels.ts";
import { startConversation } from "./runConversation.ts";

/** Starts a conversation that breakpoints stop; its argument is that of `runConversation`. */
export function debugConversation(panels: ConversationPanels, target: unknown): Promise<void> {
  return startConversation(panels, target, false);
}
