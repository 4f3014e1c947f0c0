import type * as ast from "../../language/ast.ts";
import { type Span, touches } from "../../language/spans.ts";
import { kindsIn } from "../../semantics/expressionTypes.ts";
import { nodesOf } from "../../semantics/nodesOf.ts";
import type { VariableReference } from "../../semantics/references.ts";
import { type StaticKind, sayKind } from "../../semantics/staticTypes.ts";
import { declaredType } from "../../semantics/variableTypes.ts";
import { type FileView, type Project, placeIn } from "../../workspace/snapshot.ts";
import type { InlayHint } from "./hint.ts";
import { isPlaceInList } from "./isPlaceInList.ts";

const typeNames: { readonly [kind in StaticKind]?: string } = {
  boolean: "boolean",
  number: "number",
  text: "text",
  list: "list",
  object: "object",
};

/** At the first place of the file that gives a variable a value whose type can be told, if nothing declares the type. */
export function* typeHints({ project, path }: FileView, range: Span): Generator<InlayHint> {
  const index = project.index.file(path);
  if (index === undefined) return;
  const kindOf = kindsIn(project.index, index);
  const given = new Map<ast.Node | undefined, ast.Expr | undefined>();
  for (const node of nodesOf(index, "Var")) given.set(node.path, node.value);
  for (const node of nodesOf(index, "Set")) given.set(node.target, node.value);
  const seen = new Set<string>();
  for (const reference of index.references) {
    if (reference.kind !== "variable" || reference.access !== "write" || seen.has(reference.key)) continue;
    if (!given.has(reference.node) || isPlaceInList(reference.node)) continue;
    seen.add(reference.key);
    if (!touches(range, reference.span.end) || isDeclared(project, reference)) continue;
    const kind = kindOf(given.get(reference.node));
    const name = typeNames[kind];
    if (name === undefined) continue;
    const tooltip = `Holds ${sayKind(kind)}: nothing declares its type, the value tells it.`;
    yield {
      kind: "type",
      offset: reference.span.end,
      label: `: ${name}`,
      tooltip,
      target: otherWriter(project, reference),
    };
  }
}

/** True where the type is written down somewhere, by a declaration or a question. */
function isDeclared({ index }: Project, { key, scope, names }: VariableReference): boolean {
  for (const { type } of index.writesOf(key)) if (type !== undefined) return true;
  return declaredType(index, scope, names) !== undefined;
}

/** Where else the variable gets a value. */
function otherWriter(project: Project, { key, path, span }: VariableReference): InlayHint["target"] {
  for (const one of project.index.writesOf(key)) {
    if (one.path !== path || one.span.start !== span.start)
      return placeIn(project, { path: one.path, ...one.nameAlone });
  }
  return undefined;
}
