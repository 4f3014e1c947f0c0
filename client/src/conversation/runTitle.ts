import { basename } from "node:path";
import type { PanelRun } from "./panelRun.ts";

/** The bot, and the state where the run began if it was named: several runs may have a panel each. */
export function tabOf(run: PanelRun): string {
  const start: unknown = run.configuration["start"];
  return typeof start === "string" && start !== "" ? `${titleOf(run)} · ${start}` : titleOf(run);
}

/** The bot's name, else the name of the file that runs. */
export function titleOf(run: PanelRun): string {
  return run.project?.bot ?? basename(String(run.configuration["program"] ?? "Conversation"), ".flow");
}
