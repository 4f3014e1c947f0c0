/** Texts get a language of the bot that they lack, with the words of another one, to be translated. */
import type * as ast from "../../language/ast.ts";
import { writeName } from "../../language/names.ts";
import { contains, type Span, touches } from "../../language/spans.ts";
import { botLanguages } from "../../semantics/botItems.ts";
import type { FileIndex } from "../../semantics/fileIndex.ts";
import type { FixEdit } from "../../semantics/fixes/fix.ts";
import { inCode } from "../../semantics/inCode.ts";
import { coversLanguage } from "../../semantics/languages.ts";
import { nodesOf } from "../../semantics/nodesOf.ts";
import type { Offer, Refactoring, RefactoringContext } from "./refactoring.ts";

export const addLanguage: Refactoring = {
  name: "add-language",
  kind: "refactor.rewrite",
  offers(context): readonly Offer[] {
    const { index, file, selection } = context;
    const languages = botLanguages(index);
    if (languages.length < 2) return [];
    const texts = saidTexts(file);
    const here = texts.findLast((text) => contains(text, selection));
    const state = file.states.find(({ span }) => touches(span, selection.start));
    if (here === undefined && !isOnName(state?.nameSpan, selection)) return [];
    const inState = state === undefined ? [] : texts.filter((text) => contains(state.span, text));
    const offer = (added: readonly string[], among: readonly ast.Text[], where: string): Offer => ({
      title: `Add ${added.map((one) => inCode(writeName(one))).join(" and ")} to ${where}, to be translated`,
      change: () => ({ edits: among.map((text) => editFor(context, text, languages, added)) }),
    });
    const stateName = inCode(writeName(state?.name ?? ""));
    const missing = here === undefined ? [] : lacking(here, languages);
    // A text without languages gets all of them: with some of them it would be a text that lacks others.
    const steps = here?.languages.length === 0 ? [missing] : missing.map((language) => [language]);
    return [
      ...(here === undefined
        ? []
        : steps.filter(({ length }) => length > 0).map((added) => offer(added, [here], "this text"))),
      ...languages.flatMap((language) => {
        const inTheFile = texts.filter((text) => lacking(text, languages).includes(language));
        const inTheState = inTheFile.filter((text) => inState.includes(text));
        const least = here === undefined ? 0 : 1;
        return [
          ...(inTheState.length > least ? [offer([language], inTheState, `all texts of state ${stateName}`)] : []),
          ...(inTheFile.length > inTheState.length ? [offer([language], inTheFile, "all texts of this file")] : []),
        ];
      }),
    ];
  },
};

function isOnName(name: Span | undefined, selection: Span): boolean {
  return name !== undefined && touches(name, selection.start);
}

/** The texts that are said to users: not those that tests expect, and no synonyms. */
function saidTexts(file: FileIndex): readonly ast.Text[] {
  const { declarations } = file.source.parsed.tree;
  const spans = declarations.filter(({ kind }) => kind === "State" || kind === "RouteDeclaration" || kind === "Bot");
  const types = [...nodesOf(file, "Ask")].flatMap(({ type }) => type ?? []);
  return [...nodesOf(file, "Text")].filter(
    (text) =>
      spans.some((span) => contains(span, text)) && !types.some((type) => contains(type, text)) && saysWords(text),
  );
}

/** A text that only prints values is the same in every language. */
function saysWords({ alternatives, languages }: ast.Text): boolean {
  const strings = [...alternatives, ...languages.flatMap((one) => one.alternatives)];
  return strings.some(({ parts }) => parts.some((part) => part.kind === "Chunk" && /\p{L}/u.test(part.text)));
}

/** The languages of the bot that a text lacks; one without languages is taken to be in the first. */
function lacking(text: ast.Text, languages: readonly string[]): readonly string[] {
  if (text.languages.length === 0) return text.alternatives.length === 0 ? [] : languages.slice(1);
  return languages.filter((language) => !text.languages.some((one) => coversLanguage(one.language.text, language)));
}

function editFor(
  { file, path }: RefactoringContext,
  text: ast.Text,
  languages: readonly string[],
  added: readonly string[],
): FixEdit {
  const source = file.source.parsed.text;
  if (text.languages.length === 0) {
    const words = source.slice(text.start, text.end);
    const all = languages.map((language) => `${writeName(language)} ${words}`);
    return { path, start: text.start, end: text.end, text: `{ ${all.join(" ")} }` };
  }
  const [model] = text.languages;
  const last = text.languages.at(-1) ?? text;
  const words = (model === undefined ? "" : source.slice(model.language.end, model.end).trim()) || '"TODO"';
  const isBroken = source.slice(text.start, last.end).includes("\n");
  const between = isBroken ? source.slice(source.lastIndexOf("\n", last.start - 1), last.start) : " ";
  const separator = between.trim() === "" ? between : " ";
  const written = added.map((language) => `${separator}${writeName(language)} ${words}`);
  return { path, start: last.end, end: last.end, text: written.join("") };
}
