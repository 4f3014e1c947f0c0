import type * as ast from "../language/ast.ts";
import type { Place } from "./finding.ts";
import { GIVEN_VARIABLES } from "./givenVariables.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { VariableReference, VariableScope } from "./references.ts";
import { variableKey } from "./variables.ts";

/** A variable that a flow may read: one that the project declares or writes somewhere, or one that the runner gives. */
export interface Variable {
  /** For example `variable:session.account.limit`. */
  readonly key: string;
  readonly scope: VariableScope;
  /** The names after the scope. */
  readonly names: readonly string[];
  /** Its type as written in the file or known; `undefined` where nothing tells. */
  readonly type: string | undefined;
  readonly documentation: string | undefined;
  /** Where it is declared or written, by path and place; none for what the runner gives. */
  readonly writers: readonly (Place & { readonly writer: VariableReference["writer"] })[];
}

const known = new WeakMap<ProjectIndex, readonly Variable[]>();

/** The variables of a project, by scope and name. */
export function variablesInScope(index: ProjectIndex): readonly Variable[] {
  const before = known.get(index);
  if (before !== undefined) return before;
  const variables = collect(index);
  known.set(index, variables);
  return variables;
}

function collect(index: ProjectIndex): readonly Variable[] {
  const writes = Map.groupBy(writesOf(index), (reference) => reference.key);
  const found = new Map<string, Variable>();
  for (const { scope, names, type, documentation } of GIVEN_VARIABLES) {
    const key = variableKey(scope, names);
    found.set(key, { key, scope, names, type, documentation, writers: [] });
  }
  for (const [key, references] of writes) {
    const [first] = references;
    if (first === undefined || first.names.length === 0) continue;
    const typed =
      references.find(({ writer }) => writer === "var") ?? references.find(({ type }) => type !== undefined);
    found.set(key, {
      key,
      scope: first.scope,
      names: first.names,
      type: typed === undefined ? undefined : typeText(index, typed.path, typed.type),
      documentation: index.symbols(key).find((symbol) => symbol.documentation !== undefined)?.documentation,
      writers: references.map(({ path, span, writer }) => ({ path, ...span, writer })),
    });
  }
  for (const references of writes.values()) {
    for (const reference of references) {
      if (reference.writer !== "var") continue;
      for (const member of membersOf(index, reference, reference.names, reference.type)) {
        if (!found.has(member.key)) found.set(member.key, member);
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What the type of a `var` says that there is in it. */
function* membersOf(
  index: ProjectIndex,
  reference: VariableReference,
  outer: readonly string[],
  type: ast.TypeNode | undefined,
): Generator<Variable> {
  if (type?.kind !== "ObjectType") return;
  const { path, scope, writer } = reference;
  for (const { name, type: ofMember } of type.members) {
    const names = [...outer, name.text];
    yield {
      key: variableKey(scope, names),
      scope,
      names,
      type: typeText(index, path, ofMember),
      documentation: undefined,
      writers: [{ path, start: name.start, end: name.end, writer }],
    };
    yield* membersOf(index, reference, names, ofMember);
  }
}

function* writesOf(index: ProjectIndex): Generator<VariableReference> {
  for (const path of index.files.keys()) {
    for (const reference of index.file(path)?.references ?? []) {
      if (reference.kind === "variable" && reference.access === "write") yield reference;
    }
  }
}

function typeText(index: ProjectIndex, path: string, type: ast.TypeNode | undefined): string | undefined {
  return type === undefined ? undefined : index.files.get(path)?.parsed.text.slice(type.start, type.end);
}
