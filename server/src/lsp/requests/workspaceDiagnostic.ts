/**
 * Findings of every file of the workspace. Clients ask again two seconds after each answer, so the request is held
 * until something is different from what the client already has: as long as nothing changes, nothing runs. Files that
 * the client knows and that are gone get an empty report, else their findings would stay for ever. The work is done
 * in slices, and what is found is sent in parts where the client takes them.
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
import { reportOf } from "../diagnosticReports.ts";
import { cancelled } from "../schedule.ts";
import type { Session } from "../session.ts";

const partSize = 100;

export async function workspaceDiagnostic(
  session: Session,
  params: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const known = new Map((params.previousResultIds ?? []).map(({ uri, value }) => [normalizeUri(uri), { uri, value }]));
  for (;;) {
    const change = session.changes.next(token);
    const items = await reports(session, known, token);
    if (token.isCancellationRequested) throw cancelled();
    if (items.some((item) => item.kind === "full")) return answer(session, params, items);
    await change;
    if (token.isCancellationRequested) throw cancelled();
    await session.workspace.ready();
  }
}

type KnownResults = ReadonlyMap<string, { readonly uri: string; readonly value: string }>;

async function reports(session: Session, known: KnownResults, token: CancellationToken) {
  const pause = createPacer();
  const snapshot = session.workspace.snapshot();
  const present = snapshot.files().filter((file) => file.listed);
  const gone = [...known.keys()].filter((uri) => snapshot.file(uri)?.listed !== true);
  const found: WorkspaceDocumentDiagnosticReport[] = [];
  for (const uri of [...present.map((file) => file.uri), ...gone]) {
    found.push(...reportAbout(session, snapshot, uri, known));
    await pause();
    if (token.isCancellationRequested) return [];
  }
  return found;
}

function reportAbout(
  session: Session,
  snapshot: Snapshot,
  key: string,
  known: KnownResults,
): WorkspaceDocumentDiagnosticReport[] {
  const before = known.get(key);
  const { items, resultId } = reportOf(session, snapshot, key);
  const about = { uri: before?.uri ?? session.workspace.clientUri(key), version: snapshot.file(key)?.version ?? null };
  if (before?.value === resultId) return [{ kind: "unchanged", resultId, ...about }];
  return [{ kind: "full", resultId, items, ...about }];
}

function answer(
  { connection }: Session,
  { partialResultToken }: WorkspaceDiagnosticParams,
  items: WorkspaceDocumentDiagnosticReport[],
): WorkspaceDiagnosticReport {
  if (partialResultToken === undefined) return { items };
  for (let at = 0; at < items.length; at += partSize) {
    const part = { items: items.slice(at, at + partSize) };
    void connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, partialResultToken, part);
  }
  return { items: [] };
}
