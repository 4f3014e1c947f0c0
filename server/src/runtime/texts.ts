import { fillIn } from "../expressions/evaluate.ts";
import { baseLanguage } from "../expressions/locales.ts";
import type { Value } from "../expressions/values.ts";
import type * as ast from "../language/ast.ts";
import { contextOf, userLanguage } from "./context.ts";
import type { Draft } from "./draft.ts";

/** The text as it is said: in the user's language, one alternative by the run's seed, its `{…}` filled in once. */
export function printText(
  draft: Draft,
  text: ast.Text | undefined,
  locals?: { readonly [name: string]: Value },
): string {
  const alternatives = alternativesOf(draft, text);
  const index = alternatives.length > 1 ? Math.floor(draft.random() * alternatives.length) : 0;
  return print(draft, alternatives[index], locals);
}

/** The alternative of that number; the last one repeats. */
export function printAlternative(draft: Draft, text: ast.Text | undefined, index: number): string {
  const alternatives = alternativesOf(draft, text);
  return print(draft, alternatives[Math.min(index, alternatives.length - 1)]);
}

function print(
  draft: Draft,
  literal: ast.StringLiteral | undefined,
  locals?: { readonly [name: string]: Value },
): string {
  return literal === undefined ? "" : fillIn(literal, contextOf(draft, locals));
}

function alternativesOf(draft: Draft, text: ast.Text | undefined): readonly ast.StringLiteral[] {
  const [first] = draft.program.bot?.languages ?? [];
  return alternativesIn(text, userLanguage(draft), first);
}

/** The alternatives in the user's language, else it without its region, else the bot's first, else the first of the block. */
export function alternativesIn(
  text: ast.Text | undefined,
  language: string,
  botLanguage: string | undefined,
): readonly ast.StringLiteral[] {
  if (text === undefined) return [];
  if (text.alternatives.length > 0) return text.alternatives;
  const user = language.toLowerCase();
  for (const wanted of [user, baseLanguage(user), botLanguage?.toLowerCase()]) {
    const block = text.languages.find((each) => each.language.text.toLowerCase() === wanted);
    if (block !== undefined) return block.alternatives;
  }
  return text.languages[0]?.alternatives ?? [];
}
