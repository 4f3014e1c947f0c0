/** Expressions that the author types outside of a file: conditions, log messages, watches, the debug console. */
import type { Expr } from "../language/ast.ts";
import { parse } from "../language/parse.ts";

/** An expression, or a sentence that says why the text is none. */
export type ReadExpression =
  | { readonly ok: true; readonly expression: Expr }
  | { readonly ok: false; readonly message: string };

/** Around an expression, these make a file whose only step holds it. The line end closes a comment in the text. */
const BEFORE = "state s { set x = ";
const AFTER = "\n}";

/** Reads one expression of the flow language. */
export function readExpression(text: string): ReadExpression {
  if (text.trim() === "") return { ok: false, message: "The expression is empty." };
  const { tree, problems } = parse(BEFORE + text + AFTER);
  const [declaration, ...others] = tree.declarations;
  const items = declaration?.kind === "State" ? (declaration.body?.items ?? []) : [];
  const [step] = items;
  const problem = problems[0];
  if (problem !== undefined) {
    const end = step?.kind === "Set" ? (step.value?.end ?? 0) - BEFORE.length : 0;
    return { ok: false, message: messageBehind(text, end, problem.start - BEFORE.length) ?? problem.message };
  }
  // Text that closes the braces itself would bring more than one step.
  const isAlone = others.length === 0 && items.length === 1 && step?.kind === "Set";
  if (!isAlone || step.value === undefined) return { ok: false, message: `\`${text}\` is not an expression.` };
  return { ok: true, expression: step.value };
}

/**
 * What is wrong where a whole expression ends at `end` and the problem begins with what follows it: in a file a step
 * could follow there. `undefined` where it is wrong in another way.
 */
function messageBehind(text: string, end: number, problem: number): string | undefined {
  const rest = text.slice(Math.max(0, end)).trim();
  if (end <= 0 || rest === "" || problem !== text.length - text.slice(end).trimStart().length) return undefined;
  if (rest.startsWith("=")) return `\`=\` does not fit here: two values are compared with \`==\`.`;
  return `\`${text.trim()}\` is not an expression: it is complete before \`${rest}\`.`;
}
