/**
 * What the debugger shows behind the lines of the state in which it has stopped: the variables that were spoken of up
 * to there, and what the conditions of the line come to.
 */
import type { Expr, Node } from "../language/ast.ts";
import { writeName } from "../language/names.ts";
import { contains, type Span } from "../language/spans.ts";
import { descendants } from "../semantics/descendants.ts";
import type { FileIndex } from "../semantics/fileIndex.ts";
import type { VariableReference } from "../semantics/references.ts";
import type { StateSymbol } from "../semantics/symbols.ts";
import type { FileView } from "../workspace/snapshot.ts";

/** A stretch of the file and the expression that the debug adapter evaluates for it. */
export interface InlineValue extends Span {
  readonly expression: string;
}

/** The values to show in a stretch of the file for a conversation that has stopped at `stopped`, in order. */
export function inlineValues({ project, path, parsed }: FileView, range: Span, stopped: Span): readonly InlineValue[] {
  const index = project.index.file(path);
  const state = index?.states.find(({ span }) => span.start <= stopped.start && stopped.start <= span.end);
  if (index === undefined || state === undefined) return [];
  const line = lineAround(parsed.text, stopped.start);
  const seen = { start: state.span.start, end: Math.max(line.end, Math.min(stopped.end, state.span.end)) };
  const found = [...variables(index, state, parsed.text, seen), ...conditions(state, parsed.text, line)];
  const shown = found.filter((value) => contains(range, value)).toSorted((a, b) => a.start - b.start || b.end - a.end);
  return oncePerLine(parsed.text, shown);
}

function lineAround(text: string, offset: number): Span {
  const end = text.indexOf("\n", offset);
  return { start: text.lastIndexOf("\n", offset - 1) + 1, end: end < 0 ? text.length : end };
}

function variables(index: FileIndex, state: StateSymbol, text: string, seen: Span): readonly InlineValue[] {
  return (index.referencesIn.get(state) ?? [])
    .filter((reference) => reference.kind === "variable")
    .filter(({ span, scope, names }) => contains(seen, span) && scope !== "secret" && names.length > 0)
    .flatMap((reference) => {
      const expression = expressionOf(reference, text);
      return expression === undefined ? [] : [{ ...reference.span, expression }];
    });
}

/** The variable as a watch would name it; a place that takes a call to find is left out. */
function expressionOf({ node, span, scope, names }: VariableReference, text: string): string | undefined {
  if (node.kind === "Name") return [scope, ...names.map(writeName)].join(".");
  return isPlain(node) ? text.slice(span.start, span.end) : undefined;
}

/** The conditions on the line, where they are more than a variable. */
function conditions(state: StateSymbol, text: string, line: Span): readonly InlineValue[] {
  return [...descendants(state.node)].flatMap((node) => {
    const condition = conditionOf(node);
    if (condition === undefined || condition.kind === "Path" || !contains(line, condition)) return [];
    if (!isPlain(condition)) return [];
    return [{ start: condition.start, end: condition.end, expression: text.slice(condition.start, condition.end) }];
  });
}

function conditionOf(node: Node): Expr | undefined {
  switch (node.kind) {
    case "IfBranch":
    case "SkipWhen":
      return node.condition;
    case "Match":
      return node.subject;
    case "Route":
      return node.when;
    default:
      return undefined;
  }
}

/** True for what can be read any number of times: a call may give another value each time. */
function isPlain(expr: Node): boolean {
  return [...descendants(expr)].every(({ kind }) => kind !== "CallExpr");
}

function oncePerLine(text: string, values: readonly InlineValue[]): readonly InlineValue[] {
  const kept = new Map(values.map((value) => [`${lineAround(text, value.start).start} ${value.expression}`, value]));
  return [...kept.values()].toSorted((a, b) => a.start - b.start || b.end - a.end);
}
