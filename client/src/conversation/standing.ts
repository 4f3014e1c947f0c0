import type { PanelRun } from "./panelRun.ts";

/** How a conversation stands, in a word or a state's name. */
export function standingOf({ status, events, reason }: PanelRun): string {
  if (status === "over") return "over";
  if (status === "stopped") return reason ?? "paused";
  const state = events.findLast((event) => event.type === "state");
  return state?.state ?? "starting";
}
