import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from "vscode-languageserver";
import { normalizeUri } from "../../workspace/uris.ts";
import { relatedReports, reportOf } from "../diagnosticReports.ts";
import type { Session } from "../session.ts";

export function documentDiagnostic(session: Session, params: DocumentDiagnosticParams): DocumentDiagnosticReport {
  const uri = normalizeUri(params.textDocument.uri);
  const { items, resultId } = reportOf(session, session.workspace.snapshot(), uri);
  const related = relatedReports(session, uri);
  const relatedDocuments = Object.keys(related).length > 0 && { relatedDocuments: related };
  if (params.previousResultId === resultId) return { kind: "unchanged", resultId, ...relatedDocuments };
  return { kind: "full", resultId, items, ...relatedDocuments };
}
