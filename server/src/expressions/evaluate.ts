import type * as ast from "../language/ast.ts";
import type { EvaluationContext } from "./context.ts";
import { functions } from "./functions.ts";
import { maximumItems, maximumNesting, maximumSteps, maximumValue, sizeOf } from "./limits.ts";
import { applyOperator, negate } from "./operators.ts";
import { type PathKey, printPath, stepInto } from "./paths.ts";
import { patternOf } from "./patterns.ts";
import { joinWithinLimits, printWithinLimits } from "./printing.ts";
import type { ExpressionProblem } from "./problems.ts";
import { type Argument, type BuiltinFunction, callFunction } from "./signature.ts";
import { areEqual, isList, isTruthy, objectOf, refusedKeys, type Value } from "./values.ts";
import { readByCall, readByOperator, worthCounting } from "./work.ts";

/**
 * The interpreter of expressions. Chains of operators and members are walked in loops, everything else is limited in
 * depth, and one evaluation visits a limited number of nodes: no expression overflows the stack or hangs.
 */

/** The value of an expression. Never throws; what it cannot do is `null` and told to `context.report`. */
export function evaluate(expr: ast.Expr | undefined, context: EvaluationContext): Value {
  const value = new Evaluation(context).value(expr, 0, false);
  if (typeof value !== "object" || sizeOf(value, maximumValue) <= maximumValue) return value;
  context.report({ code: "limit", message: "The value of an expression is too large." });
  return null;
}

/** Whether an expression counts as yes. */
export function holds(expr: ast.Expr | undefined, context: EvaluationContext): boolean {
  return isTruthy(evaluate(expr, context));
}

/** The text of a string with its `{…}` filled in, once. */
export function fillIn(text: ast.StringLiteral, context: EvaluationContext): string {
  return new Evaluation(context).text(text, 0);
}

/** The keys of a path with its `[…]` evaluated; `undefined` where an index is no name and no number, with a report. */
export function keysOf(path: ast.Path, context: EvaluationContext): readonly PathKey[] | undefined {
  return new Evaluation(context).keys(path, 0);
}

/**
 * Whether a value is one of those of a `match` arm: equal by content, or a text that the pattern matches.
 */
export function fitsArm(subject: Value, arm: ast.Expr, context: EvaluationContext): boolean {
  return new Evaluation(context).fits(subject, arm);
}

class Evaluation {
  readonly #context: EvaluationContext;
  #steps = 0;
  #exhausted = false;

  constructor(context: EvaluationContext) {
    this.#context = context;
  }

