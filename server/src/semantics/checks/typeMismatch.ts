import type * as ast from "../../language/ast.ts";
import { formOf, isOtherForm, misfit, sayType } from "../assignments.ts";
import { type KindOf, kindsIn } from "../expressionTypes.ts";
import type { FileIndex } from "../fileIndex.ts";
import { inCode } from "../inCode.ts";
import { nodesOf } from "../nodesOf.ts";
import { wrongArguments, wrongOperand, wrongSign } from "../operands.ts";
import type { ProjectIndex } from "../projectIndex.ts";
import { kindOfType, sayKind } from "../staticTypes.ts";
import { isHalfTyped } from "../syntaxProblems.ts";
import { variablePath } from "../variables.ts";
import { askedType, declaredType } from "../variableTypes.ts";
import type { Check } from "./check.ts";

export const typeMismatch: Check = {
  code: "type-mismatch",
  severity: "error",
  summary: "A value is of a type that does not go where it stands.",
  documentation: `
Known are the types of \`var\`, of the answers to \`ask\`, of what a \`session\` contract lets an API step store, and of what the
functions take and give. Found is what can never fit: a text where a number is stored, an operator between things that it
does not go with (at run time that gives \`null\` and a report), an argument that the function does not take, a date that is
none. What may fit, and \`null\`, is never found.

Nothing is converted by itself: \`number(x)\`, \`text(x)\`, \`boolean(x)\` and \`parseJson(x)\` do it where it is meant.
`,
  example: `
var session.seats: integer = <|type-mismatch|>"two"</>

state start {
  ask session.name as text "What is your name?"
  set session.price = session.seats * 12.5
  say "{session.name}, that is {formatCurrency(session.price, <|type-mismatch|>978</>)}."
  -> end
}
`,
  fixed: `
var session.seats: integer = 2

state start {
  ask session.name as text "What is your name?"
  set session.price = session.seats * 12.5
  say "{session.name}, that is {formatCurrency(session.price, "EUR")}."
  -> end
}
`,
  only: ["Var", "Set", "PresetEntry", "Ask", "Binary", "Unary", "CallExpr", "Language"],
  *run({ index, file, path }) {
    const kindOf = kindsIn(index, file);
    for (const { node, message } of mismatches(index, file, kindOf)) {
      yield { path, start: node.start, end: node.end, message };
    }
  },
};

interface Mismatch {
  readonly node: ast.Expr | ast.TypeNode;
  readonly message: string;
}

function* mismatches(index: ProjectIndex, file: FileIndex, kindOf: KindOf): Generator<Mismatch> {
  for (const { type, value } of nodesOf(file, "Var")) yield* stored(index, kindOf, value, type);
  for (const { target, value } of nodesOf(file, "Set")) {
    yield* stored(index, kindOf, value, typeForSet(index, target, value));
  }
  for (const { path, value } of nodesOf(file, "PresetEntry")) {
    yield* stored(index, kindOf, value, typeOf(index, path, declaredType) ?? typeOf(index, path, askedType));
  }
  for (const { target, type } of nodesOf(file, "Ask")) yield* asked(index, target, type);
  for (const value of languagesSet(file)) yield* noLanguage(kindOf, value);
  for (const expr of nodesOf(file, "Binary")) yield* [wrongOperand(kindOf, expr) ?? []].flat();
  for (const expr of nodesOf(file, "Unary")) yield* [wrongSign(kindOf, expr) ?? []].flat();
  for (const call of nodesOf(file, "CallExpr")) if (!isHalfTyped(file, call)) yield* wrongArguments(kindOf, call);
}

function* stored(
  index: ProjectIndex,
  kindOf: KindOf,
  value: ast.Expr | undefined,
  type: ast.TypeNode | undefined,
): Generator<Mismatch> {
  const message = misfit(index, kindOf, value, type);
  if (value !== undefined && message !== undefined) yield { node: value, message };
}

function typeOf(index: ProjectIndex, path: ast.Path | undefined, find: typeof declaredType): ast.TypeNode | undefined {
  if (path === undefined || path.segments.some(({ kind }) => kind === "PathIndex")) return undefined;
  const { scope, names } = variablePath(path);
  return find(index, scope, names);
}

/**
 * What a question is asked for may be stored in another form later, by a function; a text that is written there in place
 * of a number is a mistake.
 */
function typeForSet(index: ProjectIndex, target: ast.Path | undefined, value: ast.Expr | undefined) {
  const declared = typeOf(index, target, declaredType);
  if (declared !== undefined || value?.kind !== "String") return declared;
  const type = typeOf(index, target, askedType);
  return kindOfType(index, type) === "text" ? undefined : type;
}

/** What is to be the language of the user. */
function* languagesSet(file: FileIndex): Generator<ast.Expr | undefined> {
  for (const { value } of nodesOf(file, "Language")) yield value;
  for (const { target, value } of nodesOf(file, "Set")) {
    const { scope, names } = target === undefined ? { scope: undefined, names: [] } : variablePath(target);
    const path = [scope, ...names].join(".");
    if (path === "user.language" || path === "session.locale") yield value;
  }
}

function* noLanguage(kindOf: KindOf, value: ast.Expr | undefined): Generator<Mismatch> {
  const kind = kindOf(value);
  if (value === undefined || kind === "unknown" || kind === "nothing" || kind === "text") return;
  yield { node: value, message: `This is ${sayKind(kind)}, but the name of a language such as "en" is needed.` };
}

/** An answer that is stored where a `var` declares something else. */
function* asked(
  index: ProjectIndex,
  target: ast.Path | undefined,
  type: ast.TypeNode | undefined,
): Generator<Mismatch> {
  const declared = typeOf(index, target, declaredType);
  const [answer, needed] = [kindOfType(index, type), kindOfType(index, declared)];
  if (type === undefined || declared === undefined || answer === "unknown" || needed === "unknown") return;
  if (answer === needed && !isOtherForm(formOf(type), formOf(declared))) return;
  yield {
    node: type,
    message: `The answer is ${sayType(type)}, but ${inCode(declaredName(target))} is ${sayType(declared)}.`,
  };
}

function declaredName(target: ast.Path | undefined): string {
  if (target === undefined) return "";
  const { scope, names } = variablePath(target);
  return [scope, ...names].join(".");
}
