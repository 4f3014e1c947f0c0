/** Which variables a flow may read: those that something declares or writes, and those that the runner gives. */
import type * as ast from "../language/ast.ts";
import { isGiven } from "./givenVariables.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { VariableReference, VariableScope } from "./references.ts";
import { variableKey } from "./variables.ts";

/**
 * True if something may have been stored under these names: a write to the variable, to what it stands in, or to what is
 * stored in it. A `session` contract that names its members writes those and no others, and so does a `var` by its type.
 */
export function isKnownVariable(index: ProjectIndex, scope: VariableScope, names: readonly string[]): boolean {
  if (isGiven(scope, names)) return true;
  return index.ask(`known ${variableKey(scope, names)}`, (asked) => isWrittenSomewhere(asked, scope, names));
}

function isWrittenSomewhere(index: ProjectIndex, scope: VariableScope, names: readonly string[]): boolean {
  for (let length = 1; length < names.length; length++) {
    for (const write of index.writesOf(variableKey(scope, names.slice(0, length)))) {
      if (mayHold(write, names.slice(length))) return true;
    }
  }
  const key = variableKey(scope, names);
  for (const _ of index.writesOf(key)) return true;
  for (const _ of index.writesBelow(key)) return true;
  return false;
}

/** Whether what is written may hold that member: the members of a contract write themselves, those of a `var` are in its type. */
function mayHold({ writer, type }: VariableReference, member: readonly string[]): boolean {
  if (type?.kind !== "ObjectType" || (writer !== "contract" && writer !== "var")) return true;
  return writer === "var" && hasMember(type, member);
}

function hasMember(type: ast.TypeNode | undefined, [name, ...rest]: readonly string[]): boolean {
  if (type?.kind !== "ObjectType" || name === undefined) return true;
  const member = type.members.find((one) => one.name.text === name);
  return member !== undefined && hasMember(member.type, rest);
}
