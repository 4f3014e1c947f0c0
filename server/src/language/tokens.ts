/**
 * The words and signs of the language.
 *
 * No keyword is reserved: each is a token type of its own in the category `Name`, so that the grammar may ask for
 * "the word say" or for "any name" at the same place. The lexer finds plain words and gives them their keyword
 * type afterwards.
 */
import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";

/** One token of a file: its characters, where they begin (UTF-16), and its type; see `tokenKind` and `tokenEnd`. */
export interface Token extends Readonly<Pick<IToken, "image" | "startOffset" | "tokenType" | "tokenTypeIdx">> {}

/** What a token is, before the grammar has looked at it: a keyword may still be used as a name. */
export type TokenKind = "name" | "quotedName" | "keyword" | "string" | "pattern" | "number" | "duration" | "sign";

/** All words that are keywords somewhere. */
export const keywords = [
  "flow",
  "bot",
  "service",
  "var",
  "intent",
  "entity",
  "state",
  "mock",
  "preset",
  "test",
  "languages",
  "start",
  "fallback",
  "failure",
  "profile",
  "threshold",
  "base",
  "headers",
  "query",
  "auth",
  "timeout",
  "retry",
  "openapi",
  "every",
  "bearer",
  "basic",
  "hmac",
  "header",
  "sensitive",
  "text",
  "number",
  "integer",
  "boolean",
  "date",
  "time",
  "datetime",
  "duration",
  "email",
  "phone",
  "url",
  "location",
  "attachment",
  "language",
  "any",
  "one",
  "of",
  "list",
  "id",
  "say",
  "ask",
  "api",
  "set",
  "clear",
  "if",
  "else",
  "match",
  "call",
  "wait",
  "track",
  "handover",
  "context",
  "for",
  "reply",
  "value",
  "button",
  "open",
  "dial",
  "card",
  "item",
  "subtitle",
  "image",
  "video",
  "audio",
  "file",
  "payload",
  "as",
  "check",
  "invalid",
  "attempts",
  "skip",
  "when",
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "HEAD",
  "body",
  "form",
  "save",
  "session",
  "nextDialogstate",
  "on",
  "success",
  "event",
  "silence",
  "change",
  "in",
  "end",
  "back",
  "return",
  "restart",
  "status",
  "delay",
  "fault",
  "then",
  "reset",
  "malformed",
  "empty",
  "with",
  "at",
  "each",
  "user",
  "tap",
  "attach",
  "contains",
  "nothing",
  "expect",
  "ended",
  "request",
  "times",
  "no",
  "error",
  "true",
  "false",
  "null",
  "not",
  "and",
  "or",
  "matches",
] as const;

/** A word of the grammar. */
export type Keyword = (typeof keywords)[number];

const category = (name: string): TokenType => createToken({ name, pattern: Lexer.NA });

/** Classes of tokens that the grammar asks for as one. */
export const Category = {
  Name: category("Name"),
  Arrow: category("AnyArrow"),
  Not: category("AnyNot"),
  BinaryOperator: category("BinaryOperator"),
  NumberLike: category("NumberLike"),
  DurationLike: category("DurationLike"),
  StatusLike: category("StatusLike"),
  TargetWord: category("TargetWord"),
  Method: category("Method"),
  ScalarType: category("ScalarType"),
  Media: category("Media"),
  BotState: category("BotState"),
  OutcomeWord: category("OutcomeWord"),
  Fault: category("Fault"),
} as const;

const wordsOf: readonly (readonly [TokenType, readonly Keyword[]])[] = [
  [Category.Not, ["not"]],
  [Category.BinaryOperator, ["and", "or", "in", "contains", "matches"]],
  [Category.TargetWord, ["end", "back", "return", "restart"]],
  [Category.Method, ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]],
  [
    Category.ScalarType,
    [
      "text",
      "number",
      "integer",
      "boolean",
      "date",
      "time",
      "datetime",
      "duration",
      "email",
      "phone",
      "url",
      "location",
      "attachment",
      "language",
      "any",
    ],
  ],
  [Category.Media, ["image", "video", "audio", "file"]],
  [Category.BotState, ["start", "fallback", "failure"]],
  [Category.OutcomeWord, ["success", "failure", "timeout", "invalid"]],
  [Category.Fault, ["timeout", "reset", "malformed", "empty"]],
];

function keywordToken(word: Keyword): TokenType {
  const categories = wordsOf.filter(([, words]) => words.includes(word)).map(([type]) => type);
  return createToken({
    name: `word_${word}`,
    pattern: Lexer.NA,
    label: word,
    categories: [Category.Name, ...categories],
  });
}

/** The token type of every keyword. */
export const K: Readonly<Record<Keyword, TokenType>> = Object.fromEntries(
  keywords.map((word) => [word, keywordToken(word)]),
) as Record<Keyword, TokenType>;

/** The keyword types by their word. */
export const keywordTypes: ReadonlyMap<string, TokenType> = new Map(Object.entries(K));

const derived = (name: string, ...categories: TokenType[]): TokenType =>
  createToken({ name, pattern: Lexer.NA, categories });

/** Types that the lexer gives to a number once it has read its letters. */
export const NumberTypes = {
  Number: derived("Number", Category.NumberLike, Category.StatusLike),
  Duration: derived("Duration", Category.DurationLike),
  StatusClass: derived("StatusClass", Category.NumberLike, Category.DurationLike, Category.StatusLike),
  BadNumber: derived("BadNumber", Category.NumberLike, Category.DurationLike, Category.StatusLike),
} as const;

/** The place of the cursor in an unfinished file: fits nowhere; only the search for completions uses it. */
export const Cursor = createToken({ name: "Cursor", pattern: Lexer.NA });

/** The offset behind the last character of a token. */
export function tokenEnd(token: Token): number {
  return token.startOffset + token.image.length;
}

const kinds: Readonly<Record<string, TokenKind>> = {
  Word: "name",
  QuotedName: "quotedName",
  String: "string",
  Pattern: "pattern",
  Number: "number",
  BadNumber: "number",
  StatusClass: "number",
  Duration: "duration",
};

/** The kind of a token by its characters alone. */
export function tokenKind(token: Token): TokenKind {
  const { name } = token.tokenType;
  return name.startsWith("word_") ? "keyword" : (kinds[name] ?? "sign");
}
