import type { Path } from "../language/ast.ts";
import { type Span, touches } from "../language/spans.ts";
import { nameAlone, textAlone } from "../semantics/nameSpans.ts";
import type { NamedVariable } from "../semantics/renameVariable.ts";
import { symbolAt } from "../semantics/symbolAt.ts";
import { variablePath } from "../semantics/variables.ts";
import type { NamingFile } from "../workspace/snapshot.ts";

/** A variable and the part of a path that is its own name. */
export interface VariableAt extends NamedVariable {
  readonly nameAlone: Span;
}

/** The variable whose name is at an offset: in `session.account.limit` also what `limit` is stored in. */
export function variableAt({ project: { index }, path }: NamingFile, offset: number): VariableAt | undefined {
  const found = symbolAt(index, path, offset);
  if (found === undefined) return undefined;
  if (found.reference === undefined) {
    const symbol = found.symbols.find((one) => one.path === path && one.nameSpan.start === found.start);
    return symbol?.kind === "variable" && symbol.node.path !== undefined ? inPath(symbol.node.path, offset) : undefined;
  }
  if (found.reference.kind !== "variable") return undefined;
  const { node, scope, names } = found.reference;
  return node.kind === "Path" ? inPath(node, offset) : { scope, names, nameAlone: found.nameAlone };
}

function inPath(path: Path, offset: number): VariableAt | undefined {
  const whole = variablePath(path);
  const isShort = path.root.text === whole.names[0] && path.root.text !== whole.scope;
  const parts = isShort ? [path.root, ...path.segments] : path.segments;
  if (!isShort && touches(path.root, offset) && !path.segments.some((segment) => touches(segment, offset))) {
    return { scope: whole.scope, names: [], nameAlone: nameAlone(path.root) };
  }
  const at = parts.findLastIndex((part, depth) => depth < whole.names.length && part.start <= offset);
  const part = parts[at];
  if (part === undefined || !touches(part, offset)) return undefined;
  const names = whole.names.slice(0, at + 1);
  if (part.kind === "Name") return { scope: whole.scope, names, nameAlone: nameAlone(part) };
  return { scope: whole.scope, names, nameAlone: part.index?.kind === "String" ? textAlone(part.index) : part };
}
