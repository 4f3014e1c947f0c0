import { ConversationPanel } from "../conversation/panel.ts";
import type { ConversationPanels } from "../conversation/panels.ts";

/** Ends a conversation: the one given by a list of them, else the latest. */
export async function stopConversation(panels: ConversationPanels, target: unknown): Promise<void> {
  const unseen = panels.unseen.find((run) => run === target);
  const given = target instanceof ConversationPanel ? target.run : unseen;
  await (given ?? panels.latest?.run ?? panels.unseen.at(-1))?.stop();
}
