import type { Location, WorkspaceSymbol, WorkspaceSymbolParams } from "vscode-languageserver";
import { symbolPlace, workspaceSymbols } from "../../features/workspaceSymbols.ts";
import { locationOf, symbolKindOf } from "../convert.ts";
import { fileNow } from "../filePosition.ts";
import { textIn } from "../itemData.ts";
import type { Session } from "../session.ts";

export function workspaceSymbol(session: Session, params: WorkspaceSymbolParams): WorkspaceSymbol[] {
  const snapshot = session.workspace.snapshot();
  return workspaceSymbols(snapshot, String(params.query ?? "")).flatMap(
    ({ name, kind, container, place, key }): WorkspaceSymbol[] => {
      const uri = session.workspace.clientUri(place.uri);
      const symbol = { name, kind: symbolKindOf(kind), containerName: container };
      if (session.client.resolvesSymbols) return [{ ...symbol, location: { uri }, data: { uri, key } }];
      const location = locationOf(session, snapshot, place);
      return location === undefined ? [] : [{ ...symbol, location }];
    },
  );
}

/** Tells where a symbol that was chosen stands. */
export function workspaceSymbolResolve(session: Session, symbol: WorkspaceSymbol): WorkspaceSymbol {
  const [uri, key] = [textIn(symbol.data, "uri"), textIn(symbol.data, "key")];
  const now = uri === undefined ? undefined : fileNow(session, { uri });
  const place = now && key !== undefined ? symbolPlace(now.file, key) : undefined;
  const location: Location | undefined = now && place && locationOf(session, now.snapshot, place);
  return location === undefined ? symbol : { ...symbol, location };
}
