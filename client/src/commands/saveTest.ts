import { window } from "vscode";
import { customRequests, type SaveTestBody } from "../../../server/src/debug/protocol.ts";
import { ConversationPanel } from "../conversation/panel.ts";
import type { ConversationPanels } from "../conversation/panels.ts";
import { isRecord } from "../debug/messages.ts";
import type { FlowTests } from "../testing/flowTests.ts";
import { writeTest } from "../testing/writeTest.ts";

/**
 * Writes a test of a conversation beside its flow, shows it, and offers to run it. The argument is a panel; without one it is the latest.
 * The user may give it another name; who gives none goes without.
 */
export async function saveTest(panels: ConversationPanels, tests: FlowTests, target: unknown): Promise<void> {
  const panel = target instanceof ConversationPanel ? target : panels.latest;
  if (panel === undefined) {
    void window.showInformationMessage("No conversation runs. Open a .flow file and run it.");
    return;
  }
  const suggested = readSavedTest(await panel.run.request(customRequests.saveTest, {}));
  if (suggested === undefined) return;
  const name = await window.showInputBox({
    title: "Save as Test",
    prompt: "What does the conversation show?",
    value: suggested.name,
    validateInput: (text) => (text.trim() === "" ? "A test needs a name." : undefined),
  });
  if (name === undefined) return;
  const saved =
    name.trim() === suggested.name
      ? suggested
      : readSavedTest(await panel.run.request(customRequests.saveTest, { name: name.trim() }));
  if (saved === undefined) return;
  const uri = await writeTest(saved);
  const notes = saved.notes.length === 0 ? "" : ` ${saved.notes.join(" ")}`;
  const run = "Run the Test";
  const answer = await window.showInformationMessage(`The test “${saved.name}” was written.${notes}`, run);
  if (answer === run) await tests.runWhenThere(uri, saved.name);
}

/** The adapter is ours, so what has the text of a test has the rest too. */
function readSavedTest(body: unknown): SaveTestBody | undefined {
  return isSavedTest(body) ? body : undefined;
}

function isSavedTest(body: unknown): body is SaveTestBody {
  return (
    isRecord(body) && typeof body["text"] === "string" && typeof body["file"] === "string" && isRecord(body["edit"])
  );
}
