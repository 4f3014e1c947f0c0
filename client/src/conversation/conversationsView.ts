import { commands, Disposable, EventEmitter, ThemeIcon, TreeItem, window, workspace } from "vscode";
import { ConversationPanel } from "./panel.ts";
import type { PanelRun } from "./panelRun.ts";
import type { ConversationPanels } from "./panels.ts";
import { tabOf } from "./runTitle.ts";
import { standingOf } from "./standing.ts";

/** A conversation of the list: a panel, or a run whose panel was closed. */
type Listed = ConversationPanel | PanelRun;

/** The list of conversations beside the debugger's other views; where there is none, the editor shows how to begin one. */
export function registerConversations(panels: ConversationPanels): Disposable {
  const changed = new EventEmitter<void>();
  void tellFlows();
  return Disposable.from(
    changed,
    panels.onDidChange(() => changed.fire()),
    workspace.onDidCreateFiles(() => tellFlows()),
    window.createTreeView<Listed>("flowstate.conversations", {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: (parent) => (parent === undefined ? [...panels.all, ...panels.unseen] : []),
        getTreeItem: itemOf,
      },
    }),
  );
}

function itemOf(listed: Listed): TreeItem {
  const run = listed instanceof ConversationPanel ? listed.run : listed;
  const title = tabOf(run);
  const item = new TreeItem(title);
  item.description = standingOf(run);
  item.iconPath = new ThemeIcon(icons[run.status]);
  item.contextValue = run.status === "over" ? "over" : "runs";
  item.command = { command: "flowstate.showPanel", title: "Show", arguments: [listed] };
  item.accessibilityInformation = { label: `${title}, ${standingOf(run)}` };
  return item;
}

const icons = { starting: "loading~spin", running: "comment-discussion", stopped: "debug-pause", over: "circle-slash" };

/** Views and commands of conversations are there where flows are. */
async function tellFlows(): Promise<void> {
  const flows = await workspace.findFiles("**/*.flow", "**/node_modules/**", 1);
  await commands.executeCommand("setContext", "flowstate.hasFlows", flows.length > 0);
}
