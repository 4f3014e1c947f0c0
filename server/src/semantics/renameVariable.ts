/**
 * Another name for a variable, at every place that speaks of it or of what is stored in it: paths, contracts, and the keys
 * of types and objects that a declaration or a step stores. What a backend or the runner names cannot be renamed here.
 */
import type * as ast from "../language/ast.ts";
import { isWritableName, writeName } from "../language/names.ts";
import { answerKeysOf, keysAt } from "./answerKeys.ts";
import type { FixEdit } from "./fixes/fix.ts";
import { writeString } from "./fixes/writeString.ts";
import { isGiven } from "./givenVariables.ts";
import { inCode } from "./inCode.ts";
import { nodesOf } from "./nodesOf.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { VariableReference, VariableScope } from "./references.ts";
import { variableKey } from "./variables.ts";

/** The edits, or why there are none. */
export type VariableRenaming =
  | { readonly ok: true; readonly edits: readonly FixEdit[] }
  | { readonly ok: false; readonly reason: string };

/** Words that mean something else at the beginning of a path, in backticks too: scopes, and names of some places. */
const OTHERWISE_TAKEN: ReadonlySet<string> = new Set(
  "bot user session temp event conversation secret value method path query headers body row".split(" "),
);

/** Words that mean something else at the beginning of a value; in backticks they are names. */
const WORDS: ReadonlySet<string> = new Set("true false null not state else".split(" "));

/** A variable by its scope and the names after it. */
export interface NamedVariable {
  readonly scope: VariableScope;
  readonly names: readonly string[];
}

/** Gives a variable another name, without backticks; with its present one, the edits write what could stand there already. */
export function renameVariable(index: ProjectIndex, variable: NamedVariable, name: string): VariableRenaming {
  const { scope, names } = variable;
  const key = variableKey(scope, names);
  const refusal = refusalOf(index, variable, name);
  if (refusal !== undefined) return { ok: false, reason: refusal };
  const depth = names.length - 1;
  const paths = [...index.referencesBelow(key)].flatMap((reference) =>
    reference.kind === "variable" ? (renamedIn(reference, depth, name) ?? []) : [],
  );
  const answers = scope === "session" ? answerKeysOf(index, names) : [];
  const told = answers.map(({ path, key: written }) => keyEdit(path, written, name));
  return { ok: true, edits: distinct([...paths, ...keysIn(index, scope, names, name), ...told]) };
}

function refusalOf(index: ProjectIndex, { scope, names }: NamedVariable, name: string): string | undefined {
  const parent = names.slice(0, -1);
  const present = inCode([scope, ...names].join("."));
  if (names.length === 0) return `${present} is where variables are kept: its name stays.`;
  if (scope === "secret") return "A secret is called as it is in the environment: change it there.";
  if (isGiven(scope, names)) return `${present} is given to every flow: its name stays.`;
  for (let length = 1; length < names.length; length++) {
    for (const { writer } of index.writesOf(variableKey(scope, names.slice(0, length)))) {
      if (writer === "save") return `${present} is part of an answer: the backend chooses its name.`;
    }
  }
  if (name === "") return "A name needs at least one letter.";
  if (!isWritableName(name)) return "A name holds neither backticks nor line ends.";
  if (name === names.at(-1)) return undefined;
  const next = [...parent, name];
  const key = variableKey(scope, next);
  for (const _ of index.referencesBelow(key)) return taken(scope, next);
  return isGiven(scope, next) ? taken(scope, next) : undefined;
}

function taken(scope: VariableScope, names: readonly string[]): string {
  return `There is a variable ${inCode([scope, ...names.map(writeName)].join("."))} already.`;
}

/** The edit of a reference to the variable, or to something in it; `undefined` where its name is not said. */
function renamedIn({ path, names, node }: VariableReference, depth: number, name: string): FixEdit | undefined {
  if (node.kind === "Name") {
    if (names.length - 1 !== depth) return undefined;
    return { path, start: node.start, end: node.end, text: writeName(name) };
  }
  const isShort = names[0] === node.root.text && !isScope(node);
  const part = isShort ? (depth === 0 ? node.root : node.segments[depth - 1]) : node.segments[depth];
  if (part === undefined) return undefined;
  if (part.kind === "PathIndex") {
    const string = part.index;
    return string?.kind === "String"
      ? { path, start: string.start, end: string.end, text: writeString(name) }
      : undefined;
  }
  return { path, start: part.start, end: part.end, text: part === node.root ? writeRoot(name) : writeName(name) };
}

const SCOPES: ReadonlySet<string> = new Set("bot user session temp event conversation secret".split(" "));

function isScope({ root }: ast.Path): boolean {
  return SCOPES.has(root.text);
}

/** A variable of the session as it is written without its scope, where that is possible. */
function writeRoot(name: string): string {
  if (OTHERWISE_TAKEN.has(name)) return `session.${name}`;
  return WORDS.has(name) ? `\`${name}\`` : writeName(name);
}

/** The keys under which the variable stands in the types and objects that something around it is given. */
function keysIn(index: ProjectIndex, scope: VariableScope, names: readonly string[], name: string): readonly FixEdit[] {
  const edits: FixEdit[] = [];
  for (let length = 1; length < names.length; length++) {
    for (const write of index.writesOf(variableKey(scope, names.slice(0, length)))) {
      if (write.names.length !== length) continue;
      const below = names.slice(length);
      const keys = [
        ...(write.writer === "contract" ? [] : memberKeys(write.type, below)),
        ...keysAt(valueStored(index, write), below),
      ];
      for (const key of keys) edits.push(keyEdit(write.path, key, name));
    }
  }
  return edits;
}

function keyEdit(path: string, key: ast.Name | ast.StringLiteral, name: string): FixEdit {
  return { path, start: key.start, end: key.end, text: key.kind === "String" ? writeString(name) : writeName(name) };
}

function valueStored(index: ProjectIndex, { path, node }: VariableReference): ast.Expr | undefined {
  const file = index.file(path);
  if (file === undefined) return undefined;
  for (const each of nodesOf(file, "Set")) if (each.target === node) return each.value;
  for (const each of nodesOf(file, "Var")) if (each.path === node) return each.value;
  for (const each of nodesOf(file, "PresetEntry")) if (each.path === node) return each.value;
  return undefined;
}

function memberKeys(type: ast.TypeNode | undefined, [first, ...rest]: readonly string[]): readonly ast.Name[] {
  if (type?.kind !== "ObjectType") return [];
  const members = type.members.filter((member) => member.name.text === first);
  return rest.length === 0
    ? members.map((member) => member.name)
    : members.flatMap((member) => memberKeys(member.type, rest));
}

function distinct(edits: readonly FixEdit[]): readonly FixEdit[] {
  return [...new Map(edits.map((edit) => [`${edit.path}:${edit.start}`, edit])).values()];
}