  /** `tolerant`: an unset path is no mistake here. */
  value(expr: ast.Expr | undefined, depth: number, tolerant: boolean): Value {
    if (expr === undefined || !this.#mayGoOn(depth)) return null;
    switch (expr.kind) {
      case "Number":
      case "Duration":
      case "Boolean":
        return expr.value;
      case "Null":
        return null;
      case "String":
        return this.text(expr, depth);
      case "Pattern":
        return this.#problem("bad-argument", "A pattern can only stand after `matches`, in `replace` and in `match`.");
      case "StateValue":
        return expr.ref === undefined ? null : this.#context.stateId(expr.ref);
      case "Path":
        return this.#path(expr, depth, tolerant);
      case "CallExpr":
        return this.#call(expr, depth);
      case "Member":
      case "Index":
        return this.#postfix(expr, depth, tolerant);
      case "Unary":
        return this.#unary(expr, depth);
      case "Binary":
        return this.#chain(expr, depth, tolerant);
      case "Conditional":
        return this.#conditional(expr, depth, tolerant);
      case "List":
        return expr.items.slice(0, maximumItems).map((item) => this.value(item, depth + 1, false));
      case "Object":
        return this.#object(expr, depth);
      case "Parenthesized":
        return this.value(expr.expr, depth + 1, tolerant);
    }
  }

  fits(subject: Value, arm: ast.Expr): boolean {
    if (arm.kind !== "Pattern") return areEqual(subject, this.value(arm, 0, false));
    const pattern = patternOf(arm.source, arm.ignoreCase);
    if (typeof subject !== "string" || pattern === null) return false;
    return this.#mayRead(pattern.work * subject.length) && pattern.matchesPart(subject);
  }

  text(text: ast.StringLiteral, depth: number): string {
    const { report } = this.#context;
    const parts = text.parts
      .values()
      .map((part) =>
        part.kind === "Chunk" ? part.text : printWithinLimits(this.value(part.expr, depth + 1, false), report),
      );
    const filled = joinWithinLimits(parts, "", report);
    this.#mayRead(filled.length);
    return filled;
  }

  keys(path: ast.Path, depth: number): readonly PathKey[] | undefined {
    const keys: PathKey[] = [path.root.text];
    for (const segment of path.segments) {
      const key = segment.kind === "Name" ? segment.text : this.#index(segment.index, depth);
      if (key === undefined) return undefined;
      keys.push(key);
    }
    return keys;
  }

  #mayGoOn(depth: number): boolean {
    if (this.#exhausted) return false;
    if (++this.#steps <= maximumSteps && depth <= maximumNesting) return true;
    this.#exhausted = true;
    this.#problem("limit", "An expression took too many steps and was given up.");
    return false;
  }

  /** Counts characters that are to be read; false, with a report, where a turn has read too many. */
  #mayRead(characters: number): boolean {
    if (this.#exhausted) return false;
    if (characters < worthCounting || this.#context.spend?.(characters) !== false) return true;
    this.#exhausted = true;
    this.#problem("limit", "The expressions of this turn have read too much and were given up.");
    return false;
  }

  #problem(code: ExpressionProblem["code"], message: string): null {
    this.#context.report({ code, message });
    return null;
  }

  #index(index: ast.Expr | undefined, depth: number): PathKey | undefined {
    const key = this.value(index, depth + 1, false);
    if (typeof key === "string" || typeof key === "number") return key;
    this.#problem("bad-argument", "What stands in `[…]` must be a number or a text.");
    return undefined;
  }

  #path(path: ast.Path, depth: number, tolerant: boolean): Value {
    const root = path.root.text;
    const rootValue = this.#context.root(root);
    const keys = this.keys(path, depth);
    if (keys === undefined) return null;
    const first = keys[1];
    const made = first === undefined ? undefined : this.#context.member?.(root, String(first));
    if (made !== undefined) return this.#descend(made, keys, 2, tolerant);
    if (rootValue !== undefined) return this.#descend(rootValue, keys, 1, tolerant);
    const inSession = this.#context.member?.("session", root);
    if (inSession !== undefined) return this.#descend(inSession, keys, 1, tolerant);
    return this.#descend(this.#context.root("session") ?? null, keys, 0, tolerant);
  }

