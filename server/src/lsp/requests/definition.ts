import type { DefinitionLink, DefinitionParams, Location } from "vscode-languageserver";
import { definition as definitionAt } from "../../features/definition.ts";
import { definitionsOf } from "../definitions.ts";
import { namingPosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function definition(session: Session, params: DefinitionParams): Location[] | DefinitionLink[] | null {
  const at = namingPosition(session, params);
  if (at === undefined) return null;
  return definitionsOf(session, at, definitionAt(at.file, at.offset), session.client.definitionLinks);
}
