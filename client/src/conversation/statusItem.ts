import { Disposable, StatusBarAlignment, window } from "vscode";
import type { ConversationPanels } from "./panels.ts";
import { tabOf } from "./runTitle.ts";
import { standingOf } from "./standing.ts";

/** Shows in the status bar which conversation runs and in which state it is; a click leads to it. */
export function registerStatusItem(panels: ConversationPanels): Disposable {
  const item = window.createStatusBarItem("flowstate.conversation", StatusBarAlignment.Left);
  item.name = "Conversation";
  item.command = "flowstate.showPanel";
  return Disposable.from(
    item,
    panels.onDidChange(() => {
      const running = [...panels.all.map(({ run }) => run), ...panels.unseen].filter(({ status }) => status !== "over");
      const shown = running.find((run) => run === panels.latest?.run) ?? running.at(-1);
      if (shown === undefined) return item.hide();
      const more = running.length > 1 ? ` (${running.length})` : "";
      const icon = shown.status === "stopped" ? "$(debug-pause)" : "$(comment-discussion)";
      item.text = `${icon} ${standingOf(shown)}${more}`;
      item.tooltip = `${tabOf(shown)}: show the conversation`;
      item.accessibilityInformation = { label: `Conversation ${tabOf(shown)}, ${standingOf(shown)}` };
      item.show();
    }),
  );
}
