/**
 * Findings for clients that do not ask for them: those of a document as soon as it is edited, and when the edits are over those of each file
 * whose findings are new to the client.
 */
import { createPacer } from "../base/slices.ts";
import type { FileView } from "../workspace/snapshot.ts";
import { reportOf } from "./diagnosticReports.ts";
import { describe } from "./schedule.ts";
import type { Session } from "./session.ts";

/** Publishes the findings of all files, now and after every change. */
export function pushDiagnostics(session: Session): void {
  const published = new Map<string, { readonly clientUri: string; readonly resultId: string }>();
  let isRunning = false;
  let isStale = false;
  let isEdited = false;

  const publish = async () => {
    const pause = createPacer();
    const snapshot = session.workspace.snapshot();
    const listed = snapshot.namingFiles().filter((file) => file.listed);
    const present = new Set(listed.map((file) => file.uri));
    for (const uri of published.keys()) if (!present.has(uri)) await send(uri, undefined);
    for (const { uri, version } of listed) {
      // What is true of a closed file shows when the reading is over; then all are looked at again.
      if (session.reading.isActive && version === undefined) continue;
      await send(uri, version);
      await pause();
      if (isStale) return;
    }
  };

  const send = async (uri: string, version: number | undefined) => {
    const snapshot = session.workspace.snapshot();
    const before = published.get(uri);
    const clientUri = session.workspace.clientUri(uri);
    const { items, resultId } = reportOf(session, snapshot, uri);
    const isKnown = before === undefined ? items.length === 0 : before.resultId === resultId;
    if (snapshot.naming(uri) === undefined) published.delete(uri);
    else published.set(uri, { clientUri, resultId });
    if (isKnown) return;
    const params = {
      uri: before?.clientUri ?? clientUri,
      diagnostics: items,
      ...(version !== undefined && { version }),
    };
    await session.connection.sendDiagnostics(params);
  };

  const failed = (error: unknown) => {
    session.connection.console.error(`Publishing diagnostics failed: ${describe(error)}`);
  };

  const run = async () => {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    try {
      while (isStale) {
        isStale = false;
        await publish();
      }
    } catch (error) {
      failed(error);
    } finally {
      isRunning = false;
    }
  };

  const looked = new WeakSet<FileView["parsed"]>();
  /** Sends the findings of the documents that hold another text than when they were sent. */
  const publishDocuments = async () => {
    isEdited = false;
    for (const { uri, version, parsed } of session.workspace.snapshot().files()) {
      if (version === undefined || looked.has(parsed)) continue;
      looked.add(parsed);
      await send(uri, version);
    }
  };

  session.workspace.onDidChange((cause) => {
    if (cause !== "text" || isEdited) return;
    isEdited = true;
    // Behind the edits that have come already.
    setImmediate(() => {
      publishDocuments().catch(failed);
    });
  });
  session.changes.onSettled(() => void run());
  session.reading.onDidChange(() => void run());
  void run();
}
