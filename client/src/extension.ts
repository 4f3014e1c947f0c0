import { commands, type ExtensionContext, Uri } from "vscode";
import { debugTestCommand, renameAtCommand, runTestCommand, showWaysInCommand } from "../../server/src/lsp/protocol.ts";
import { createLanguageClient } from "./client.ts";
import { acceptExpected } from "./commands/acceptExpected.ts";
import { addMissingMock } from "./commands/addMissingMock.ts";
import { copyTranscript } from "./commands/copyTranscript.ts";
import { debugConversation } from "./commands/debugConversation.ts";
import { editAnswer } from "./commands/editAnswer.ts";
import { exploreBot } from "./commands/exploreBot.ts";
import { findInConversation } from "./commands/findInConversation.ts";
import { forgetAllowedHosts } from "./commands/forgetAllowedHosts.ts";
import { jumpToState } from "./commands/jumpToState.ts";
import { moveConversation } from "./commands/moveConversation.ts";
import { newConversation } from "./commands/newConversation.ts";
import { resetConversationZoom } from "./commands/resetConversationZoom.ts";
import { restartConversation } from "./commands/restartConversation.ts";
import { runConversation } from "./commands/runConversation.ts";
import { saveTest } from "./commands/saveTest.ts";
import { sendToConversation } from "./commands/sendToConversation.ts";
import { setSecret } from "./commands/setSecret.ts";
import { showConversationKeys } from "./commands/showConversationKeys.ts";
import { showMocks } from "./commands/showMocks.ts";
import { showPanel } from "./commands/showPanel.ts";
import { showRunOptions } from "./commands/showRunOptions.ts";
import { showVariables } from "./commands/showVariables.ts";
import { stopConversation } from "./commands/stopConversation.ts";
import { zoomConversationIn } from "./commands/zoomConversationIn.ts";
import { zoomConversationOut } from "./commands/zoomConversationOut.ts";
import { registerConversations } from "./conversation/conversationsView.ts";
import { ConversationPanels } from "./conversation/panels.ts";
import { StateHighlight } from "./conversation/stateHighlight.ts";
import { registerStatusItem } from "./conversation/statusItem.ts";
import { registerAdapter } from "./debug/adapterProcess.ts";
import { AllowedHosts } from "./debug/allowedHosts.ts";
import { registerConfigurations } from "./debug/configurations.ts";
import { forwardRunFacts } from "./debug/runFacts.ts";
import { Runs } from "./debug/runs.ts";
import { SecretStore } from "./debug/secretStore.ts";
import { showSectionCommand } from "./documentation/sectionLinks.ts";
import { showSection } from "./documentation/showSection.ts";
import { type ExtensionApi, testedApi } from "./extensionApi.ts";
import { showWaysIn } from "./lenses/showWaysIn.ts";
import { renameAt } from "./refactoring/renameAt.ts";
import { FlowTests } from "./testing/flowTests.ts";
import { runTestAt } from "./testing/runTestAt.ts";

/** Called by the editor once a flow is opened or run. */
export function activate(context: ExtensionContext): ExtensionApi {
  const client = createLanguageClient(context);
  const hosts = new AllowedHosts(context.globalState);
  const secrets = new SecretStore(context);
  const runs = new Runs(hosts, secrets);
  const panels = new ConversationPanels(context, runs);
  const tests = new FlowTests(context, client);
  const highlight = new StateHighlight(runs, () => panels.latest?.isActive === true);
  context.subscriptions.push(
    client,
    runs,
    panels,
    highlight,
    tests,
    runs.onDidStart((run) => forwardRunFacts(run, client)),
    registerAdapter(context),
    registerConversations(panels),
    registerStatusItem(panels),
    ...registerConfigurations(hosts),
    commands.registerCommand("flowstate.runConversation", (target) => runConversation(panels, target)),
    commands.registerCommand("flowstate.debugConversation", (target) => debugConversation(panels, target)),
    commands.registerCommand("flowstate.restartConversation", (target) => restartConversation(panels, target)),
    commands.registerCommand("flowstate.stopConversation", (target) => stopConversation(panels, target)),
    commands.registerCommand("flowstate.showVariables", () => showVariables(panels)),
    commands.registerCommand("flowstate.showMocks", () => showMocks(panels)),
    commands.registerCommand("flowstate.showRunOptions", () => showRunOptions(panels)),
    commands.registerCommand("flowstate.sendToConversation", () => sendToConversation(panels)),
    commands.registerCommand("flowstate.copyTranscript", () => copyTranscript(panels)),
    commands.registerCommand("flowstate.zoomConversationIn", () => zoomConversationIn(panels)),
    commands.registerCommand("flowstate.zoomConversationOut", () => zoomConversationOut(panels)),
    commands.registerCommand("flowstate.resetConversationZoom", () => resetConversationZoom(panels)),
    commands.registerCommand("flowstate.showConversationKeys", () => showConversationKeys(panels)),
    commands.registerCommand("flowstate.newConversation", () => newConversation(panels)),
    commands.registerCommand("flowstate.moveConversation", () => moveConversation(panels)),
    commands.registerCommand("flowstate.findInConversation", () => findInConversation(panels)),
    commands.registerCommand("flowstate.acceptExpected", (target) => acceptExpected(tests, target)),
    commands.registerCommand("flowstate.saveTest", (target) => saveTest(panels, tests, target)),
    commands.registerCommand("flowstate.addMissingMock", (target) => addMissingMock(tests, target)),
    commands.registerCommand(runTestCommand, (target) => runTestAt(tests, target, "run")),
    commands.registerCommand(debugTestCommand, (target) => runTestAt(tests, target, "debug")),
    commands.registerCommand(renameAtCommand, renameAt),
    commands.registerCommand(showWaysInCommand, showWaysIn),
    commands.registerCommand(showSectionCommand, (section) =>
      showSection(Uri.joinPath(context.extensionUri, "docs"), section),
    ),
    commands.registerCommand("flowstate.showPanel", (target) => showPanel(panels, target)),
    commands.registerCommand("flowstate.exploreBot", (target) =>
      exploreBot(context.asAbsolutePath("dist/cli.mjs"), target),
    ),
    commands.registerCommand("flowstate.jumpToState", jumpToState),
    commands.registerCommand("flowstate.editAnswer", editAnswer),
    commands.registerCommand("flowstate.setSecret", () => setSecret(secrets)),
    commands.registerCommand("flowstate.forgetAllowedHosts", () => forgetAllowedHosts(hosts)),
  );
  // The library reports a server that does not start, with its output.
  client.start().catch(() => undefined);
  return testedApi(client, panels, highlight, tests);
}
