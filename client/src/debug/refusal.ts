import { commands, window } from "vscode";
import type { RefusedBody } from "../../../server/src/debug/protocol.ts";
import { revealPlace } from "../conversation/reveal.ts";

const show = "Show";
const problems = "Show All Problems";

/** Says why a conversation does not run, and leads to the place in the flow. The editor itself would offer to open launch.json. */
export async function tellRefusal({ message, place }: RefusedBody): Promise<void> {
  const [first = message, ...rest] = message.split("\n");
  const text = place === undefined ? message : `The conversation cannot run. ${first}`;
  const actions = [...(place === undefined ? [] : [show]), ...(rest.length > 0 ? [problems] : [])];
  const chosen = await window.showErrorMessage(text, ...actions);
  if (chosen === show && place !== undefined) await revealPlace(place.folder, place);
  if (chosen === problems) await commands.executeCommand("workbench.actions.view.problems");
}
