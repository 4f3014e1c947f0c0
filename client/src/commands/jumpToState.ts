import { window } from "vscode";
import { activeFlowSession } from "../debug/activeSession.ts";
import { isRecord } from "../debug/messages.ts";

/** Asks for a state and has the conversation that is debugged go there; a stopped one stays stopped. */
export async function jumpToState(): Promise<void> {
  const session = activeFlowSession();
  if (session === undefined) return;
  const text = "/go ";
  const answer: unknown = await session.customRequest("completions", { text, column: text.length + 1 });
  const targets = isRecord(answer) && Array.isArray(answer["targets"]) ? answer["targets"] : [];
  const states = targets.flatMap((target: unknown) =>
    isRecord(target) && typeof target["label"] === "string" ? [target["label"]] : [],
  );
  const state = await window.showQuickPick(states, { title: "Jump to State", placeHolder: "The state to go to" });
  if (state === undefined) return;
  await session.customRequest("evaluate", { expression: `/go ${state}`, context: "repl" });
}
