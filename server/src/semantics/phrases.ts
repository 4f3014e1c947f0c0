/** The phrases of intents, and by which of them two intents cannot be told apart. */
import type * as ast from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import { Derived } from "./derived.ts";
import type { FileIndex } from "./fileIndex.ts";
import type { PartChange } from "./indexedParts.ts";
import type { ProjectIndex } from "./projectIndex.ts";

/** One phrase, as it is compared: in small letters, without blanks around it. */
export interface IntentPhrase extends Span {
  readonly path: string;
  /** The name of the intent. */
  readonly intent: string;
  /** `undefined` for the first language of the bot. */
  readonly language: string | undefined;
  readonly text: string;
}

/** The phrases of one file, by the words that they have in common. */
type PhrasesByText = ReadonlyMap<string, readonly IntentPhrase[]>;

const known = new WeakMap<FileIndex, readonly IntentPhrase[]>();

/** The phrases of a file, in order. */
export function phrasesOf(file: FileIndex): readonly IntentPhrase[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const phrases = file.symbols.flatMap((symbol) =>
    symbol.kind !== "intent"
      ? []
      : symbol.node.groups.flatMap(({ language, phrases: inGroup }) =>
          inGroup.map((phrase) => ({
            path: file.source.path,
            start: phrase.start,
            end: phrase.end,
            intent: symbol.name,
            language: language?.text,
            text: comparedText(phrase),
          })),
        ),
  );
  known.set(file, phrases);
  return phrases;
}

const table = new Derived<PhrasesByText>(
  (index) => {
    const phrases = [...index.indexes()].flatMap(phrasesOf);
    return Map.groupBy(phrases, ({ text }) => text);
  },
  (before, changes) => (changes.some(changesPhrases) ? updated(before, changes) : before),
);

const phraseFact = (text: string): string => `phrase ${text}`;

/** The looks for phrases that a change of parts concerns. */
export function* phraseFactsChangedBy(changes: readonly PartChange[]): Generator<string> {
  for (const change of changes) {
    const said = [change.before, change.after].map((file) =>
      phrasesIn(file).map(({ text, intent, language }) => JSON.stringify([text, intent, language])),
    );
    if (change.inPlace && said[0]?.join() === said[1]?.join()) continue;
    for (const file of [change.before, change.after]) for (const { text } of phrasesIn(file)) yield phraseFact(text);
  }
}

/** Every phrase of the project that reads like this one, itself included. */
export function samePhrases(index: ProjectIndex, { text }: IntentPhrase): readonly IntentPhrase[] {
  index.look(phraseFact(text));
  return table.of(index).get(text) ?? [];
}

function changesPhrases({ before, after }: PartChange): boolean {
  const [old, now] = [phrasesIn(before), phrasesIn(after)];
  return old.length !== now.length || old.some((phrase, at) => !isSame(phrase, now[at]));
}

function isSame(a: IntentPhrase, b: IntentPhrase | undefined): boolean {
  const isAlike = a.text === b?.text && a.intent === b.intent && a.language === b.language;
  return isAlike && a.start === b.start && a.end === b.end;
}

function phrasesIn(file: FileIndex | undefined): readonly IntentPhrase[] {
  return file === undefined ? [] : phrasesOf(file);
}

function updated(before: PhrasesByText, changes: readonly PartChange[]): PhrasesByText {
  const after = new Map(before);
  for (const change of changes) {
    for (const { text } of phrasesIn(change.before)) {
      const left = after.get(text)?.filter(({ path }) => path !== change.path) ?? [];
      if (left.length === 0) after.delete(text);
      else after.set(text, left);
    }
    for (const phrase of phrasesIn(change.after)) after.set(phrase.text, [...(after.get(phrase.text) ?? []), phrase]);
  }
  return after;
}

/** The words of a phrase; a mark is its type, or its name where it has none. */
function comparedText({ parts }: ast.Phrase): string {
  const texts = parts.map((part) => (part.kind === "Chunk" ? part.text : `{${markText(part)}}`));
  return texts.join("").trim().toLowerCase();
}

function markText({ name, type }: ast.PhraseMark): string {
  switch (type?.kind) {
    case "ScalarType":
      return `: ${type.name}`;
    case "EntityType":
      return `: ${type.name.text}`;
    default:
      return name?.text ?? "";
  }
}
