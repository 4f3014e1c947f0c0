import type { Diagnostic, FullDocumentDiagnosticReport } from "vscode-languageserver";
import { hashText } from "../base/hash.ts";
import { diagnostics } from "../features/diagnostics.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { diagnosticOf } from "./convert.ts";
import type { Session } from "./session.ts";

/** The findings of one file; `resultId` is a hash of them, so equal findings have equal ids. */
export interface FileReport {
  readonly items: Diagnostic[];
  readonly resultId: string;
}

/** The report about a file; an empty one for a file that is gone. */
export function reportOf(session: Session, snapshot: Snapshot, uri: string): FileReport {
  const file = snapshot.file(uri);
  const items = file === undefined ? [] : diagnostics(file).map((one) => diagnosticOf(session, snapshot, file, one));
  return { items, resultId: hashText(JSON.stringify(items)) };
}

/** The last report that a client got by document pull, to tell which related documents have news. */
const lastSent = new WeakMap<Session, Map<string, string>>();

/**
 * Reports about the closed files of the same project that the file's states are referred to from: an edit here can
 * change what is wrong there. Only those with news, and only for clients that take them; open files are asked for.
 */
export function relatedReports(session: Session, uri: string): Record<string, FullDocumentDiagnosticReport> {
  const snapshot = session.workspace.snapshot();
  const file = snapshot.file(uri);
  if (file === undefined || !session.client.relatedDocuments) return {};
  const sent = lastSent.get(session) ?? new Map<string, string>();
  lastSent.set(session, sent);
  const related: Record<string, FullDocumentDiagnosticReport> = {};
  for (const other of dependents(snapshot, uri)) {
    const { items, resultId } = reportOf(session, snapshot, other);
    const before = sent.get(other);
    sent.set(other, resultId);
    if (before === resultId || (before === undefined && items.length === 0)) continue;
    related[session.workspace.clientUri(other)] = { kind: "full", items, resultId };
  }
  return related;
}

function dependents(snapshot: Snapshot, uri: string): readonly string[] {
  const file = snapshot.file(uri);
  if (file === undefined) return [];
  const { index } = file.project;
  const paths = new Set(
    (index.file(file.path)?.states ?? []).flatMap((state) => index.referencesTo(state.key).map(({ path }) => path)),
  );
  const others = [...paths].flatMap((path) => index.files.get(path)?.uri ?? []);
  return others.filter((other) => other !== uri && snapshot.file(other)?.version === undefined);
}
