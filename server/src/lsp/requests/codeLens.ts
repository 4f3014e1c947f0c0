import type { CodeLens, CodeLensParams } from "vscode-languageserver";
import { codeLenses } from "../../features/codeLenses.ts";
import { rangeOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import { type RunFromHereArguments, runFromHereCommand } from "../protocol.ts";
import type { Session } from "../session.ts";

export function codeLens(session: Session, params: CodeLensParams): CodeLens[] | null {
  const now = fileNow(session, params.textDocument);
  if (now === undefined) return null;
  const uri = session.workspace.clientUri(now.file.uri);
  return codeLenses(now.file).map((lens) => {
    const argument: RunFromHereArguments = { uri, start: lens.state };
    const command = { title: lens.title, command: runFromHereCommand, arguments: [argument] };
    return { range: rangeOf(session, now.file.parsed, lens), command };
  });
}
