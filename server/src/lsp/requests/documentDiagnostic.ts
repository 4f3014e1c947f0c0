import type { DocumentDiagnosticParams, DocumentDiagnosticReport } from "vscode-languageserver";
import { normalizeUri } from "../../workspace/uris.ts";
import { relatedReports, reportOf } from "../diagnosticReports.ts";
import type { Session } from "../session.ts";

/** How long an answer waits for what is being read: most reading takes less, and one answer is better than two. */
const patienceMilliseconds = 40;

export async function documentDiagnostic(
  session: Session,
  params: DocumentDiagnosticParams,
): Promise<DocumentDiagnosticReport> {
  await soonReady(session);
  const uri = normalizeUri(params.textDocument.uri);
  const { items, resultId } = reportOf(session, session.workspace.snapshot(), uri);
  const related = relatedReports(session, uri);
  const relatedDocuments = Object.keys(related).length > 0 && { relatedDocuments: related };
  if (params.previousResultId === resultId) return { kind: "unchanged", resultId, ...relatedDocuments };
  return { kind: "full", resultId, items, ...relatedDocuments };
}

async function soonReady({ workspace, reading }: Session): Promise<void> {
  if (!reading.isActive) return workspace.ready();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMilliseconds);
  });
  await Promise.race([reading.ended(), late]);
  clearTimeout(timer);
}
