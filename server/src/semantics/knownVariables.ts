/** Which variables a flow may read: those that something declares or writes, and those that the runner gives. */
import { isGiven } from "./givenVariables.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import type { VariableReference, VariableScope } from "./references.ts";
import { variableKey } from "./variables.ts";

/**
 * True if something may have been stored under these names: a write to the variable, to what it stands in, or to what is
 * stored in it. A `session` contract that names its members writes those and no others.
 */
export function isKnownVariable(index: ProjectIndex, scope: VariableScope, names: readonly string[]): boolean {
  if (isGiven(scope, names)) return true;
  return index.ask(`known ${variableKey(scope, names)}`, (asked) => isWrittenSomewhere(asked, scope, names));
}

function isWrittenSomewhere(index: ProjectIndex, scope: VariableScope, names: readonly string[]): boolean {
  for (let length = 1; length < names.length; length++) {
    for (const write of index.writesOf(variableKey(scope, names.slice(0, length)))) {
      if (!namesItsMembers(write)) return true;
    }
  }
  const key = variableKey(scope, names);
  for (const _ of index.writesOf(key)) return true;
  for (const _ of index.writesBelow(key)) return true;
  return false;
}

function namesItsMembers(write: VariableReference): boolean {
  return write.writer === "contract" && write.type?.kind === "ObjectType";
}
