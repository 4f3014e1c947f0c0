import type { DeclarationParams, DefinitionLink, Location } from "vscode-languageserver";
import { declaration as declarationAt } from "../../features/declaration.ts";
import { definitionsOf } from "../definitions.ts";
import { filePosition } from "../filePosition.ts";
import type { Session } from "../session.ts";

export function declaration(session: Session, params: DeclarationParams): Location[] | DefinitionLink[] | null {
  const at = filePosition(session, params);
  if (at === undefined) return null;
  return definitionsOf(session, at, declarationAt(at.file, at.offset), session.client.declarationLinks);
}
