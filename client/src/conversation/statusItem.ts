import { Disposable, StatusBarAlignment, window } from "vscode";
import type { ConversationPanels } from "./panels.ts";
import { standingOf } from "./standing.ts";

/** Shows in the status bar which conversation runs and in which state it is; a click leads to it. */
export function registerStatusItem(panels: ConversationPanels): Disposable {
  const item = window.createStatusBarItem("flowstate.conversation", StatusBarAlignment.Left);
  item.name = "Conversation";
  item.command = "flowstate.showPanel";
  return Disposable.from(
    item,
    panels.onDidChange(() => {
      const running = panels.all.filter(({ run }) => run.status !== "over");
      const shown = running.find((panel) => panel === panels.latest) ?? running.at(-1);
      if (shown === undefined) return item.hide();
      const more = running.length > 1 ? ` (${running.length})` : "";
      const icon = shown.run.status === "stopped" ? "$(debug-pause)" : "$(comment-discussion)";
      item.text = `${icon} ${standingOf(shown.run)}${more}`;
      item.tooltip = `${shown.title}: show the conversation`;
      item.accessibilityInformation = { label: `Conversation ${shown.title}, ${standingOf(shown.run)}` };
      item.show();
    }),
  );
}
