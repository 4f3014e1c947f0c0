/**
 * The reports about files, whoever asks for them. In the time in which folders are read a report says what is known already; who got such an
 * early one is asked to ask again. A report is made again only where the findings or the places in it are others than before.
 */
import type { Diagnostic, FullDocumentDiagnosticReport } from "vscode-languageserver";
import { hashText } from "../base/hash.ts";
import { createLru } from "../base/lru.ts";
import { diagnostics } from "../features/diagnostics.ts";
import { earlyDiagnostics, type KnownFindings } from "../features/earlyDiagnostics.ts";
import { filesNaming } from "../semantics/filesNaming.ts";
import type { Finding } from "../semantics/finding.ts";
import { type NamingFile, placeIn, type Snapshot } from "../workspace/snapshot.ts";
import { diagnosticOf } from "./convert.ts";
import type { Session } from "./session.ts";

/** The findings of one file; `resultId` is a hash of them, so equal findings have equal ids. */
export interface FileReport {
  readonly items: Diagnostic[];
  readonly resultId: string;
}

/** What is kept of the reports of one session. */
export interface DiagnosticReports {
  /** The report about a file; an empty one for a file that is gone. */
  of(session: Session, snapshot: Snapshot, uri: string): FileReport;
  /** True where an early report went out since this was asked last. */
  takeEarly(): boolean;
  /** Somebody holds a request for the findings of all files open, and forgets what it knows of a file when told. */
  watch(forget: (uri: string) => void): () => void;
  readonly isWatched: boolean;
  /** A document was closed: what its client shows of it is not what the watchers were told. */
  forget(uri: string): void;
  /** The result id that a client last got for a file beside the one that it asked for. */
  readonly related: Map<string, string>;
  /** The closed files that spoke of what a file declares when it was last asked for. */
  readonly dependents: Map<string, readonly string[]>;
}

interface MadeReport {
  readonly findings: readonly Finding[];
  /** The files that places in the report stand in. */
  readonly files: readonly { readonly uri: string; readonly parsed: NamingFile["parsed"] }[];
  readonly report: FileReport;
}

/** More files than these have their squiggles late while folders are read. */
const mostKept = 100;
const nothing: FileReport = { items: [], resultId: hashText("[]") };

export function createDiagnosticReports(): DiagnosticReports {
  const made = new Map<string, MadeReport>();
  const before = createLru<string, KnownFindings>(mostKept);
  const watchers = new Set<(uri: string) => void>();
  let wasEarly = false;
  const findingsOf = (session: Session, snapshot: Snapshot, file: NamingFile): readonly Finding[] => {
    const flow = snapshot.file(file.uri);
    if (!session.reading.isComplete && flow !== undefined) {
      wasEarly = true;
      return earlyDiagnostics(flow, before.get(file.uri));
    }
    const findings = diagnostics(file);
    if (file.version !== undefined) before.set(file.uri, { text: file.parsed.text, findings });
    return findings;
  };
  return {
    of(session, snapshot, uri) {
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
    },
    takeEarly() {
      const was = wasEarly;
      wasEarly = false;
      return was;
    },
    watch(forget) {
      watchers.add(forget);
      return () => void watchers.delete(forget);
    },
    get isWatched() {
      return watchers.size > 0;
    },
    forget(uri) {
      for (const forget of watchers) forget(uri);
    },
    related: new Map(),
    dependents: new Map(),
  };
}

function filesOf(snapshot: Snapshot, file: NamingFile, findings: readonly Finding[]): MadeReport["files"] {
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
  if (!client.relatedDocuments || reports.isWatched || !reading.isComplete) return {};
  const related: Record<string, FullDocumentDiagnosticReport> = {};
  const now = dependents(snapshot, uri);
  // Those that spoke of a state that is gone speak of nothing in the file any more.
  const others = new Set([...now, ...(reports.dependents.get(uri) ?? [])]);
  reports.dependents.set(uri, now);
  for (const other of others) {
    if (snapshot.naming(other)?.version !== undefined) continue;
    const { items, resultId } = reports.of(session, snapshot, other);
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
