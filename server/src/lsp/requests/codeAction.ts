import type { CodeAction, CodeActionParams } from "vscode-languageserver";
import { codeActions } from "../../features/codeActions.ts";
import { diagnosticOf, fixEditOf, isWanted, offsetOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function codeAction(session: Session, params: CodeActionParams): CodeAction[] | null {
  const now = fileNow(session, params.textDocument);
  if (now === undefined || !session.client.codeActionLiterals) return null;
  const { file, snapshot } = now;
  const range = { start: offsetOf(session, file, params.range.start), end: offsetOf(session, file, params.range.end) };
  return codeActions(file, range)
    .filter(({ fix }) => isWanted(fix.kind, params.context?.only))
    .map(({ fix, finding }) => ({
      title: fix.title,
      kind: fix.kind,
      diagnostics: [diagnosticOf(session, snapshot, file, finding)],
      edit: fixEditOf(session, snapshot, file.project, fix.edits),
      ...(fix.preferred && { isPreferred: true }),
    }));
}
