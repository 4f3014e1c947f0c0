/** Between our plain values (URIs, offsets) and the protocol's (positions, enumerations). */
import {
  type AnnotatedTextEdit,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type Position,
  type Range,
  SymbolKind,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { FinishedChange } from "../features/refactorings/finish.ts";
import type { OutlineKind } from "../features/symbolKinds.ts";
import type { FileEdit } from "../features/textEdits.ts";
import type { Span } from "../language/spans.ts";
import type { Finding, Severity } from "../semantics/finding.ts";
import { lineMapOf } from "../workspace/lineMaps.ts";
import { type NamingFile, type Place, type Project, placeIn, type Snapshot } from "../workspace/snapshot.ts";
import { joinUri } from "../workspace/uris.ts";
import { encodedPosition, offsetOfEncoded } from "./positionEncoding.ts";
import type { Session } from "./session.ts";

/** The offset of a position that the client has sent. */
export function offsetOf({ client }: Session, { parsed }: NamingFile, position: Position): number {
  return offsetOfEncoded(parsed.text, lineMapOf(parsed), position, client.positionEncoding);
}

/** A stretch of a file as the client counts. */
export function rangeOf({ client }: Session, parsed: NamingFile["parsed"], { start, end }: Span): Range {
  const lines = lineMapOf(parsed);
  const positionOf = (offset: number) => encodedPosition(parsed.text, lines, offset, client.positionEncoding);
  return { start: positionOf(start), end: positionOf(end) };
}

/** A place of the workspace; `undefined` for a file that the snapshot does not have. */
export function locationOf(session: Session, snapshot: Snapshot, place: Place): Location | undefined {
  const file = snapshot.naming(place.uri);
  if (file === undefined) return undefined;
  return { uri: session.workspace.clientUri(place.uri), range: rangeOf(session, file.parsed, place) };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function diagnosticOf(session: Session, snapshot: Snapshot, file: NamingFile, finding: Finding): Diagnostic {
  const related = finding.related.flatMap(({ message, ...at }) => {
    const location = locationOf(session, snapshot, placeIn(file.project, at));
    return location === undefined ? [] : [{ location, message }];
  });
  const { docs } = session.client;
  return {
    range: rangeOf(session, file.parsed, finding),
    severity: severities[finding.severity],
    code: finding.code,
    ...(docs !== undefined && { codeDescription: { href: `${docs}/checks/${finding.code}.md` } }),
    source: "flowstate",
    message: finding.message,
    ...(related.length > 0 && { relatedInformation: related }),
    ...(finding.unnecessary === true && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

const symbolKinds: Readonly<Record<OutlineKind, SymbolKind>> = {
  flow: SymbolKind.Module,
  bot: SymbolKind.Module,
  state: SymbolKind.Class,
  service: SymbolKind.Interface,
  variable: SymbolKind.Variable,
  intent: SymbolKind.Event,
  entity: SymbolKind.Enum,
  mock: SymbolKind.Object,
  preset: SymbolKind.Object,
  test: SymbolKind.Method,
  language: SymbolKind.Constant,
  step: SymbolKind.Function,
  route: SymbolKind.Event,
};

export function symbolKindOf(kind: OutlineKind): SymbolKind {
  return symbolKinds[kind];
}

/** Edits of several files; with versions where the client can take them. */
export function workspaceEditOf(session: Session, snapshot: Snapshot, edits: readonly FileEdit[]): WorkspaceEdit {
  const documents = [...Map.groupBy(edits, (edit) => edit.uri)].flatMap(([uri, inFile]) => {
    const file = snapshot.naming(uri);
    return file === undefined ? [] : [{ file, edits: inFile.map((edit) => headedEditOf(session, file, edit)) }];
  });
  const nameOf = (file: NamingFile) => session.workspace.clientUri(file.uri);
  if (session.client.documentChanges) {
    const documentChanges: TextDocumentEdit[] = documents.map(({ file, edits: inFile }) => ({
      textDocument: { uri: nameOf(file), version: file.version ?? null },
      edits: inFile,
    }));
    const headings = session.client.annotatesEdits
      ? new Set(edits.flatMap(({ heading }) => heading ?? []))
      : new Set<string>();
    if (headings.size === 0) return { documentChanges };
    return {
      documentChanges,
      changeAnnotations: Object.fromEntries([...headings].map((heading) => [heading, { label: heading }])),
    };
  }
  return { changes: Object.fromEntries(documents.map(({ file, edits: inFile }) => [nameOf(file), inFile])) };
}

function headedEditOf(session: Session, { parsed }: NamingFile, edit: FileEdit): TextEdit | AnnotatedTextEdit {
  const written = textEditOf(session, parsed, edit);
  const { heading } = edit;
  // Only edits with versions can carry headings.
  const isHeaded = session.client.annotatesEdits && session.client.documentChanges;
  return heading === undefined || !isHeaded ? written : { ...written, annotationId: heading };
}

export function textEditOf(
  session: Session,
  parsed: NamingFile["parsed"],
  edit: Span & { readonly text: string },
): TextEdit {
  return { range: rangeOf(session, parsed, edit), newText: edit.text };
}

/** Edits of a fix, whose paths are relative to the project. */
export function fixEditOf(
  session: Session,
  snapshot: Snapshot,
  project: Project,
  edits: readonly (Span & { readonly path: string; readonly text: string })[],
): WorkspaceEdit {
  return workspaceEditOf(
    session,
    snapshot,
    edits.map(({ text, ...at }) => ({ ...placeIn(project, at), text })),
  );
}

/** A change that may make a file. */
export function changeEditOf(
  session: Session,
  snapshot: Snapshot,
  project: Project,
  { edits, newFile }: Pick<FinishedChange, "edits" | "newFile">,
): WorkspaceEdit {
  const edit = fixEditOf(session, snapshot, project, edits);
  if (newFile === undefined) return edit;
  const uri = joinUri(project.folder, newFile.path);
  const top = { line: 0, character: 0 };
  const written = { range: { start: top, end: top }, newText: newFile.text };
  return {
    documentChanges: [
      { kind: "create", uri },
      { textDocument: { uri, version: null }, edits: [written] },
      ...(edit.documentChanges ?? []),
    ],
  };
}

/** True where a client that asked for these kinds of actions wants this one. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined ||
    only.some((asked) => asked === CodeActionKind.Empty || kind === asked || kind.startsWith(`${asked}.`))
  );
}
