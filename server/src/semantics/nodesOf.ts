/** The nodes of a file by kind, kept while its tree is walked for the references, so that no check walks it again. */
import type * as ast from "../language/ast.ts";

const KEPT = [
  "Ask",
  "Binary",
  "Button",
  "CallExpr",
  "Headers",
  "Language",
  "Match",
  "Media",
  "Object",
  "ObjectType",
  "Pattern",
  "PresetEntry",
  "Say",
  "Set",
  "String",
  "TargetWord",
  "Text",
  "Track",
  "Unary",
  "Var",
] as const satisfies readonly ast.NodeKind[];

/** The kinds of nodes that checks ask for. */
export type KeptKind = (typeof KEPT)[number];

const KEPT_KINDS: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>(KEPT);

/** What holds the nodes that were kept: a file's index. */
interface KeptNodes {
  readonly nodes: ReadonlyMap<ast.NodeKind, readonly ast.Node[]>;
}

/** The nodes of that kind, in the order of the file, wherever they stand. */
export function* nodesOf<K extends KeptKind>(file: KeptNodes, kind: K): Generator<Extract<ast.Node, { kind: K }>> {
  for (const node of file.nodes.get(kind) ?? []) if (isOfKind(node, kind)) yield node;
}

function isOfKind<K extends KeptKind>(node: ast.Node, kind: K): node is Extract<ast.Node, { kind: K }> {
  return node.kind === kind;
}

/** Adds a node of the walk, if checks ask for its kind. */
export function keepNode(nodes: Map<ast.NodeKind, ast.Node[]>, node: ast.Node): void {
  if (!KEPT_KINDS.has(node.kind)) return;
  const under = nodes.get(node.kind);
  if (under === undefined) nodes.set(node.kind, [node]);
  else under.push(node);
}
