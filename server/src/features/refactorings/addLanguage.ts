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
    const [first] = languages;
    if (first === undefined || languages.length < 2) return [];
    const state = file.states.find(({ span }) => touches(span, selection.start));
    const texts = saidTexts(file);
    const here = texts.findLast((text) => contains(text, selection));
    const inState = state === undefined ? [] : texts.filter((text) => contains(state.span, text));
    return languages.flatMap((language) => {
      const lacking = (among: readonly ast.Text[]): readonly ast.Text[] =>
        among.filter((text) => lacks(text, language, first));
      const offer = (among: readonly ast.Text[], where: string, least: number): readonly Offer[] => {
        const found = lacking(among);
        if (found.length < least) return [];
        const title = `Add ${inCode(writeName(language))} to ${where}, to be translated`;
        return [{ title, change: () => ({ edits: found.map((text) => editFor(context, text, language, first)) }) }];
      };
      const isOffered = here !== undefined || isOnName(state?.nameSpan, selection);
      return [
        ...offer(here === undefined ? [] : [here], "this text", 1),
        ...(isOffered
          ? offer(inState, `all texts of state ${inCode(writeName(state?.name ?? ""))}`, here === undefined ? 1 : 2)
          : []),
        ...(isOffered && lacking(texts).length > lacking(inState).length
          ? offer(texts, "all texts of this file", 1)
          : []),
      ];
    });
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

/** A text without languages is taken to be in the bot's first. */
function lacks(text: ast.Text, language: string, first: string): boolean {
  if (text.languages.length === 0) return text.alternatives.length > 0 && language !== first;
  return !text.languages.some((one) => coversLanguage(one.language.text, language));
}

function editFor({ file, path }: RefactoringContext, text: ast.Text, language: string, first: string): FixEdit {
  const source = file.source.parsed.text;
  const name = writeName(language);
  if (text.languages.length === 0) {
    const words = source.slice(text.start, text.end);
    return { path, start: text.start, end: text.end, text: `{ ${writeName(first)} ${words} ${name} ${words} }` };
  }
  const [model] = text.languages;
  const last = text.languages.at(-1) ?? text;
  const words = model === undefined ? '"TODO"' : source.slice(model.language.end, model.end).trim();
  const isBroken = source.slice(text.start, last.end).includes("\n");
  const between = isBroken ? source.slice(source.lastIndexOf("\n", last.start - 1), last.start) : " ";
  const separator = between.trim() === "" ? between : " ";
  return { path, start: last.end, end: last.end, text: `${separator}${name} ${words === "" ? '"TODO"' : words}` };
}
