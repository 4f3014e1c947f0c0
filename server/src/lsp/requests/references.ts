import type { Location, ReferenceParams } from "vscode-languageserver";
import { references as referencesAt } from "../../features/references.ts";
import { locationOf } from "../convert.ts";
import { namingPosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function references(session: Session, params: ReferenceParams): Location[] | null {
  const at = namingPosition(session, params);
  if (at === undefined) return null;
  const found = referencesAt(at.file, at.offset, params.context?.includeDeclaration ?? true);
  return found.flatMap((place) => locationOf(session, at.snapshot, place) ?? []);
}
