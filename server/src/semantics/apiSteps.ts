import type * as ast from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import { descendants } from "./descendants.ts";
import type { FileIndex } from "./fileIndex.ts";

const known = new WeakMap<ast.FlowFile, readonly ast.Api[]>();

/** The API steps of a file, in order, wherever they stand. */
export function apiSteps(file: FileIndex): readonly ast.Api[] {
  const { tree } = file.source.parsed;
  const before = known.get(tree);
  if (before !== undefined) return before;
  const steps = [...descendants(tree, (node) => !EXPRESSIONS.has(node.kind))].filter((node) => node.kind === "Api");
  known.set(tree, steps);
  return steps;
}

/** The head of an API step: from `api` to the end of the URL. */
export function headOf(step: ast.Api): Span {
  return { start: step.start, end: (step.url ?? step.method ?? step.service)?.end ?? step.start + "api".length };
}

/** No step stands below these. */
const EXPRESSIONS: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>(["Text", "Object", "Binary", "String", "Path"]);
