import type { FromPanel, ToPanel } from "./panelMessages.ts";

interface VsCodeApi {
  postMessage(message: FromPanel): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the panel sees it. */
export interface Host {
  readonly send: (message: FromPanel) => void;
  /** Calls back for every message of the host, in order. */
  readonly listen: (receive: (message: ToPanel) => void) => void;
}

/** Connects to the extension host; may be called once a page. */
export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    listen: (receive) =>
      window.addEventListener("message", (event: MessageEvent<unknown>) => {
        if (isToPanel(event.data)) receive(event.data);
      }),
  };
}

/** Other scripts of the editor's frame post messages to the page too; those of the host name what they are. */
function isToPanel(data: unknown): data is ToPanel {
  if (typeof data !== "object" || data === null || !("type" in data)) return false;
  return ["reset", "events", "run", "refused", "focus", "inspect"].includes(String(data.type));
}
