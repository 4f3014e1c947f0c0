/** The values that a program itself speaks of: what decides its conditions is worth trying. */
import type * as ast from "../../language/ast.ts";
import { visit } from "../../language/traverse.ts";
import type { Value } from "../../runtime/events.ts";
import type { Program } from "../../runtime/program.ts";
import { constantText } from "../../semantics/nameSpans.ts";
import { variablePath } from "../../semantics/variables.ts";

export interface ProgramConstants {
  /** All numbers of the program, sorted. */
  readonly numbers: readonly number[];
  readonly texts: ReadonlySet<string>;
  /** What a variable is compared with, by its dotted path with scope; numbers with their neighbours. */
  readonly compared: ReadonlyMap<string, readonly Value[]>;
  /** What functions want of a variable, by its dotted path: anything else is no value for it. */
  readonly wanted: ReadonlyMap<string, Value>;
  /** Dotted paths, with scope, that something reads. */
  readonly read: ReadonlySet<string>;
}

const known = new WeakMap<Program, ProgramConstants>();

/** Collects the constants of a program, once. */
export function programConstants(program: Program): ProgramConstants {
  const found = known.get(program) ?? collect(program);
  known.set(program, found);
  return found;
}

function collect(program: Program): ProgramConstants {
  const numbers = new Set<number>([0]);
  const texts = new Set<string>();
  const compared = new Map<string, Value[]>();
  const read = new Set<string>();
  const wanted = new Map<string, Value>();
  const compare = (subject: ast.Expr | undefined, values: readonly (ast.Expr | undefined)[]): void => {
    const path = subject?.kind === "Path" ? pathText(subject) : undefined;
    if (path !== undefined) compared.set(path, [...(compared.get(path) ?? []), ...values.flatMap(valuesOf)]);
  };
  const enter = (node: ast.Node): void => {
    const each = node as ast.Expr | ast.Match;
    if (each.kind === "Number" || each.kind === "Duration") numbers.add(each.value);
    if (each.kind === "String") texts.add(constantText(each) ?? "");
    if (each.kind === "Path") read.add(pathText(each));
    if (each.kind === "Binary") {
      compare(each.left, [each.right]);
      compare(each.right, [each.left]);
    }
    if (each.kind === "CallExpr") taken(each, compared, wanted);
    if (each.kind === "Match")
      compare(
        each.subject,
        each.arms.flatMap((arm) => arm.values),
      );
  };
  for (const { node } of program.states.values()) visit(node, enter);
  for (const { node } of program.routes.values()) visit(node, enter);
  for (const { wireId, name } of program.states.values()) texts.add(wireId).add(name);
  for (const { node } of program.entities.values()) for (const { name } of node.members) texts.add(name.text);
  return { numbers: [...numbers].sort((a, b) => a - b), texts, compared, wanted, read };
}

const dateFunctions: ReadonlySet<string> = new Set(["formatDate", "addTime", "diffTime", "dayOfWeek"]);
const numberFunctions: ReadonlySet<string> = new Set(
  "formatNumber formatCurrency round floor ceil abs min max plural".split(" "),
);

/** What a function wants of a variable goes before anything else. */
function taken({ callee, args }: ast.CallExpr, compared: Map<string, Value[]>, all: Map<string, Value>): void {
  const wanted = dateFunctions.has(callee.text) ? "2026-03-01" : numberFunctions.has(callee.text) ? 3 : undefined;
  const [first] = args;
  if (wanted === undefined || first?.kind !== "Path") return;
  const path = pathText(first);
  all.set(path, wanted);
  compared.set(path, [wanted, ...(compared.get(path) ?? [])]);
}

/** The constant values of an expression: a number with those around it, a text, a truth value; the parts of a list. */
function valuesOf(expr: ast.Expr | undefined): readonly Value[] {
  switch (expr?.kind) {
    case "Number":
    case "Duration":
      return [expr.value, expr.value + 1, expr.value - 1];
    case "Unary":
      return expr.operator === "-"
        ? valuesOf(expr.operand).map((value) => (typeof value === "number" ? -value : value))
        : [];
    case "String": {
      const text = constantText(expr);
      return text === undefined ? [] : [text];
    }
    case "Boolean":
      return [expr.value];
    case "List":
      return expr.items.flatMap(valuesOf);
    case "Parenthesized":
      return valuesOf(expr.expr);
    default:
      return [];
  }
}

/** The dotted path of a variable with its scope: `session.account.limit`. */
export function pathText(path: ast.Path): string {
  const { scope, names } = variablePath(path);
  return [scope, ...names].join(".");
}
