import type { FromPanel, KeptPanel, ToPanel } from "./panelMessages.ts";

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  setState(state: KeptPanel): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the panel sees it. */
export interface Host {
  readonly send: (message: FromPanel) => void;
  /** Calls back for every message of the host, in order. */
  readonly listen: (receive: (message: ToPanel) => void) => void;
  /** Keeps what the panel needs to be shown again when the window is loaded anew. */
  readonly keep: (state: KeptPanel) => void;
}

/** Connects to the extension host; may be called once a page. */
export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    keep: (state) => api.setState(state),
    listen: (receive) =>
      window.addEventListener("message", (event: MessageEvent<unknown>) => {
        if (isToPanel(event.data)) receive(event.data);
      }),
  };
}

/** The types of what the host sends; the record makes sure that none is forgotten. */
const types: { readonly [T in ToPanel["type"]]: true } = {
  reset: true,
  events: true,
  run: true,
  refused: true,
  failed: true,
  variables: true,
  mocks: true,
  replayed: true,
  command: true,
  focus: true,
  inspect: true,
};

/** Other scripts of the editor's frame post messages to the page too; those of the host name what they are. */
function isToPanel(data: unknown): data is ToPanel {
  if (typeof data !== "object" || data === null || !("type" in data)) return false;
  return Object.hasOwn(types, String(data.type));
}
