import type { DefinitionLink, DefinitionParams, Location } from "vscode-languageserver";
import { type Definition, definition as definitionsAt } from "../../features/definition.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { locationOf, rangeOf } from "../convert.ts";
import { filePosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function definition(session: Session, params: DefinitionParams): Location[] | DefinitionLink[] | null {
  const at = filePosition(session, params);
  if (at === undefined) return null;
  const found = definitionsAt(at.file, at.offset);
  if (session.client.definitionLinks) return found.flatMap((one) => linkOf(session, at.snapshot, one));
  return found.flatMap((one) => locationOf(session, at.snapshot, one.name) ?? []);
}

function linkOf(session: Session, snapshot: Snapshot, { origin, target, name }: Definition): DefinitionLink[] {
  const from = snapshot.file(origin.uri);
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
