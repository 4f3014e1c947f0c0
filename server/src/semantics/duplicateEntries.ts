/** Entries of which only one counts: keys of an object, members, marks, languages of a text, items such as `timeout`. */
import type * as ast from "../language/ast.ts";
import type { Span } from "../language/spans.ts";
import type { FileIndex } from "./fileIndex.ts";
import { constantText } from "./nameSpans.ts";
import { nodesOf } from "./nodesOf.ts";
import { variableKey, variablePath } from "./variables.ts";

/** One of several entries that exclude each other. */
export interface DuplicateEntry extends Span {
  /** Where it says what it is. */
  readonly key: Span;
}

/** Entries of one block that bear the same name. */
export interface DuplicateEntries {
  readonly text: string;
  /** In the words of the author. */
  readonly what: "key" | "member" | "mark" | "language" | "variable" | "value" | "item";
  /** In the order of the file; two at least. */
  readonly keys: readonly DuplicateEntry[];
}

/** An entry by its name; without one it is the same as no other. */
interface NamedEntry extends DuplicateEntry {
  readonly text: string | undefined;
}

const known = new WeakMap<FileIndex, readonly DuplicateEntries[]>();

/** The entries of a file that exclude each other; looked for once. */
export function duplicateEntries(file: FileIndex): readonly DuplicateEntries[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const headers = new Set(nodesOf(file, "Headers").map(({ object }) => object));
  const found = [
    ...nodesOf(file, "Object").flatMap((object) => among("key", object.entries.map(keyed(headers.has(object))))),
    ...nodesOf(file, "ObjectType").flatMap(({ members }) => among("key", members.map(named))),
    ...nodesOf(file, "Text").flatMap(({ languages }) => among("language", languages.map(inLanguage))),
    ...nodesOf(file, "Match").flatMap(({ arms }) =>
      among(
        "value",
        arms.flatMap(({ values }) => values.map(compared)),
      ),
    ),
    ...nodesOf(file, "Ask").flatMap(({ items }) => among("item", items.map(asItem))),
    ...file.apiSteps.flatMap(({ items }) => among("item", items.map(asItem))),
    ...file.source.parsed.tree.declarations.flatMap(inDeclaration),
  ];
  known.set(file, found);
  return found;
}

function inDeclaration(declaration: ast.Declaration): readonly DuplicateEntries[] {
  switch (declaration.kind) {
    case "Entity":
      return among("member", declaration.members.map(named));
    case "Intent":
      return declaration.groups
        .flatMap(({ phrases }) => phrases)
        .flatMap(({ parts }) => among("mark", parts.flatMap(marked)));
    case "Bot":
      return [
        ...among("item", declaration.items.map(asItem)),
        ...among("language", declaration.items.flatMap(languagesIn)),
      ];
    case "Service":
      return among("item", declaration.items.map(asItem));
    case "Preset":
      return among("variable", declaration.entries.map(setIn));
    case "Mock":
      return declaration.request?.answers.flatMap(({ items }) => among("item", items.map(asItem))) ?? [];
    default:
      return [];
  }
}

function among(what: DuplicateEntries["what"], entries: readonly NamedEntry[]): readonly DuplicateEntries[] {
  if (entries.length < 2) return [];
  const byText = Map.groupBy(entries, ({ text }) => text);
  return [...byText].flatMap(([text, keys]) => (text === undefined || keys.length < 2 ? [] : [{ text, what, keys }]));
}

function keyed(ignoreCase: boolean): (entry: ast.ObjectLiteral["entries"][number]) => NamedEntry {
  return ({ start, end, key }) => {
    const text = key.kind === "Name" ? key.text : constantText(key);
    return { start, end, key, text: ignoreCase ? text?.toLowerCase() : text };
  };
}

function named({ start, end, name }: Span & { readonly name: ast.Name }): NamedEntry {
  return { start, end, key: name, text: name.text };
}

function inLanguage({ start, end, language }: ast.LanguageText): NamedEntry {
  return { start, end, key: language, text: language.text };
}

function languagesIn(item: ast.BotItem): readonly NamedEntry[] {
  if (item.kind !== "BotLanguages") return [];
  return item.languages.map((name) => ({ start: name.start, end: name.end, key: name, text: name.text }));
}

function marked(part: ast.Phrase["parts"][number]): readonly NamedEntry[] {
  if (part.kind !== "PhraseMark" || part.name === undefined) return [];
  return [{ start: part.start, end: part.end, key: part.name, text: part.name.text }];
}

/** What a `match` compares with, as far as it is written out. */
function compared(value: ast.Expr): NamedEntry {
  const { start, end } = value;
  return { start, end, key: value, text: writtenValue(value) };
}

function writtenValue(value: ast.Expr): string | undefined {
  if (value.kind === "Number" || value.kind === "Boolean") return String(value.value);
  const text = value.kind === "String" ? constantText(value) : undefined;
  return text === undefined ? undefined : JSON.stringify(text);
}

function setIn({ start, end, path }: ast.PresetEntry): NamedEntry {
  const { scope, names } = variablePath(path);
  const isWhole = !path.segments.some((segment) => segment.kind === "PathIndex" && segment.index?.kind !== "String");
  return { start, end, key: path, text: isWhole ? variableKey(scope, names).slice("variable:".length) : undefined };
}

type Item = ast.BotItem | ast.ServiceItem | ast.ApiItem | ast.AskItem | ast.AnswerItem;

/** Items of which the first counts; of others, such as `query`, `session` or `check`, all do. */
const WORDS: { readonly [kind in Item["kind"]]?: string } = {
  BotProfile: "profile",
  BotThreshold: "threshold",
  ServiceBase: "base",
  ServiceOpenApi: "openapi",
  Auth: "auth",
  Timeout: "timeout",
  Retry: "retry",
  Body: "body",
  Save: "save",
  Invalid: "invalid",
  Attempts: "attempts",
  SkipWhen: "skip",
  AnswerStatus: "status",
  AnswerDelay: "delay",
  AnswerFault: "fault",
};

function asItem(item: Item): NamedEntry {
  const { start, end } = item;
  const at = (word: string, text = word): NamedEntry => ({
    start,
    end,
    key: { start, end: start + word.length },
    text,
  });
  if (item.kind === "BotState") return at(item.role);
  // A request has one body.
  if (item.kind === "Form") return at("form", "body");
  if (item.kind === "OnOutcome") {
    const { outcome } = item;
    return { start, end, key: outcome ?? item, text: outcome === undefined ? undefined : `on ${outcome.text}` };
  }
  const word = WORDS[item.kind];
  return word === undefined ? { start, end, key: item, text: undefined } : at(word);
}
