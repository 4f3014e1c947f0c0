import { commands, type ExtensionContext, Uri } from "vscode";
import { renameAtCommand, showWaysInCommand } from "../../server/src/lsp/protocol.ts";
import { createLanguageClient } from "./client.ts";
import { debugConversation } from "./commands/debugConversation.ts";
import { forgetAllowedHosts } from "./commands/forgetAllowedHosts.ts";
import { restartConversation } from "./commands/restartConversation.ts";
import { runConversation } from "./commands/runConversation.ts";
import { showPanel } from "./commands/showPanel.ts";
import { ConversationPanels } from "./conversation/panels.ts";
import { StateHighlight } from "./conversation/stateHighlight.ts";
import { registerAdapter } from "./debug/adapterProcess.ts";
import { AllowedHosts } from "./debug/allowedHosts.ts";
import { registerConfigurations } from "./debug/configurations.ts";
import { forwardRunFacts } from "./debug/runFacts.ts";
import { Runs } from "./debug/runs.ts";
import { showSectionCommand } from "./documentation/sectionLinks.ts";
import { showSection } from "./documentation/showSection.ts";
import { type ExtensionApi, testedApi } from "./extensionApi.ts";
import { showWaysIn } from "./lenses/showWaysIn.ts";
import { renameAt } from "./refactoring/renameAt.ts";

/** Called by the editor once a flow is opened or run. */
export function activate(context: ExtensionContext): ExtensionApi {
  const client = createLanguageClient(context);
  const hosts = new AllowedHosts(context.globalState);
  const runs = new Runs(hosts);
  const panels = new ConversationPanels(context, runs);
  const highlight = new StateHighlight(runs, () => panels.latest?.isActive === true);
  context.subscriptions.push(
    client,
    runs,
    panels,
    highlight,
    runs.onDidStart((run) => forwardRunFacts(run, client)),
    registerAdapter(context),
    ...registerConfigurations(),
    commands.registerCommand("flowstate.runConversation", (target) => runConversation(panels, target)),
    commands.registerCommand("flowstate.debugConversation", (target) => debugConversation(panels, target)),
    commands.registerCommand("flowstate.restartConversation", () => restartConversation(panels)),
    commands.registerCommand(renameAtCommand, renameAt),
    commands.registerCommand(showWaysInCommand, showWaysIn),
    commands.registerCommand(showSectionCommand, (section) =>
      showSection(Uri.joinPath(context.extensionUri, "docs"), section),
    ),
    commands.registerCommand("flowstate.showPanel", () => showPanel(panels)),
    commands.registerCommand("flowstate.forgetAllowedHosts", () => forgetAllowedHosts(hosts)),
  );
  // The library reports a server that does not start, with its output.
  client.start().catch(() => undefined);
  return testedApi(client, panels, highlight);
}