  /** The value under `keys` from the one at `from` on. */
  #descend(value: Value, keys: readonly PathKey[], from: number, tolerant: boolean): Value {
    let current = value;
    for (let i = from; i < keys.length; i++) {
      const key = keys[i] ?? "";
      if (typeof key === "string" && refusedKeys.has(key)) {
        return this.#problem("bad-argument", `\`${key}\` is no name that a value may have.`);
      }
      const next = stepInto(current, key);
      if (next === undefined) return this.#missing(current, key, keys.slice(0, i + 1), keys, tolerant);
      current = next;
    }
    return current;
  }

  #missing(holder: Value, key: PathKey, upTo: readonly PathKey[], keys: readonly PathKey[], tolerant: boolean): null {
    if (tolerant) return null;
    if (isList(holder) && typeof key === "number") {
      const message = `\`${printPath(upTo)}\` is not there: the list has ${holder.length} items, counted from 0.`;
      return this.#problem("bad-argument", message);
    }
    return this.#problem("unset-variable", `\`${printPath(keys)}\` is not set.`);
  }

  /** `a.b[0]` on a value that is no path: the innermost object first, then one step after the other. */
  #postfix(expr: ast.Member | ast.Index, depth: number, tolerant: boolean): Value {
    const steps: (ast.Member | ast.Index)[] = [];
    let object: ast.Expr = expr;
    while (object.kind === "Member" || object.kind === "Index") {
      steps.push(object);
      object = object.object;
    }
    let current = this.value(object, depth + 1, tolerant);
    for (const step of steps.reverse()) {
      if (!this.#mayGoOn(depth)) return null;
      const key = step.kind === "Member" ? step.name?.text : this.#index(step.index, depth);
      if (key === undefined) return null;
      current = this.#descend(current, [key], 0, tolerant);
    }
    return current;
  }

  #call(call: ast.CallExpr, depth: number): Value {
    const fn = functions.get(call.callee.text);
    if (fn === undefined) return this.#problem("bad-argument", `There is no function \`${call.callee.text}\`.`);
    const args = call.args.map((arg, i) => this.#argument(fn, i, arg, depth));
    return this.#mayRead(readByCall(fn, args)) ? callFunction(fn, args, this.#context) : null;
  }

  #argument(fn: BuiltinFunction, index: number, arg: ast.Expr, depth: number): Argument {
    if (arg.kind === "Pattern" && fn.parameters[index]?.type === "text or pattern") {
      return patternOf(arg.source, arg.ignoreCase) ?? this.#problem("bad-argument", "This pattern cannot be read.");
    }
    return this.value(arg, depth + 1, false);
  }

  #unary(unary: ast.Unary, depth: number): Value {
    const operand = this.value(unary.operand, depth + 1, false);
    return unary.operator === "not" ? !isTruthy(operand) : negate(operand, this.#context.report);
  }

  /** A chain such as `a + b + c`, whose left sides are nested as deep as the chain is long. */
  #chain(chain: ast.Binary, depth: number, tolerant: boolean): Value {
    const links: ast.Binary[] = [];
    let leftmost: ast.Expr = chain;
    while (leftmost.kind === "Binary") {
      links.push(leftmost);
      leftmost = leftmost.left;
    }
    const innermost = links.at(-1) ?? chain;
    let value = this.value(leftmost, depth + 1, toleratesLeft(innermost));
    for (let i = links.length - 1; i >= 0; i--) {
      const link = links[i] ?? chain;
      if (!this.#mayGoOn(depth)) return null;
      const outer = links[i - 1];
      value = this.#link(value, link, depth, outer === undefined ? tolerant : toleratesLeft(outer));
    }
    return value;
  }

  #link(left: Value, link: ast.Binary, depth: number, tolerant: boolean): Value {
    const { operator, right } = link;
    const value = (isTolerant: boolean): Value => this.value(right, depth + 1, isTolerant);
    if (operator === "and") return isTruthy(left) && isTruthy(value(false));
    if (operator === "or") return isTruthy(left) || isTruthy(value(false));
    if (operator === "??") return left ?? value(tolerant);
    if (operator === "matches" && right?.kind === "Pattern") return this.#matches(left, right);
    const other = value(comparesWithNull(link));
    return this.#mayRead(readByOperator(operator, left, other))
      ? applyOperator(operator, left, other, this.#context.report)
      : null;
  }

  #matches(left: Value, pattern: ast.PatternLiteral): Value {
    const compiled = patternOf(pattern.source, pattern.ignoreCase);
    if (compiled === null) return this.#problem("bad-argument", "This pattern cannot be read.");
    if (typeof left === "string") return this.#mayRead(compiled.work * left.length) && compiled.matchesPart(left);
    return this.#problem("bad-argument", "`matches` needs a text on its left.");
  }

  #conditional(expr: ast.Conditional, depth: number, tolerant: boolean): Value {
    let current: ast.Expr | undefined = expr;
    while (current?.kind === "Conditional") {
      if (!this.#mayGoOn(depth)) return null;
      current = isTruthy(this.value(current.test, depth + 1, false)) ? current.whenTrue : current.whenFalse;
    }
    return this.value(current, depth + 1, tolerant);
  }

  #object(object: ast.ObjectLiteral, depth: number): Value {
    return objectOf(
      object.entries.slice(0, maximumItems).map((entry) => {
        const key = entry.key.kind === "Name" ? entry.key.text : this.text(entry.key, depth + 1);
        return [key, this.value(entry.value, depth + 1, false)] as const;
      }),
    );
  }
}

/** Whether the left side of an operator may be unset. */
function toleratesLeft(link: ast.Binary): boolean {
  return link.operator === "??" || comparesWithNull(link);
}

function comparesWithNull(link: ast.Binary): boolean {
  return (link.operator === "==" || link.operator === "!=") && (isNull(link.left) || isNull(link.right));
}

function isNull(expr: ast.Expr | undefined): boolean {
  let inner = expr;
  while (inner?.kind === "Parenthesized") inner = inner.expr;
  return inner?.kind === "Null";
}
