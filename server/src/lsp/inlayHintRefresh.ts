import { InlayHintRefreshRequest } from "vscode-languageserver";
import type { Session } from "./session.ts";

const quietMilliseconds = 100;

/** Makes the client ask for hints again when a run has written values; what a turn writes together counts once. */
export function refreshInlayHints({ connection, client, lastValues }: Session): void {
  if (!client.refreshesInlayHints) return;
  let isWaiting = false;
  lastValues.onDidChange(() => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      // A client that goes away has nothing to draw.
      connection.sendRequest(InlayHintRefreshRequest.type).catch(() => undefined);
    }, quietMilliseconds);
  });
}
