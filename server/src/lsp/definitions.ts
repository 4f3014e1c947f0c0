import type { DefinitionLink, Location } from "vscode-languageserver";
import type { Definition } from "../features/definitionLinks.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, rangeOf } from "./convert.ts";
import type { NamingNow } from "./filePosition.ts";
import type { Session } from "./session.ts";

/** Where names lead, with what was clicked for a client that takes links. */
export function definitionsOf(
  session: Session,
  { snapshot }: NamingNow,
  found: readonly Definition[],
  takesLinks: boolean,
): Location[] | DefinitionLink[] {
  if (takesLinks) return found.flatMap((one) => linkOf(session, snapshot, one));
  return found.flatMap((one) => locationOf(session, snapshot, one.name) ?? []);
}

function linkOf(session: Session, snapshot: Snapshot, { origin, target, name }: Definition): DefinitionLink[] {
  const from = snapshot.naming(origin.uri);
  const to = snapshot.file(target.uri);
  if (from === undefined || to === undefined) return [];
  return [
    {
      originSelectionRange: rangeOf(session, from.parsed, origin),
      targetUri: session.workspace.clientUri(target.uri),
      targetRange: rangeOf(session, to.parsed, target),
      targetSelectionRange: rangeOf(session, to.parsed, name),
    },
  ];
}
