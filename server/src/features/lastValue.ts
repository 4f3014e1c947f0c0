import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { VariableScope } from "../semantics/references.ts";
import { variableKey } from "../semantics/variables.ts";

/** Tells the value that the last run wrote under a scope and names; `undefined` where none did. */
export type ReadValue = (keys: readonly string[]) => unknown;

const hidden = "•••";

/**
 * The last value of a variable as JSON; `undefined` where it has none. What is secret, or declared as sensitive after the
 * run, is not told.
 */
export function lastValue(
  index: ProjectIndex,
  { scope, names }: { readonly scope: VariableScope; readonly names: readonly string[] },
  read: ReadValue,
): string | undefined {
  const value = names.length === 0 ? undefined : read([scope, ...names]);
  if (value === undefined || value === null) return undefined;
  if (value === hidden || scope === "secret" || isSensitive(index, scope, names)) return hidden;
  return JSON.stringify(value);
}

/** True if the variable holds, or is part of, something that is declared as sensitive. */
function isSensitive(index: ProjectIndex, scope: VariableScope, names: readonly string[]): boolean {
  for (let length = 1; length <= names.length; length++) {
    for (const { key } of index.writesOf(variableKey(scope, names.slice(0, length))))
      if (declaresSensitive(index, key)) return true;
  }
  for (const { key } of index.writesBelow(variableKey(scope, names))) if (declaresSensitive(index, key)) return true;
  return false;
}

function declaresSensitive(index: ProjectIndex, key: string): boolean {
  return index.symbols(key).some((symbol) => symbol.kind === "variable" && symbol.node.sensitive);
}

/** A text on one line, cut to so many characters. */
export function excerpt(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= most ? line : `${[...line].slice(0, most - 1).join("")}…`;
}
