import type { DefinitionLink, Location, TypeDefinitionParams } from "vscode-languageserver";
import { typeDefinition as typeDefinitionAt } from "../../features/typeDefinition.ts";
import { definitionsOf } from "../definitions.ts";
import { filePosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function typeDefinition(session: Session, params: TypeDefinitionParams): Location[] | DefinitionLink[] | null {
  const at = filePosition(session, params);
  if (at === undefined) return null;
  return definitionsOf(session, at, typeDefinitionAt(at.file, at.offset), session.client.typeDefinitionLinks);
}
