import type * as ast from "../language/ast.ts";
import { descendants } from "./descendants.ts";
import { constantText } from "./nameSpans.ts";
import type { ProjectIndex } from "./projectIndex.ts";
import { variableKey } from "./variables.ts";

/** A key of an object in a file. */
export interface WrittenKey {
  readonly path: string;
  readonly key: ast.Name | ast.StringLiteral;
}

/**
 * The keys under which the answers of mocks tell a variable of the session: `limit` in `session: { data: { account: { limit … } } }`.
 * None for a variable that the contract of no API step lets an answer store.
 */
export function answerKeysOf(index: ProjectIndex, names: readonly string[]): readonly WrittenKey[] {
  if (!isInContract(index, names)) return [];
  const found: WrittenKey[] = [];
  for (const path of index.files.keys()) {
    for (const declaration of index.files.get(path)?.parsed.tree.declarations ?? []) {
      if (declaration.kind !== "Mock" && declaration.kind !== "Test") continue;
      for (const node of descendants(declaration)) {
        if (node.kind !== "Answer") continue;
        for (const item of node.items) {
          if (item.kind !== "Body") continue;
          for (const key of keysAt(item.value, ["session", "data", ...names])) found.push({ path, key });
        }
      }
    }
  }
  return found;
}

function isInContract(index: ProjectIndex, names: readonly string[]): boolean {
  for (let length = 1; length <= names.length; length++) {
    for (const { writer } of index.writesOf(variableKey("session", names.slice(0, length)))) {
      if (writer === "contract") return true;
    }
  }
  return false;
}

/** The last of these keys, wherever objects in objects have all of them. */
export function keysAt(
  value: ast.Expr | undefined,
  [first, ...rest]: readonly string[],
): readonly (ast.Name | ast.StringLiteral)[] {
  if (value?.kind !== "Object") return [];
  const entries = value.entries.filter(({ key }) => (key.kind === "Name" ? key.text : constantText(key)) === first);
  return rest.length === 0 ? entries.map(({ key }) => key) : entries.flatMap((entry) => keysAt(entry.value, rest));
}
