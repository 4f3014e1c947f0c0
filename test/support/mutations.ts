import fc from "fast-check";
import { lex } from "../../server/src/language/lexer.ts";
import { keywords, tokenEnd } from "../../server/src/language/tokens.ts";

/** One change of a text, with a human name; places are fractions, so that a change fits every text. */
export type Mutation =
  | { readonly kind: "delete" | "double"; readonly at: number }
  | { readonly kind: "swap"; readonly at: number; readonly with: number }
  | { readonly kind: "insert"; readonly at: number; readonly word: string }
  | { readonly kind: "write"; readonly at: number; readonly text: string }
  | { readonly kind: "cut"; readonly from: number; readonly to: number };

const signs = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ",",
  ":",
  ".",
  "=",
  "?",
  "|",
  "-",
  "->",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  "??",
  "+",
  "*",
  "/",
  "%",
  "!",
  "&&",
  "||",
  "=>",
  ";",
  '"',
  '"""',
  '"{',
  'r"',
  "`",
  "'",
  "\\",
  "//",
  "///",
  "/*",
  "*/",
  "\n",
  "\r\n",
  "\t",
  "5",
  "5s",
  "5sec",
  "2xx",
  "1_0.5",
  '"text"',
  '"a {b} c"',
  '"""\n  a\n  """',
  'r"x"i',
  "`a b`",
  "name",
  "größe",
  "名前",
  "<<<<<<< HEAD\n",
  "=======\n",
  ">>>>>>> x\n",
  "\u{1F600}",
  "\u200d",
  "\ud800",
  "\0",
  "\ufeff",
  "“x”",
];
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** Any change. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("delete" as const), at: place }),
  fc.record({ kind: fc.constant("double" as const), at: place }),
  fc.record({ kind: fc.constant("swap" as const), at: place, with: place }),
  fc.record({ kind: fc.constant("insert" as const), at: place, word: fc.constantFrom(...signs, ...keywords) }),
  fc.record({ kind: fc.constant("write" as const), at: place, text: fc.string({ unit: "binary", maxLength: 6 }) }),
  fc.record({ kind: fc.constant("cut" as const), from: place, to: place }),
);

/** The text after a change. */
export function mutate(text: string, change: Mutation): string {
  if (change.kind === "write") {
    const at = Math.floor(change.at * (text.length + 1));
    return text.slice(0, at) + change.text + text.slice(at);
  }
  if (change.kind === "cut") {
    const [from, to] = [change.from, change.to]
      .map((part) => Math.floor(part * (text.length + 1)))
      .sort((a, b) => a - b);
    return text.slice(0, from) + text.slice(Math.min(to ?? 0, (from ?? 0) + 40));
  }
  const { tokens } = lex(text);
  const token = tokens[Math.floor(change.at * tokens.length)];
  if (token === undefined) return text;
  const [start, end] = [token.startOffset, tokenEnd(token)];
  if (change.kind === "delete") return text.slice(0, start) + text.slice(end);
  if (change.kind === "double") return `${text.slice(0, end)} ${text.slice(start)}`;
  if (change.kind === "insert") return `${text.slice(0, start)}${change.word} ${text.slice(start)}`;
  if (change.kind !== "swap") return text;
  const other = tokens[Math.floor(change.with * tokens.length)];
  if (other === undefined || other === token) return text;
  const [first, second] = other.startOffset < start ? [other, token] : [token, other];
  return (
    text.slice(0, first.startOffset) +
    second.image +
    text.slice(tokenEnd(first), second.startOffset) +
    first.image +
    text.slice(tokenEnd(second))
  );
}
