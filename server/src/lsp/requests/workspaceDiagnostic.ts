/**
 * Findings of every file of the workspace. Clients ask again two seconds after each answer, so the request is held until something is
 * different from what the client already has: as long as nothing changes, nothing runs. A client that takes parts of an answer gets them as
 * they are found, and goes on getting what changes: its request ends only when it cancels it. Files that the client knows and that are gone
 * get an empty report, else their findings would stay for ever.
 */
import {
  type CancellationToken,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { createPacer } from "../../base/slices.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { normalizeUri } from "../../workspace/uris.ts";
import { endedOrCancelled } from "../cancellation.ts";
import { reportOf } from "../diagnosticReports.ts";
import { cancelled } from "../schedule.ts";
import type { Session } from "../session.ts";

const partSize = 100;

export async function workspaceDiagnostic(
  session: Session,
  params: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const previous = Array.isArray(params.previousResultIds) ? params.previousResultIds : [];
  const known = new Map(previous.map(({ uri, value }) => [normalizeUri(uri), { uri, value }]));
  const forget = (uri: string) => {
    const before = known.get(uri);
    if (before !== undefined) known.set(uri, { ...before, value: "" });
  };
  session.reports.watchers.add(forget);
  try {
    for (;;) {
      await endedOrCancelled(session.reading.ended(), token);
      const change = session.changes.next(token);
      const items = await reports(session, known, partsTo(session, params), token);
      if (token.isCancellationRequested) throw cancelled();
      if (items === undefined) continue;
      if (params.partialResultToken === undefined && items.some((item) => item.kind === "full")) return { items };
      await change;
      if (token.isCancellationRequested) throw cancelled();
      await endedOrCancelled(session.workspace.ready(), token);
    }
  } finally {
    session.reports.watchers.delete(forget);
  }
}

type KnownResults = Map<string, { readonly uri: string; readonly value: string }>;
type Parts = (items: WorkspaceDocumentDiagnosticReport[]) => void;

/**
 * The report about every file; with `send` those with news go there in parts, and the client knows them then. `undefined` where reading
 * has begun meanwhile: what is true of the other files shows when it is over.
 */
async function reports(
  session: Session,
  known: KnownResults,
  send: Parts | undefined,
  token: CancellationToken,
): Promise<WorkspaceDocumentDiagnosticReport[] | undefined> {
  const pause = createPacer();
  const snapshot = session.workspace.snapshot();
  const present = snapshot.namingFiles().filter((file) => file.listed);
  const gone = [...known.keys()].filter((uri) => snapshot.naming(uri)?.listed !== true);
  const found: WorkspaceDocumentDiagnosticReport[] = [];
  for (const uri of [...present.map((file) => file.uri), ...gone]) {
    if (session.reading.isActive) {
      send?.(found);
      return undefined;
    }
    const item = reportAbout(session, snapshot, uri, known);
    await pause();
    if (token.isCancellationRequested) return [];
    if (send === undefined) found.push(item);
    else if (item.kind === "full") {
      found.push(item);
      if (snapshot.naming(uri) === undefined) known.delete(uri);
      else known.set(uri, { uri: item.uri, value: item.resultId ?? "" });
    }
    if (send !== undefined && found.length === partSize) send(found.splice(0));
  }
  if (found.length > 0) send?.(found.splice(0));
  return found;
}

function reportAbout(
  session: Session,
  snapshot: Snapshot,
  key: string,
  known: KnownResults,
): WorkspaceDocumentDiagnosticReport {
  const before = known.get(key);
  const { items, resultId } = reportOf(session, snapshot, key);
  const about = {
    uri: before?.uri ?? session.workspace.clientUri(key),
    version: snapshot.naming(key)?.version ?? null,
  };
  if (before?.value === resultId) return { kind: "unchanged", resultId, ...about };
  return { kind: "full", resultId, items, ...about };
}

function partsTo({ connection }: Session, { partialResultToken }: WorkspaceDiagnosticParams): Parts | undefined {
  if (partialResultToken === undefined) return undefined;
  return (items) => {
    // A client that goes away needs no more.
    connection
      .sendProgress(WorkspaceDiagnosticRequest.partialResult, partialResultToken, { items })
      .catch(() => undefined);
  };
}
