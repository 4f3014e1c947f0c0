import type { SymbolInformation, WorkspaceSymbolParams } from "vscode-languageserver";
import { workspaceSymbols } from "../../features/workspaceSymbols.ts";
import { locationOf, symbolKindOf } from "../convert.ts";
import type { Session } from "../session.ts";

export function workspaceSymbol(session: Session, params: WorkspaceSymbolParams): SymbolInformation[] {
  const snapshot = session.workspace.snapshot();
  return workspaceSymbols(snapshot, String(params.query ?? "")).flatMap(({ name, kind, container, place }) => {
    const location = locationOf(session, snapshot, place);
    return location === undefined ? [] : [{ name, kind: symbolKindOf(kind), containerName: container, location }];
  });
}
