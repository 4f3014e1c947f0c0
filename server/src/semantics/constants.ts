/** Conditions whose outcome is known before the conversation runs. */
import type { EvaluationContext } from "../expressions/context.ts";
import { evaluate, fitsArm } from "../expressions/evaluate.ts";
import { isTruthy } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { descendants } from "./descendants.ts";

/** Whether a condition always holds or never does; `undefined` where it depends on the run. */
export function constantTruth(condition: ast.Expr | undefined): boolean | undefined {
  let negated = false;
  let expr = condition;
  while (expr?.kind === "Parenthesized" || (expr?.kind === "Unary" && expr.operator === "not")) {
    if (expr.kind === "Unary") negated = !negated;
    expr = expr.kind === "Unary" ? expr.operand : expr.expr;
  }
  const truth = expr === undefined ? undefined : truthOf(expr);
  return truth === undefined ? undefined : truth !== negated;
}

/** Whether a value of a `match` always or never fits its subject; `undefined` where that depends on the run. */
export function constantFit(subject: ast.Expr, value: ast.Expr): boolean | undefined {
  if (!isConstant(subject) || !(value.kind === "Pattern" || isConstant(value))) return undefined;
  return withoutProblems((context) => fitsArm(evaluate(subject, context), value, context));
}

function truthOf(expr: ast.Expr): boolean | undefined {
  if (expr.kind === "Binary" && (expr.operator === "and" || expr.operator === "or")) return truthOfChain(expr);
  return isConstant(expr) ? withoutProblems((context) => isTruthy(evaluate(expr, context))) : undefined;
}

/** One side may settle an `and` or `or` whatever the other is. A chain of them is as deep as it is long. */
function truthOfChain({ operator, left, right }: ast.Binary): boolean | undefined {
  const settles = operator === "or";
  const sides = [right];
  let rest: ast.Expr = left;
  while (rest.kind === "Binary" && rest.operator === operator) {
    sides.push(rest.right);
    rest = rest.left;
  }
  const truths = [rest, ...sides].map(constantTruth);
  if (truths.includes(settles)) return settles;
  return truths.includes(undefined) ? undefined : !settles;
}

/** Longer expressions are left to the run. */
const MOST_CHARACTERS = 1_000;

const CHANGING: ReadonlySet<ast.NodeKind> = new Set<ast.NodeKind>([
  "Path",
  "CallExpr",
  "StateValue",
  "Interpolation",
  "Pattern",
]);

function isConstant(expr: ast.Expr): boolean {
  if (expr.end - expr.start > MOST_CHARACTERS) return false;
  for (const node of descendants(expr)) {
    if (CHANGING.has(node.kind) || (node.kind === "Binary" && node.right === undefined)) return false;
  }
  return true;
}

/** What comes of constants alone; `undefined` where they do not go together. */
function withoutProblems(work: (context: EvaluationContext) => boolean): boolean | undefined {
  let problems = 0;
  const result = work({
    root: () => undefined,
    stateId: () => null,
    language: "en",
    now: 0,
    random: () => 0,
    environment: () => undefined,
    report: () => {
      problems++;
    },
  });
  return problems === 0 ? result : undefined;
}
