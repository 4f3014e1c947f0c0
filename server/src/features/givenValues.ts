import type { Expr } from "../language/ast.ts";
import { nodesOf } from "../semantics/nodesOf.ts";
import type { ProjectIndex } from "../semantics/projectIndex.ts";
import type { VariableReference } from "../semantics/references.ts";

/** The expression whose value a `var` or `set` gives to a variable; `undefined` for other writers. */
export function valueGiven(index: ProjectIndex, { path, node }: VariableReference): Expr | undefined {
  const file = index.file(path);
  if (file === undefined) return undefined;
  for (const each of nodesOf(file, "Set")) if (each.target === node) return each.value;
  for (const each of nodesOf(file, "Var")) if (each.path === node) return each.value;
  return undefined;
}
