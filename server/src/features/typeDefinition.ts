import type { TypeNode } from "../language/ast.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { VariableReference, VariableScope } from "../semantics/references.ts";
import { resolveState } from "../semantics/resolve.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import type { ProjectSymbol } from "../semantics/symbols.ts";
import { declaredType } from "../semantics/variableTypes.ts";
import { type FileView, type Place, placeIn } from "../workspace/snapshot.ts";
import { type Definition, linkToSymbol, originOf } from "./definitionLinks.ts";
import { valueGiven } from "./givenValues.ts";

/**
 * Where the type of the thing at an offset is declared: the entity of a variable or a question, else the type as it is
 * written; of a variable that holds a state, that state; of a state the state.
 */
export function typeDefinition(file: FileView, offset: number): readonly Definition[] {
  const { project, path } = file;
  const { index } = project;
  const found = symbolAt(index, path, offset);
  if (found === undefined) return [];
  const origin = originOf(file, found);
  const definitionOf = (symbol: ProjectSymbol) => linkToSymbol(project, origin, symbol);
  if (!found.key.startsWith("variable:")) {
    return found.symbols.filter(({ kind }) => kind === "entity" || kind === "state").map(definitionOf);
  }
  const written = typesOf(index, found.key);
  const symbols = [...written.flatMap(({ type }) => entityOf(index, type)), ...statesIn(index, found.key)];
  if (symbols.length > 0) return [...new Set(symbols)].map(definitionOf);
  return written.map(({ path: from, type }) => {
    const place: Place = placeIn(project, { path: from, start: type.start, end: type.end });
    return { origin, target: place, name: place };
  });
}

interface WrittenType {
  readonly path: string;
  readonly type: TypeNode;
}

/** The types that are written down for a variable: by its `var` alone, should it have one. */
function typesOf(index: ProjectIndex, key: string): readonly WrittenType[] {
  const mentions = index.references(key).filter((one) => one.kind === "variable");
  const typed = mentions.flatMap(({ path, type, writer }) => (type === undefined ? [] : [{ path, type, writer }]));
  const declared = typed.filter(({ writer }) => writer === "var");
  if (declared.length > 0) return declared;
  if (typed.length > 0) return typed;
  const [first] = mentions;
  return first === undefined ? [] : memberType(index, first);
}

/** A member has the type that the declaration of what it stands in gives it. */
function memberType(index: ProjectIndex, { scope, names }: VariableReference): readonly WrittenType[] {
  const type = declaredType(index, scope, names);
  if (type === undefined) return [];
  const path = [...index.files.values()].find(({ path: each }) => declares(index, each, scope, type))?.path;
  return path === undefined ? [] : [{ path, type }];
}

function declares(index: ProjectIndex, path: string, scope: VariableScope, type: TypeNode): boolean {
  return (index.file(path)?.references ?? []).some(
    (one) => one.kind === "variable" && one.scope === scope && one.type !== undefined && holds(one.type, type),
  );
}

function holds(outer: TypeNode, inner: TypeNode): boolean {
  if (outer === inner) return true;
  if (outer.kind === "ListType") return outer.element !== undefined && holds(outer.element, inner);
  if (outer.kind !== "ObjectType") return false;
  return outer.members.some(({ type }) => type !== undefined && holds(type, inner));
}

function entityOf(index: ProjectIndex, type: TypeNode): readonly ProjectSymbol[] {
  if (type.kind === "ListType") return type.element === undefined ? [] : entityOf(index, type.element);
  const entity = type.kind === "EntityType" ? index.named("entity", type.name.text) : undefined;
  return entity === undefined ? [] : [entity];
}

/** The states that are stored in a variable as such. */
function statesIn(index: ProjectIndex, key: string): readonly ProjectSymbol[] {
  return [...index.writesOf(key)].flatMap((write) => {
    const value = valueGiven(index, write);
    const flow = index.flowOf(write.path)?.name;
    if (value?.kind !== "StateValue" || value.ref === undefined || flow === undefined) return [];
    return resolveState(index, flow, value.ref) ?? [];
  });
}
