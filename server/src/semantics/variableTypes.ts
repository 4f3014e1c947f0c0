/** What is known of the type of a variable: what a `var` declares, or all that write it agree on. */
import type * as ast from "../language/ast.ts";
import { GIVEN_VARIABLES } from "./givenVariables.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { VariableReference, VariableScope } from "./references.ts";
import { eitherKind, kindNamed, kindOfType, type StaticKind } from "./staticTypes.ts";
import { variableKey } from "./variables.ts";

/** A variable that so many places write is not looked at: nobody could say which of them is meant. */
const MOST_WRITERS = 20;

/** The type that a `var`, or a `session` contract, or a member of either's type declares; the `var` first. */
export function declaredType(
  index: ProjectIndex,
  scope: VariableScope,
  names: readonly string[],
): ast.TypeNode | undefined {
  return index.ask(`declared ${variableKey(scope, names)}`, (asked) => findDeclaredType(asked, scope, names));
}

function findDeclaredType(
  index: ProjectIndex,
  scope: VariableScope,
  names: readonly string[],
): ast.TypeNode | undefined {
  const own = declarationOf(index, scope, names);
  if (own !== undefined) return own.type;
  for (let length = names.length - 1; length > 0; length--) {
    const outer = declarationOf(index, scope, names.slice(0, length));
    // The members that a contract names are declared themselves.
    if (outer?.writer === "var") return memberType(outer.type, names.slice(length));
  }
  return undefined;
}

function declarationOf(
  index: ProjectIndex,
  scope: VariableScope,
  names: readonly string[],
): VariableReference | undefined {
  let contract: VariableReference | undefined;
  for (const write of index.declarationsOf(variableKey(scope, names))) {
    if (write.type === undefined || isIndexed(write)) continue;
    if (write.writer === "var") return write;
    contract ??= write;
  }
  return contract;
}

/** The type of the questions whose answers are stored here, if they agree in its kind. */
export function askedType(
  index: ProjectIndex,
  scope: VariableScope,
  names: readonly string[],
): ast.TypeNode | undefined {
  return index.ask(`asked ${variableKey(scope, names)}`, (observed) => findAskedType(observed, scope, names));
}

function findAskedType(index: ProjectIndex, scope: VariableScope, names: readonly string[]): ast.TypeNode | undefined {
  const asked = writersOf(index, scope, names).filter(({ writer }) => writer === "ask");
  const [first] = asked;
  const kind = kindOfType(index, first?.type);
  return asked.every(({ type }) => kindOfType(index, type) === kind) ? first?.type : undefined;
}

/** The kind of what is read from a variable; `unknown` as soon as something writes it that tells no type. */
export function variableKind(index: ProjectIndex, { scope, names }: VariableReference): StaticKind {
  return index.ask(`kind ${variableKey(scope, names)}`, (asked) => findKind(asked, scope, names));
}

function findKind(index: ProjectIndex, scope: VariableScope, names: readonly string[]): StaticKind {
  const given = GIVEN_VARIABLES.find((one) => one.scope === scope && one.names.join(".") === names.join("."));
  if (given !== undefined) return kindNamed(given.type);
  const declared = declaredType(index, scope, names);
  if (declared !== undefined) return kindOfType(index, declared);
  const writers = writersOf(index, scope, names);
  if (writers.length === 0 || writers.some(({ writer }) => writer !== "ask" && writer !== "contract")) return "unknown";
  for (let length = 1; length < names.length; length++) {
    if (writersOf(index, scope, names.slice(0, length)).some(({ writer }) => writer !== "contract")) return "unknown";
  }
  const [first, ...others] = writers.map(({ type }) => kindOfType(index, type));
  return others.reduce<StaticKind>((kind, other) => eitherKind(kind, other), first ?? "unknown");
}

function writersOf(index: ProjectIndex, scope: VariableScope, names: readonly string[]): readonly VariableReference[] {
  const writers: VariableReference[] = [];
  for (const write of index.writesOf(variableKey(scope, names))) {
    // A path with an index writes something in the list, not the variable itself.
    if (isIndexed(write)) continue;
    writers.push(write);
    if (writers.length > MOST_WRITERS) return [];
  }
  return writers;
}

function isIndexed({ node }: VariableReference): boolean {
  return node.kind === "Path" && node.segments.some(({ kind }) => kind === "PathIndex");
}

function memberType(type: ast.TypeNode | undefined, names: readonly string[]): ast.TypeNode | undefined {
  let found = type;
  for (const name of names) {
    if (found?.kind !== "ObjectType") return undefined;
    found = found.members.find((member) => member.name.text === name)?.type;
  }
  return found;
}
