import { baseLanguage } from "../expressions/locales.ts";
import type * as ast from "../language/ast.ts";

/** The texts of which any may be said, in the first of the languages that a Text has; the same rule as for `say`. */
export function alternativesFor(text: ast.Text, languages: readonly string[]): readonly ast.StringLiteral[] {
  if (text.alternatives.length > 0) return text.alternatives;
  const wanted = languages.flatMap((language) => [language, baseLanguage(language)]).map((each) => each.toLowerCase());
  for (const language of wanted) {
    const block = text.languages.find((each) => each.language.text.toLowerCase() === language);
    if (block !== undefined) return block.alternatives;
  }
  return text.languages[0]?.alternatives ?? [];
}
