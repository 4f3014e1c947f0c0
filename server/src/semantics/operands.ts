/** Which side of an operator, and which argument of a function, is surely of a kind that does not go there. */
import { functions } from "../expressions/functions.ts";
import { type Parameter, type ParameterType, readDate } from "../expressions/signature.ts";
import type * as ast from "../language/ast.ts";
import type { KindOf } from "./expressionTypes.ts";
import { inCode } from "./inCode.ts";
import { constantText } from "./nameSpans.ts";
import { type StaticKind, sayKind } from "./staticTypes.ts";

interface WrongOperand {
  readonly node: ast.Expr;
  readonly message: string;
}

/** What is wrong with the sides of an operator: the first one that does not fit. */
export function wrongOperand(kindOf: KindOf, expr: ast.Binary): WrongOperand | undefined {
  const { operator, left, right } = expr;
  if (right === undefined) return undefined;
  const [a, b] = [kindOf(left), kindOf(right)];
  const refuse = (node: ast.Expr, kind: StaticKind, needs: string): WrongOperand => ({
    node,
    message: `${inCode(operator)} needs ${needs}, but this is ${sayKind(kind)}.`,
  });
  const pattern = a === "pattern" ? left : b === "pattern" && operator !== "matches" ? right : undefined;
  if (pattern !== undefined) return { node: pattern, message: "A pattern can only stand behind `matches`." };
  switch (operator) {
    case "-":
    case "*":
    case "/":
    case "%":
      if (isOther(a, "number")) return refuse(left, a, "numbers");
      return isOther(b, "number") ? refuse(right, b, "numbers") : undefined;
    case "+":
      return wrongSum(kindOf, left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      if (isOther(a, "number", "text")) return refuse(left, a, "two numbers or two texts");
      if (isOther(b, "number", "text")) return refuse(right, b, "two numbers or two texts");
      return isOther(a, b) && isOther(b, a) ? refuse(right, b, `${sayKind(a)} on both sides`) : undefined;
    case "in":
      return wrongSearch(operator, { needle: left, kind: a }, { container: right, kind: b });
    case "contains":
      return wrongSearch(operator, { needle: right, kind: b }, { container: left, kind: a });
    case "matches":
      if (isOther(a, "text")) return refuse(left, a, "a text on its left");
      return isOther(b, "text", "pattern") ? refuse(right, b, "a pattern on its right") : undefined;
    default:
      return undefined;
  }
}

/** True for a kind that is known and none of these; `null` may stand anywhere. */
function isOther(kind: StaticKind, ...fitting: readonly StaticKind[]): boolean {
  return kind !== "unknown" && kind !== "nothing" && !fitting.includes("unknown") && !fitting.includes("nothing")
    ? !fitting.includes(kind)
    : false;
}

/** `+` adds two numbers, or joins as soon as one side is a text. */
function wrongSum(kindOf: KindOf, left: ast.Expr, right: ast.Expr): WrongOperand | undefined {
  const [a, b] = [kindOf(left), kindOf(right)];
  if ([a, b].some((kind) => kind === "text" || kind === "unknown" || kind === "nothing")) return undefined;
  const message = (kind: StaticKind): string => `\`+\` needs two numbers or a text, but this is ${sayKind(kind)}.`;
  if (a !== "number") return { node: left, message: message(a) };
  return b === "number" ? undefined : { node: right, message: message(b) };
}

function wrongSearch(
  operator: string,
  { needle, kind }: { readonly needle: ast.Expr; readonly kind: StaticKind },
  { container, kind: holder }: { readonly container: ast.Expr; readonly kind: StaticKind },
): WrongOperand | undefined {
  if (isOther(holder, "list", "object", "text")) {
    const message = `${inCode(operator)} looks into a list, an object or a text, but this is ${sayKind(holder)}.`;
    return { node: container, message };
  }
  if ((holder !== "object" && holder !== "text") || !isOther(kind, "text")) return undefined;
  const message = `${inCode(operator)} looks for a text in ${sayKind(holder)}, but this is ${sayKind(kind)}.`;
  return { node: needle, message };
}

/** What is wrong with the operand of a sign. */
export function wrongSign(kindOf: KindOf, { operator, operand }: ast.Unary): WrongOperand | undefined {
  const kind = kindOf(operand);
  if (operator !== "-" || operand === undefined || !isOther(kind, "number")) return undefined;
  return { node: operand, message: `\`-\` needs a number, but this is ${sayKind(kind)}.` };
}

const FITTING: { readonly [type in ParameterType]: readonly StaticKind[] } = {
  any: ["boolean", "number", "text", "list", "object"],
  text: ["text"],
  number: ["number"],
  list: ["list"],
  object: ["object"],
  "text or list": ["text", "list"],
  countable: ["text", "list", "object"],
  date: ["text"],
  "text or pattern": ["text", "pattern"],
};

/** The arguments of a call that are surely of a kind that the function does not take. */
export function* wrongArguments(kindOf: KindOf, call: ast.CallExpr): Generator<WrongOperand> {
  const fn = functions.get(call.callee.text);
  if (fn === undefined) return;
  for (const [at, argument] of call.args.entries()) {
    const parameter = fn.parameters[Math.min(at, fn.parameters.length - 1)];
    if (parameter === undefined || (at >= fn.parameters.length && parameter.repeated !== true)) return;
    const kind = kindOf(argument);
    if (isOther(kind, ...FITTING[parameter.type])) {
      const needs = parameter.type === "any" ? "a value" : NEEDED[parameter.type];
      const message = `${inCode(fn.name)} needs ${needs} as ${inCode(parameter.name)}, but this is ${sayKind(kind)}.`;
      yield { node: argument, message };
    } else if (isOtherText(parameter, argument)) {
      yield {
        node: argument,
        message: `${inCode(fn.name)} needs ${parameter.texts?.says} as ${inCode(parameter.name)}.`,
      };
    } else if (lacksKey(parameter, argument)) {
      yield { node: argument, message: `${inCode(fn.name)} needs the key ${inCode(parameter.needsKey ?? "")}.` };
    } else if (parameter.type === "date" && isNoDate(argument)) {
      const message = `${inCode(fn.name)} needs a date such as \`2026-03-01\` or a datetime as ${inCode(parameter.name)}.`;
      yield { node: argument, message };
    }
  }
}

const NEEDED: { readonly [type in Exclude<ParameterType, "any">]: string } = {
  text: "a text",
  number: "a number",
  list: "a list",
  object: "an object",
  "text or list": "a text or a list",
  countable: "a text, a list or an object",
  date: "a date or a datetime",
  "text or pattern": "a text or a pattern",
};

function isOtherText({ texts }: Parameter, argument: ast.Expr): boolean {
  const text = argument.kind === "String" ? constantText(argument) : undefined;
  return texts !== undefined && text !== undefined && !texts.fits(text);
}

/** An object that is written out, with keys that are known, and not half typed. */
function lacksKey({ needsKey }: Parameter, argument: ast.Expr): boolean {
  if (needsKey === undefined || argument.kind !== "Object") return false;
  return !argument.entries.some(({ key }) => (key.kind === "Name" ? key.text : constantText(key)) === needsKey);
}

function isNoDate(argument: ast.Expr): boolean {
  const text = argument.kind === "String" ? constantText(argument) : undefined;
  return text !== undefined && text !== "" && readDate(text) === undefined;
}
