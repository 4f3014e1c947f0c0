import type { EvaluationContext } from "../../server/src/expressions/context.ts";
import { evaluate } from "../../server/src/expressions/evaluate.ts";
import { fromOutside } from "../../server/src/expressions/fromOutside.ts";
import type { ExpressionProblem } from "../../server/src/expressions/problems.ts";
import { isObject, memberOf, objectOf, type Value } from "../../server/src/expressions/values.ts";
import type { Expr } from "../../server/src/language/ast.ts";
import { parse } from "../../server/src/language/parse.ts";

/** What an expression sees in a test: scopes by name, and the rest of the world. */
export interface World {
  readonly scopes?: { readonly [scope: string]: unknown };
  readonly locals?: { readonly [name: string]: unknown };
  readonly language?: string;
  readonly environment?: { readonly [name: string]: string };
}

/** The expression of a text; throws where it does not parse. */
export function expressionOf(source: string): Expr {
  const { tree, problems } = parse(`state s {\nset x = ${source}\n}`);
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${source}: ${problem.message}`);
  const state = tree.declarations.find((declaration) => declaration.kind === "State");
  const [step, second] = state?.body?.items ?? [];
  if (step?.kind !== "Set" || step.value === undefined || second !== undefined) throw new Error(`No value: ${source}`);
  return step.value;
}

/** The context of a world; what cannot be done is added to `problems`. */
export function contextOf(world: World, problems: ExpressionProblem[] = []): EvaluationContext {
  const scopes = fromOutside({ session: {}, temp: {}, user: {}, bot: {}, event: {}, ...world.scopes });
  const locals = fromOutside(world.locals ?? {});
  let seed = 0;
  return {
    root: (name) => read(locals, name) ?? read(scopes, name) ?? (name === "secret" ? objectOf([]) : undefined),
    stateId: (ref) => `id of ${ref.name?.text}`,
    language: world.language ?? "en",
    now: Date.UTC(2026, 2, 1, 12),
    random: () => {
      seed = (seed + 0.37) % 1;
      return seed;
    },
    environment: (name) => world.environment?.[name],
    report: (problem) => problems.push(problem),
  };
}

function read(value: Value, name: string): Value | undefined {
  return isObject(value) ? memberOf(value, name) : undefined;
}

/** The value of an expression, and what it could not do: `code: message`. */
export function evaluated(
  source: string,
  world: World = {},
): { readonly value: Value; readonly problems: readonly string[] } {
  const problems: ExpressionProblem[] = [];
  const value = evaluate(expressionOf(source), contextOf(world, problems));
  return { value, problems: problems.map(({ code, message }) => `${code}: ${message}`) };
}
