import { Uri } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { RunEventBody } from "../../../server/src/debug/protocol.ts";
import { type RunFactsParams, runFactsNotification } from "../../../server/src/lsp/protocol.ts";
import type { Run } from "./run.ts";
import { shortValue } from "./shortValue.ts";

/** Types of run events that say something about the flows: what went wrong, which step has proved right, what a variable holds. */
const telling: ReadonlySet<RunEventBody["type"]> = new Set(["report", "response", "state", "memory"]);

/**
 * Tells the language server what a run has found out, so that a wrong answer of a backend becomes a problem in the editor, and the last
 * value of a variable a hint.
 * Events that come together go together.
 */
export function forwardRunFacts(run: Run, client: LanguageClient): void {
  // What the mocks of a test answer says nothing of the backend.
  if (run.configuration["test"] !== undefined) return;
  let waiting: RunEventBody[] = [];
  run.onDidReceive((event) => {
    if (!telling.has(event.type) || run.project === undefined) return;
    const folder = Uri.file(run.project.folder).toString();
    waiting.push(event.type === "memory" ? { ...event, value: shortValue(event.value), previous: null } : event);
    if (waiting.length > 1) return;
    queueMicrotask(() => {
      const params: RunFactsParams = { folder, events: waiting };
      waiting = [];
      // A server that is being started again knows nothing of this run; the next one tells it.
      client.sendNotification(runFactsNotification, params).catch(() => undefined);
    });
  });
}
