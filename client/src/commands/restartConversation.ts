import { ConversationPanel } from "../conversation/panel.ts";
import type { ConversationPanels } from "../conversation/panels.ts";
import { mayRun } from "../trust.ts";

/** Begins a conversation again, from its start: the one given by a list of them, else the latest. */
export async function restartConversation(panels: ConversationPanels, target: unknown): Promise<void> {
  if (!mayRun()) return;
  const unseen = panels.unseen.find((run) => run === target) ?? (panels.latest === undefined && panels.unseen.at(-1));
  const panel = target instanceof ConversationPanel ? target : unseen ? panels.show(unseen) : panels.latest;
  if (panel === undefined) return;
  panel.focus();
  await panel.run.restart();
}
