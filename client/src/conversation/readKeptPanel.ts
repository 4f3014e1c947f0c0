import type { RunEventBody } from "../../../server/src/debug/protocol.ts";
import type { KeptPanel, PanelLooks, PaneName } from "../../webview/conversation/panelMessages.ts";
import { isRecord, readRunEvent, texts } from "../debug/messages.ts";
import { optionsOf } from "./runOptions.ts";

/** What the editor kept of a panel, perhaps from an older version; undefined where it cannot be shown again. */
export function readKeptPanel(state: unknown): KeptPanel | undefined {
  if (!isRecord(state) || state["version"] !== 1 || !Array.isArray(state["events"])) return undefined;
  const { configuration, folder, run, events, looks } = state;
  if (!isRecord(configuration) || typeof configuration["program"] !== "string" || !isRecord(run)) return undefined;
  return {
    version: 1,
    configuration,
    folder: typeof folder === "string" ? folder : undefined,
    run: {
      title: typeof run["title"] === "string" ? run["title"] : "Conversation",
      status: "over",
      debugging: run["debugging"] === true,
      options: optionsOf(configuration),
      languages: texts(run["languages"]),
      presets: texts(run["presets"]),
    },
    events: events.map(readRunEvent).filter((event): event is RunEventBody => event !== undefined),
    looks: readLooks(looks),
  };
}

const panes: readonly PaneName[] = ["variables", "mocks", "options"];

function readLooks(looks: unknown): PanelLooks {
  const { draft, zoom, pane } = isRecord(looks) ? looks : {};
  return {
    draft: typeof draft === "string" ? draft : "",
    zoom: typeof zoom === "number" && zoom >= 0.5 && zoom <= 3 ? zoom : 1,
    pane: panes.find((name) => name === pane),
  };
}
