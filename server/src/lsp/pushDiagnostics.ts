/** Findings for clients that do not ask for them: after every change, each file whose findings are new to the client. */
import { createPacer } from "../base/slices.ts";
import { reportOf } from "./diagnosticReports.ts";
import { describe } from "./schedule.ts";
import type { Session } from "./session.ts";

/** Publishes the findings of all files, now and after every change. */
export function pushDiagnostics(session: Session): void {
  const published = new Map<string, { readonly clientUri: string; readonly resultId: string }>();
  let isRunning = false;
  let isStale = false;

  const publish = async () => {
    await session.workspace.ready();
    const pause = createPacer();
    const snapshot = session.workspace.snapshot();
    const listed = snapshot.files().filter((file) => file.listed);
    const present = new Set(listed.map((file) => file.uri));
    for (const uri of published.keys()) if (!present.has(uri)) await send(uri, undefined);
    for (const { uri, version } of listed) {
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
    if (snapshot.file(uri) === undefined) published.delete(uri);
    else published.set(uri, { clientUri, resultId });
    if (isKnown) return;
    const params = {
      uri: before?.clientUri ?? clientUri,
      diagnostics: items,
      ...(version !== undefined && { version }),
    };
    await session.connection.sendDiagnostics(params);
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
      session.connection.console.error(`Publishing diagnostics failed: ${describe(error)}`);
    } finally {
      isRunning = false;
    }
  };

  session.changes.onSettled(() => void run());
  void run();
}
