import type { CodeAction, CodeActionParams } from "vscode-languageserver";
import { neighbourFixes } from "../../features/neighbourFixes.ts";
import { normalizeUri } from "../../workspace/uris.ts";
import { diagnosticOf, fixEditOf, isWanted, offsetOf } from "../convert.ts";
import type { Session } from "../session.ts";

/** The quick fixes of our own findings in a file beside the flows; `undefined` where the document is none. */
export function neighbourCodeAction(session: Session, params: CodeActionParams): CodeAction[] | undefined {
  const snapshot = session.workspace.snapshot();
  const file = snapshot.neighbour(normalizeUri(params.textDocument.uri));
  if (file === undefined) return undefined;
  const range = { start: offsetOf(session, file, params.range.start), end: offsetOf(session, file, params.range.end) };
  return neighbourFixes(file, range)
    .filter(({ fix }) => isWanted(fix.kind, params.context?.only))
    .map(({ fix, finding }) => ({
      title: fix.title,
      kind: fix.kind,
      diagnostics: [diagnosticOf(session, snapshot, file, finding)],
      edit: fixEditOf(session, snapshot, file.project, fix.edits),
      ...(fix.preferred && { isPreferred: true }),
    }));
}
