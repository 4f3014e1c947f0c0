import type * as ast from "../language/ast.ts";

/**
 * The expressions whose value an expression may come to: itself, or the arms of a choice, the sides of `??`, and the
 * default of `env`.
 */
export function* valuesOf(expr: ast.Expr | undefined): Generator<ast.Expr> {
  const open = [expr];
  while (open.length > 0) {
    const next = open.pop();
    if (next === undefined) continue;
    if (next.kind === "Parenthesized") open.push(next.expr);
    else if (next.kind === "Conditional") open.push(next.whenFalse, next.whenTrue);
    else if (next.kind === "Binary" && next.operator === "??") open.push(next.right, next.left);
    else if (next.kind === "CallExpr" && next.callee.text === "env") open.push(next.args[1]);
    else yield next;
  }
}
