/**
 * Text to tokens, with chevrotain's lexer in its fastest configuration.
 *
 * Plain words get their keyword type afterwards from one map, numbers theirs from their letters. Signs of other
 * languages (`&&`, `;`, `'…'`) and what means nothing are read as their author meant them and reported, so that the
 * parser never meets them as an error of its own.
 */
import { createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import { nameAt } from "./names.ts";
import { backtickEnd, beginScan, lineEndAfter, patternEnd, scanText, trimmedEnd } from "./scanText.ts";
import type { Comment, SyntaxProblem } from "./syntax.ts";
import { Category, keywordTypes, NumberTypes, tokenEnd } from "./tokens.ts";

/** What a custom pattern found: its characters and, for texts, whether they are closed. */
type Match = [string] & { payload?: TextPayload };

/** Whether a text or pattern has its closing quote; `undefined` on a token means a plain text without `{` and `\`. */
export interface TextPayload {
  readonly closed: boolean;
}

/** What the lexer found out about a text or pattern; `undefined` for a plain text. */
export function payloadOf(token: IToken): TextPayload | undefined {
  return token.payload as TextPayload | undefined;
}

const found = (image: string): Match => [image];

function foundText(image: string, closed: boolean): Match {
  const match: Match = [image];
  match.payload = { closed };
  return match;
}

/** One code of every class that chevrotain sorts characters beyond ASCII into. */
const beyondAscii: number[] = [];
for (let code = 128; code < 65_536; code += code < 256 ? 1 : 255) beyondAscii.push(code);

const asciiLetters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
const strangeAscii: number[] = [];
for (let code = 0; code < 128; code++) {
  if (!/[\sA-Za-z0-9_"`{}()[\]<>=:?.,|+*/%-]/.test(String.fromCharCode(code))) strangeAscii.push(code);
}
const strangeRun = /[^\s\p{L}\p{Nl}_0-9"'“`{}()[\]<>=!?:.,|+*/%&;-]+|[\s\S]/uy;

let scan = beginScan();
const plainText = /"[^"\\{\n\r]*"(?!")/y;

function matchText(text: string, offset: number): Match | null {
  if (text.charCodeAt(offset) !== 34) return null;
  plainText.lastIndex = offset;
  const plain = plainText.exec(text);
  if (plain !== null && (plain[0].length > 2 || text.charCodeAt(offset + 2) !== 34)) return found(plain[0]);
  const { end, closed } = scanText(text, offset, scan);
  return foundText(text.slice(offset, end), closed);
}

function matchPattern(text: string, offset: number): Match | null {
  if (text.charCodeAt(offset) !== 114 || text.charCodeAt(offset + 1) !== 34) return null;
  const end = patternEnd(text, offset + 1);
  if (end < 0) return foundText(text.slice(offset, trimmedEnd(text, offset + 2, lineEndAfter(text, offset))), false);
  nameAt.lastIndex = end;
  return foundText(text.slice(offset, end + (nameAt.exec(text)?.[0].length ?? 0)), true);
}

function matchBackticks(text: string, offset: number): Match | null {
  if (text.charCodeAt(offset) !== 96) return null;
  const end = backtickEnd(text, offset);
  return found(text.slice(offset, end < 0 ? trimmedEnd(text, offset + 1, lineEndAfter(text, offset)) : end));
}

function matchWord(text: string, offset: number): Match | null {
  nameAt.lastIndex = offset;
  const match = nameAt.exec(text);
  return match === null ? null : found(match[0]);
}

function matchBlockComment(text: string, offset: number): Match | null {
  if (text.charCodeAt(offset) !== 47 || text.charCodeAt(offset + 1) !== 42) return null;
  const end = text.indexOf("*/", offset + 2);
  return found(text.slice(offset, end < 0 ? text.length : end + 2));
}

const marker = /(?:<{7}|={7}|>{7}|\|{7})(?![<=>|])[^\n\r]*/y;

function matchConflict(text: string, offset: number): Match | null {
  if (text.charCodeAt(offset + 6) !== text.charCodeAt(offset)) return null;
  const before = text.charCodeAt(offset - 1);
  if (offset > 0 && before !== 10 && before !== 13) return null;
  marker.lastIndex = offset;
  const match = marker.exec(text);
  return match === null ? null : found(match[0]);
}

function matchStrange(text: string, offset: number): Match | null {
  strangeRun.lastIndex = offset;
  const match = strangeRun.exec(text);
  return match === null ? null : found(match[0]);
}

const sign = (name: string, pattern: string | RegExp, ...categories: TokenType[]): TokenType =>
  createToken({ name, pattern, categories });

const BlockComment = createToken({
  name: "BlockComment",
  pattern: matchBlockComment,
  start_chars_hint: ["/"],
  line_breaks: true,
  group: "comments",
});
const Documentation = createToken({ name: "Documentation", pattern: /\/\/\/(?!\/)[^\n\r]*/, group: "comments" });
const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\n\r]*/, group: "comments" });
const Conflict = createToken({
  name: "Conflict",
  pattern: matchConflict,
  start_chars_hint: ["<", "=", ">", "|"],
  line_breaks: false,
});
const Digits = createToken({
  name: "Digits",
  pattern: /[0-9][0-9A-Za-z_\u00aa-\u1fff\u3040-\ud7ff]*(?:\.[0-9][0-9A-Za-z_\u00aa-\u1fff\u3040-\ud7ff]*)?/,
});
const Word = createToken({
  name: "Word",
  pattern: /[A-Za-z_][A-Za-z0-9_]*(?![A-Za-z0-9_\u0080-\uffff])/,
  categories: [Category.Name],
});
const AnyWord = createToken({
  name: "AnyWord",
  pattern: matchWord,
  start_chars_hint: [...asciiLetters, ...beyondAscii],
  line_breaks: false,
});
const WrongQuotes = createToken({ name: "WrongQuotes", pattern: /'[^'\n\r]*'|“[^”\n\r]*”/ });
const Strange = createToken({
  name: "Strange",
  pattern: matchStrange,
  start_chars_hint: [...strangeAscii, ...beyondAscii],
  line_breaks: true,
});

/** Signs and literals; keywords are in `K`. */
export const T = {
  Word,
  QuotedName: createToken({
    name: "QuotedName",
    pattern: matchBackticks,
    start_chars_hint: ["`"],
    line_breaks: false,
    categories: [Category.Name],
  }),
  String: createToken({ name: "String", pattern: matchText, start_chars_hint: ['"'], line_breaks: true }),
  Pattern: createToken({ name: "Pattern", pattern: matchPattern, start_chars_hint: ["r"], line_breaks: false }),
  Go: sign("Go", "->", Category.Arrow),
  FatArrow: sign("FatArrow", "=>", Category.Arrow),
  LCurly: sign("LCurly", "{"),
  RCurly: sign("RCurly", "}"),
  LParen: sign("LParen", "("),
  RParen: sign("RParen", ")"),
  LSquare: sign("LSquare", "["),
  RSquare: sign("RSquare", "]"),
  Comma: sign("Comma", ","),
  Colon: sign("Colon", ":"),
  Dot: sign("Dot", "."),
  Equals: sign("Equals", "="),
  Question: sign("Question", "?"),
  Bar: sign("Bar", "|"),
  Minus: sign("Minus", "-", Category.BinaryOperator),
  Bang: sign("Bang", "!", Category.Not),
} as const;

const operators: readonly TokenType[] = [
  sign("TripleEqual", "===", Category.BinaryOperator),
  sign("Equal", "==", Category.BinaryOperator),
  sign("TripleNotEqual", "!==", Category.BinaryOperator),
  sign("NotEqual", "!=", Category.BinaryOperator),
  sign("AtMost", "<=", Category.BinaryOperator),
  sign("AtLeast", ">=", Category.BinaryOperator),
  sign("Less", "<", Category.BinaryOperator),
  sign("Greater", ">", Category.BinaryOperator),
  sign("Otherwise", "??", Category.BinaryOperator),
  sign("AndAnd", "&&", Category.BinaryOperator),
  sign("OrOr", "||", Category.BinaryOperator),
  sign("Plus", "+", Category.BinaryOperator),
  sign("Star", "*", Category.BinaryOperator),
  sign("Slash", "/", Category.BinaryOperator),
  sign("Percent", "%", Category.BinaryOperator),
];

/** All token types that the lexer finds, in the order in which it tries them. */
export const lexerTypes: TokenType[] = [
  createToken({ name: "Blanks", pattern: /[ \t\n\r]+/, group: Lexer.SKIPPED, line_breaks: true }),
  T.Pattern,
  Word,
  AnyWord,
  Digits,
  T.String,
  T.QuotedName,
  Documentation,
  LineComment,
  BlockComment,
  Conflict,
  T.Go,
  T.FatArrow,
  ...operators,
  T.LCurly,
  T.RCurly,
  T.LParen,
  T.RParen,
  T.LSquare,
  T.RSquare,
  T.Comma,
  T.Colon,
  T.Dot,
  T.Equals,
  T.Question,
  T.Bar,
  T.Minus,
  T.Bang,
  WrongQuotes,
  createToken({ name: "OtherBlanks", pattern: /[\s\ufeff]+/, group: Lexer.SKIPPED, line_breaks: true }),
  Strange,
];

/** The lexer; `checked` also validates its definition, for a test. */
export function createLexer(checked: boolean): Lexer {
  return new Lexer(lexerTypes, {
    positionTracking: "onlyOffset",
    ensureOptimizations: true,
    skipValidations: !checked,
  });
}

/** Made when the first file is read. */
let lexer: Lexer | undefined;

/** Tokens of a text, ready for the parser, with their offsets in the file. */
export interface LexResult {
  readonly tokens: IToken[];
  readonly comments: readonly Comment[];
  readonly problems: SyntaxProblem[];
  /** True where a comment that is never closed takes the rest of the text. */
  readonly endsOpen: boolean;
  /** Where blocks of text begin whose end depends on all that follows. */
  readonly openBlocks: readonly number[];
}

/** Reads a whole file, or, with `offset`, a stretch that begins there. */
export function lex(text: string, offset = 0): LexResult {
  scan = beginScan();
  lexer ??= createLexer(false);
  const result = lexer.tokenize(text);
  const problems: SyntaxProblem[] = [];
  const tokens = classify(result.tokens, offset, problems);
  const lexical = problems.length;
  const comments = (result.groups["comments"] ?? []).map((token) => comment(token, offset, problems));
  return { tokens, comments, problems, endsOpen: problems.length > lexical, openBlocks: scan.openBlocks };
}

function comment(token: IToken, offset: number, problems: SyntaxProblem[]): Comment {
  const start = token.startOffset + offset;
  const end = start + token.image.length;
  if (token.tokenType === Documentation) return { form: "documentation", start, end };
  if (token.tokenType === LineComment) return { form: "line", start, end };
  if (token.image.length < 4 || !token.image.endsWith("*/")) {
    problems.push({ code: "syntax", start, end: start + 2, message: "This comment is never closed: `*/` is missing." });
  }
  return { form: "block", start, end };
}

/** What signs of other languages are called here. */
const foreign: Readonly<Record<string, string>> = {
  "&&": "Write `and` instead of `&&`.",
  "||": "Write `or` instead of `||`.",
  "!": "Write `not` instead of `!`.",
  "===": "Write `==` instead of `===`.",
  "!==": "Write `!=` instead of `!==`.",
  "=>": "Write `->` instead of `=>`.",
};

/** What has to be done with a token after the lexer found it; most need nothing. */
type Treatment = (token: IToken, problems: SyntaxProblem[]) => boolean;

const treatments: Treatment[] = [];

function treat(types: readonly TokenType[], treatment: Treatment): void {
  for (const type of types) treatments[type.tokenTypeIdx ?? 0] = treatment;
}

const keep = (token: IToken, type: TokenType): boolean => {
  retype(token, type);
  return true;
};

const complain = (token: IToken, message: string, problems: SyntaxProblem[]): void => {
  problems.push({ code: "syntax", start: token.startOffset, end: tokenEnd(token), message });
};

treat([Word], (token) => {
  const keyword = keywordTypes.get(token.image);
  return keyword === undefined || keep(token, keyword);
});
treat([AnyWord], (token) => keep(token, Word));
treat([Digits], (token) => keep(token, numberType(token.image)));
treat([WrongQuotes], (token, problems) => {
  complain(token, 'Write texts between double quotes: `"…"`.', problems);
  return keep(token, T.String);
});
treat([Conflict, Strange], (token, problems) => {
  complain(token, nonsense(token), problems);
  return false;
});
treat([T.FatArrow, T.Bang, ...operators.filter(({ PATTERN }) => String(PATTERN) in foreign)], (token, problems) => {
  complain(token, foreign[token.image] ?? nonsense(token), problems);
  return true;
});

/** Gives words and numbers their types, and takes out what means nothing. */
function classify(tokens: IToken[], offset: number, problems: SyntaxProblem[]): IToken[] {
  let kept = 0;
  for (const token of tokens) {
    if (offset !== 0) token.startOffset += offset;
    const treatment = treatments[token.tokenTypeIdx];
    if (treatment === undefined || treatment(token, problems)) tokens[kept++] = token;
  }
  tokens.length = kept;
  return keysBeforeColons(tokens);
}

function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
}

/** `and or in contains matches` before `:` or `=` are keys, never operators. */
function keysBeforeColons(tokens: IToken[]): IToken[] {
  for (let i = 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined || (token.tokenType !== T.Colon && token.tokenType !== T.Equals)) continue;
    const before = tokens[i - 1];
    if (before !== undefined && operatorWords.has(before.image)) retype(before, Word);
  }
  return tokens;
}

const operatorWords: ReadonlySet<string> = new Set(["and", "or", "in", "contains", "matches"]);

const plainNumber = /^[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?$/;
const durationNumber = /^[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?(?:ms|s|m|h|d)$/;

function numberType(image: string): TokenType {
  if (plainNumber.test(image)) return NumberTypes.Number;
  if (durationNumber.test(image)) return NumberTypes.Duration;
  return /^[2345]xx$/.test(image) ? NumberTypes.StatusClass : NumberTypes.BadNumber;
}

function nonsense(token: IToken): string {
  if (token.tokenType === Conflict) {
    return "A merge conflict is unresolved here: choose one of the versions and delete the lines of `<<<<<<<`, `=======` and `>>>>>>>`.";
  }
  if (token.image === ";") return "Leave out the `;`: nothing needs one here.";
  return `\`${token.image}\` means nothing here.`;
}
