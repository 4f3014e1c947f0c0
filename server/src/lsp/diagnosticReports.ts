/**
 * The reports about files, whoever asks for them. In the time in which folders are read a report says what is known already; who got such an
 * early one is asked to ask again. A report is made again only where the findings or the places in it are others than before.
 */
import type { FullDocumentDiagnosticReport } from "vscode-languageserver";
import { hashText } from "../base/hash.ts";
import { diagnostics } from "../features/diagnostics.ts";
import { earlyDiagnostics } from "../features/earlyDiagnostics.ts";
import { filesNaming } from "../semantics/filesNaming.ts";
import type { Finding } from "../semantics/finding.ts";
import { type NamingFile, placeIn, type Snapshot } from "../workspace/snapshot.ts";
import { diagnosticOf } from "./convert.ts";
import type { FileReport } from "./reportMemory.ts";
import type { Session } from "./session.ts";

const nothing: FileReport = { items: [], resultId: hashText("[]") };

/** The report about a file; an empty one for a file that is gone. */
export function reportOf(session: Session, snapshot: Snapshot, uri: string): FileReport {
  const { made } = session.reports;
  const file = snapshot.naming(uri);
  if (file === undefined) {
    made.delete(uri);
    return nothing;
  }
  const findings = findingsOf(session, snapshot, file);
  const known = made.get(uri);
  if (known?.findings === findings && known.files.every((one) => snapshot.naming(one.uri)?.parsed === one.parsed))
    return known.report;
  const items = findings.map((one) => diagnosticOf(session, snapshot, file, one));
  const report = { items, resultId: hashText(JSON.stringify(items)) };
  made.set(uri, { findings, files: filesOf(snapshot, file, findings), report });
  return report;
}

/** Lets go of what is kept about files that are gone: a report holds on to the files that it speaks of. */
export function forgetGoneFiles({
  changes,
  workspace,
  reports: { made },
}: Pick<Session, "changes" | "workspace" | "reports">): void {
  changes.onSettled(({ beyondText }) => {
    if (!beyondText) return;
    const snapshot = workspace.snapshot();
    for (const uri of made.keys()) if (snapshot.naming(uri) === undefined) made.delete(uri);
  });
}

function findingsOf({ reading, reports }: Session, snapshot: Snapshot, file: NamingFile): readonly Finding[] {
  const flow = snapshot.file(file.uri);
  if (!reading.isComplete && flow !== undefined) {
    reports.wasEarly = true;
    return earlyDiagnostics(flow, reports.whole.get(file.uri));
  }
  const findings = diagnostics(file);
  if (file.version !== undefined) reports.whole.set(file.uri, { text: file.parsed.text, findings });
  return findings;
}

function filesOf(
  snapshot: Snapshot,
  file: NamingFile,
  findings: readonly Finding[],
): { readonly uri: string; readonly parsed: NamingFile["parsed"] }[] {
  const uris = new Set([file.uri]);
  for (const { related } of findings) for (const at of related) uris.add(placeIn(file.project, at).uri);
  return [...uris].flatMap((uri) => {
    const parsed = snapshot.naming(uri)?.parsed;
    return parsed === undefined ? [] : [{ uri, parsed }];
  });
}

/**
 * Reports about the closed files of the same project that the file's states are referred to from: an edit here can
 * change what is wrong there. Only those with news, and only for clients that take them and do not hold a request for
 * all files open; open files are asked for.
 */
export function relatedReports(session: Session, uri: string): Record<string, FullDocumentDiagnosticReport> {
  const { reports, client, reading } = session;
  const snapshot = session.workspace.snapshot();
  if (!client.relatedDocuments || reports.watchers.size > 0 || !reading.isComplete) return {};
  const related: Record<string, FullDocumentDiagnosticReport> = {};
  const now = dependents(snapshot, uri);
  // Those that spoke of a state that is gone speak of nothing in the file any more.
  const others = new Set([...now, ...(reports.dependents.get(uri) ?? [])]);
  reports.dependents.set(uri, now);
  for (const other of others) {
    if (snapshot.naming(other)?.version !== undefined) continue;
    const { items, resultId } = reportOf(session, snapshot, other);
    const before = reports.related.get(other);
    reports.related.set(other, resultId);
    if (before === resultId || (before === undefined && items.length === 0)) continue;
    related[session.workspace.clientUri(other)] = { kind: "full", items, resultId };
  }
  return related;
}

function dependents(snapshot: Snapshot, uri: string): readonly string[] {
  const file = snapshot.file(uri);
  if (file === undefined) return [];
  const { index } = file.project;
  const others = [...filesNaming(index, file.path)].flatMap((path) => index.uriOf(path) ?? []);
  return others.filter((other) => other !== uri && snapshot.naming(other)?.version === undefined);
}
