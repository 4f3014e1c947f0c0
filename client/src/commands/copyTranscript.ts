import type { ConversationPanels } from "../conversation/panels.ts";

/** Puts the transcript of the latest conversation on the clipboard. */
export function copyTranscript(panels: ConversationPanels): void {
  panels.latest?.command("copyTranscript");
}
