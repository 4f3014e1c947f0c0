import type { Location, ReferenceParams } from "vscode-languageserver";
import { references as referencesAt } from "../../features/references.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { locationOf } from "../convert.ts";
import { namingPosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

/** What was answered last: as long as nothing has changed it may be asked for again, and a name may stand in thousands of files. */
const last = new WeakMap<Snapshot, { readonly asked: string; readonly found: Location[] }>();

export function references(session: Session, params: ReferenceParams): Location[] | null {
  const at = namingPosition(session, params);
  if (at === undefined) return null;
  const { file, offset, snapshot } = at;
  const withDeclaration = params.context?.includeDeclaration ?? true;
  const asked = `${withDeclaration} ${offset} ${file.uri}`;
  const before = last.get(snapshot);
  if (before?.asked === asked) return before.found;
  const found: Location[] = [];
  for (const place of referencesAt(file, offset, withDeclaration)) {
    const location = locationOf(session, snapshot, place);
    if (location !== undefined) found.push(location);
  }
  last.set(snapshot, { asked, found });
  return found;
}
